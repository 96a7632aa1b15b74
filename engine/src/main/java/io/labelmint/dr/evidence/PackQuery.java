package io.labelmint.dr.evidence;

import io.labelmint.dr.ledger.RunKind;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which packs somebody asks for.
 *
 * @param year the year in which the run began, in UTC; empty for all
 * @param job what was run, for example {@code restore-test}; empty for all
 * @param kind real, drill or rehearsal; empty for all
 */
public record PackQuery(Optional<Integer> year, Optional<String> job, Optional<RunKind> kind) {

    /** Whether {@code pack} is one of them. */
    public boolean matches(IndexedPack pack) {
        return year.filter(some -> some != yearOf(pack)).isEmpty()
                && job.filter(some -> !some.equals(pack.job())).isEmpty()
                && kind.filter(some -> some != pack.kind()).isEmpty();
    }

    /** The year {@code pack} is counted in. */
    static int yearOf(IndexedPack pack) {
        return pack.began().atZone(ZoneOffset.UTC).getYear();
    }

    /** In words that go on after "packs", for example {@code " of job restore-test, begun in 2026"}. */
    public String words() {
        List<String> parts = new ArrayList<>();
        job.ifPresent(some -> parts.add(" of job " + some));
        kind.ifPresent(some -> parts.add(" of kind " + some.name().toLowerCase(Locale.ROOT)));
        year.ifPresent(some -> parts.add(" begun in " + some));
        return String.join(",", parts);
    }
}
