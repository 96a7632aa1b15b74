package io.labelmint.dr.estate;

import io.labelmint.dr.estate.CacheValidation.Tls;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What restores of a Redis group need besides what those of a database do, and what a copy may be asked. */
final class CacheRestoreRules {
    /**
     * Commands that read, of one key, and answer with one text or number: a probe must not change the copy, and an answer
     * of many values is none to compare.
     */
    private static final Set<String> READING = Set.of(
            "EXISTS",
            "GET",
            "GETRANGE",
            "HEXISTS",
            "HGET",
            "HLEN",
            "HSTRLEN",
            "LINDEX",
            "LLEN",
            "SCARD",
            "SISMEMBER",
            "STRLEN",
            "TYPE",
            "XLEN",
            "ZCARD",
            "ZCOUNT",
            "ZSCORE");

    private CacheRestoreRules() {}

    static void check(Section estate, Mistakes mistakes) {
        for (Section cache : estate.items(EstateKeys.CACHES)) {
            RestoreRules.notAsATest(cache, CacheKeys.REPLICATION_GROUP, "replication group", mistakes);
            cache.get(CacheKeys.GLOBAL_DATASTORE)
                    .ifPresent(global ->
                            RestoreRules.notAsATest(global, CacheKeys.DR_GROUP, "replication group", mistakes));
            cache.get(CacheRestoreKeys.RESTORE).ifPresent(restore -> {
                RestoreRules.places(restore, mistakes);
                files(cache, restore, mistakes);
            });
            cache.get(CacheValidationKeys.VALIDATION).ifPresent(validation -> {
                secret(validation, mistakes);
                validation.items(CacheValidationKeys.PROBES).forEach(probe -> probe(probe, mistakes));
            });
        }
    }

    /** Snapshots never leave their region: ElastiCache user guide, "Exporting a backup". */
    private static void files(Section cache, Section restore, Mistakes mistakes) {
        boolean dr = restore.has(CacheRestoreKeys.DR_PLACE)
                || restore.get(CacheRestoreKeys.TEST)
                        .flatMap(test -> test.get(RestoreKeys.TEST_REGION))
                        .filter(side -> side == Side.DR)
                        .isPresent();
        Optional<Section> export = restore.get(CacheRestoreKeys.EXPORT);
        if (dr && export.isEmpty()) {
            mistakes.add(
                    cache.at(CacheRestoreKeys.RESTORE),
                    "estate.no-export",
                    "It is to be restored in the DR region, where snapshots of ElastiCache never get to by themselves.",
                    "Declare restore.export with a bucket and the one it is replicated to, or test in primary.");
        }
        export.filter(buckets -> buckets.get(CacheRestoreKeys.BUCKET).isPresent()
                        && buckets.get(CacheRestoreKeys.BUCKET).equals(buckets.get(CacheRestoreKeys.DR_BUCKET)))
                .ifPresent(buckets -> mistakes.add(
                        buckets.at(CacheRestoreKeys.DR_BUCKET),
                        "estate.same-bucket",
                        "Snapshots would be exported to the very bucket they are to be replicated to.",
                        "Name a bucket in each region."));
    }

    private static void secret(Section validation, Mistakes mistakes) {
        boolean password = validation.has(CacheValidationKeys.PASSWORD);
        if (validation.has(CacheValidationKeys.USER) && !password) {
            mistakes.add(
                    validation.at(CacheValidationKeys.USER),
                    "estate.no-password",
                    "A user is named, and not where its password is kept.",
                    "Add password: with jenkins, environment or file, or leave the user out.");
        }
        if (password && validation.get(CacheValidationKeys.TLS).equals(Optional.of(Tls.NONE))) {
            mistakes.add(
                    validation.at(CacheValidationKeys.TLS),
                    "estate.password-in-clear",
                    "The password would be sent in clear text.",
                    "Write tls: verify-full; ElastiCache asks for passwords with encryption in transit only.");
        }
    }

    private static void probe(Section probe, Mistakes mistakes) {
        List<String> command = probe.items(CacheValidationKeys.COMMAND);
        boolean reads = command.size() > 1 && READING.contains(command.get(0).toUpperCase(Locale.ROOT));
        if (probe.get(CacheValidationKeys.COMMAND).isPresent() && !reads) {
            mistakes.add(
                    probe.at(CacheValidationKeys.COMMAND),
                    "estate.not-a-probe",
                    "It is not a command that reads one value of one key.",
                    "Write one of "
                            + String.join(", ", READING.stream().sorted().toList())
                            + " and a key, such as [EXISTS, app:version].");
        }
        if (probe.has(CacheValidationKeys.EXPECT) == probe.has(CacheValidationKeys.MATCHES)) {
            mistakes.add(
                    probe.at(CacheValidationKeys.PROBE_NAME),
                    "estate.no-answer",
                    "A probe has an answer that is known, or a pattern for it, and not both.",
                    "Write either expect: or matches:.");
        }
        probe.get(CacheValidationKeys.MATCHES).ifPresent(pattern -> {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                mistakes.add(
                        probe.at(CacheValidationKeys.MATCHES),
                        "estate.no-pattern",
                        "It is no regular expression: " + e.getDescription() + ".",
                        "Correct it, or write expect: with the whole answer.");
            }
        });
    }
}
