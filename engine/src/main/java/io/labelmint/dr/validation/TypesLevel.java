package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.CacheValidation;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Are there keys of every declared type? A sample is counted; a type that is not in it is scanned for through all keys, so
 * that one that is rare is not taken for one that is missing.
 */
final class TypesLevel implements CacheLevel {
    @Override
    public String id() {
        return "restore.redis-types";
    }

    @Override
    public String objective() {
        return "the copy holds keys of every type the application keeps";
    }

    @Override
    public String look(CacheCopy copy, Tally tally) {
        List<CacheValidation.Type> declared = copy.validation().types();
        if (declared.isEmpty()) {
            tally.unknown(Problem.of(
                    "restore.no-types-declared",
                    "No type is declared of which there must be keys.",
                    "Add types: to validation, such as [string, hash]."));
            return "";
        }
        SortedMap<String, Long> found = copy.probe().types(copy.validation().sample());
        found.forEach((type, number) -> tally.fact("type." + type, number));
        tally.fact("sampled", found.values().stream().mapToLong(Long::longValue).sum());
        for (CacheValidation.Type type : declared) {
            String name = type.name().toLowerCase(Locale.ROOT);
            if (!found.containsKey(name) && !copy.probe().holds(name)) {
                tally.wrong(
                        "The copy holds no key of the type " + name + ".",
                        "See whether the source holds any: if not, the declaration is wrong, and else the copy is.");
            }
        }
        return "There are keys of all " + declared.size() + " declared types.";
    }
}
