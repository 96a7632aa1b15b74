package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Masking must have somewhere to happen where nobody else gets in, and somebody who can get in. */
final class MaskingRules {
    private MaskingRules() {}

    static void check(Section estate, Mistakes mistakes) {
        for (Section database : estate.items(EstateKeys.DATABASES)) {
            database.get(RestoreKeys.RESTORE).ifPresent(restore -> {
                Optional<Section> masking = restore.get(MaskingKeys.MASKING);
                masking.ifPresent(declared -> declared(database, restore, declared, mistakes));
                place(restore, RestoreKeys.PRIMARY_PLACE, mistakes);
                place(restore, RestoreKeys.DR_PLACE, mistakes);
            });
        }
    }

    private static void declared(Section database, Section restore, Section masking, Mistakes mistakes) {
        if (!database.has(ValidationKeys.VALIDATION)) {
            mistakes.add(
                    restore.at(MaskingKeys.MASKING),
                    "estate.masking-without-validation",
                    restore.child(MaskingKeys.MASKING) + " is declared, but nobody says how to get into a copy.",
                    "Declare validation: its database, tls and caBundle are what masking connects with.");
        }
        int statements = masking.get(MaskingKeys.STATEMENTS).map(List::size).orElse(1);
        if (statements == 0 || statements > Masking.MOST_STATEMENTS) {
            mistakes.add(
                    masking.at(MaskingKeys.STATEMENTS),
                    "estate.masking-statements",
                    "There are " + statements + " statements to mask with, and there must be from 1 to "
                            + Masking.MOST_STATEMENTS + ".",
                    statements == 0
                            ? "Write at least one, or leave masking out."
                            : "Put some of them into a function of the source, and call it.");
        }
        Optional<Duration> one = masking.get(MaskingKeys.STATEMENT_LIMIT);
        Optional<Duration> all = masking.get(MaskingKeys.TIME_LIMIT);
        if (masking.has(MaskingKeys.STATEMENT_LIMIT)
                && one.isPresent()
                && all.isPresent()
                && one.get().compareTo(all.get()) > 0) {
            mistakes.add(
                    masking.at(MaskingKeys.STATEMENT_LIMIT),
                    "estate.masking-limits",
                    "One statement may take " + Span.print(one.get()) + ", and all of them only "
                            + Span.print(all.get()) + ".",
                    "Write a longer timeLimit, or a shorter statementLimit.");
        }
    }

    private static void place(Section restore, Key<Section> key, Mistakes mistakes) {
        restore.get(key).ifPresent(place -> {
            boolean masked = restore.has(MaskingKeys.MASKING);
            if (masked && !place.has(RestoreKeys.ISOLATED_IN)) {
                mistakes.add(
                        place.position(),
                        "estate.masking-not-isolated",
                        "Copies restored in " + restore.child(key)
                                + " would let people in before they are masked: it declares no isolatedIn.",
                        "Write isolatedIn: a security group that lets in nobody but who masks.");
            } else if (!masked && place.has(RestoreKeys.ISOLATED_IN)) {
                mistakes.add(
                        place.at(RestoreKeys.ISOLATED_IN),
                        "estate.isolated-for-nothing",
                        "isolatedIn is where copies are masked, and no masking is declared, so they would never be in"
                                + " it.",
                        "Declare restore.masking, or remove isolatedIn.");
            }
            place.get(RestoreKeys.ISOLATED_IN).ifPresent(groups -> isolated(place, groups, mistakes));
        });
    }

    private static void isolated(Section place, List<Listed<String>> groups, Mistakes mistakes) {
        if (groups.isEmpty()) {
            mistakes.add(
                    place.at(RestoreKeys.ISOLATED_IN),
                    "estate.no-security-group",
                    place.child(RestoreKeys.ISOLATED_IN) + " is empty, so AWS would use the default one.",
                    "Name at least one security group of the subnet group's VPC.");
        }
        List<String> used = place.items(RestoreKeys.SECURITY_GROUPS);
        for (Listed<String> group : groups) {
            group.value()
                    .filter(used::contains)
                    .ifPresent(shared -> mistakes.add(
                            group.position(),
                            "estate.masking-not-isolated",
                            "Copies would be masked in the security group " + shared + ", which lets people in.",
                            "Name a security group that is for masking only."));
        }
    }
}
