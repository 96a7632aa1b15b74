package io.labelmint.dr.review.cost;

import io.labelmint.dr.backup.Tier;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.yaml.Amount;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What does it cost a year at most to keep the backups of each database as long as declared, in each region and by tier? It is told
 * and not judged.
 *
 * <p>It is an upper bound: every backup is counted with all the storage that is allocated, and RDS bills the first one with what is in
 * it and each later one with what changed (RDS User Guide, "Introduction to backups"). RDS bills backups beyond the storage that is
 * provisioned in the region (Amazon RDS pricing, "Backup storage"); what AWS Backup keeps of a database is billed so too, as
 * AWS Backup does not manage RDS fully (AWS Backup developer guide, "Metering, costs, and billing"). The price is the estate's own.
 */
public final class RetentionCost implements Check {
    private static final long MONTHS = 12;

    /** Automated backups, from which RDS restores to a point in time. */
    private static final String AUTOMATED = "automated";

    @Override
    public String id() {
        return "cost.retention";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return estate.databases().stream()
                .map(database -> find(estate, database, observatory, today))
                .toList();
    }

    private Finding find(Estate estate, PostgresDatabase database, Observatory observatory, LocalDate today) {
        Tally tally = new Tally(
                new Look(id(), database.id(), "what keeping its backups as declared costs is known", Controls.BACKUP));
        List<String> words = new ArrayList<>();
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        tally.read(observatory.read(new DbInstances(primary)), there -> {
            Optional<Long> size = allocated(there, List.of(database.instance()));
            if (size.isEmpty()) {
                tally.wrong(
                        "There is no DB instance " + database.instance() + " in " + primary + ".",
                        "Correct " + database.id() + " in the estate file, or restore the instance.");
                return;
            }
            tally.fact("allocatedGiB", size.get());
            words.add(side(tally, estate, database, primary, size.get(), there, today));
            tally.read(
                    observatory.read(new DbInstances(dr)),
                    others -> words.add(side(tally, estate, database, dr, size.get(), others, today)));
        });
        return tally.finding("Kept as declared, backups of " + database.id() + " come to at most "
                + String.join(" and ", words)
                + "; RDS bills what changed since the backup before, so it is less, and cost.spend says what it was.");
    }

    private static String side(
            Tally tally,
            Estate estate,
            PostgresDatabase database,
            String region,
            long size,
            List<DBInstance> there,
            LocalDate today) {
        Optional<Amount> price = estate.prices().gibMonth(region);
        Map<String, Long> kept = kept(estate, database, region, today);
        kept.forEach((tier, backups) -> {
            tally.fact("backups." + region + "." + tier, backups);
            tally.fact("gib." + region + "." + tier, backups * size);
            tally.fact("aYear." + region + "." + tier, aYear(backups * size, price));
        });
        long backups = kept.values().stream().mapToLong(Long::longValue).sum();
        long free = allocated(there, instances(estate, database, region)).orElse(0L);
        long billed = Math.max(0, backups * size - free);
        tally.fact("freeGiB." + region, free);
        tally.fact("gibMonthsAYear." + region, billed * MONTHS);
        tally.fact("aYear." + region, aYear(billed, price));
        return backups + " in " + region + " (" + billed * MONTHS + " GiB-months a year beyond the " + free
                + " GiB that are free, " + aYear(billed, price) + ")";
    }

    /** How many there are of each tier once nothing is new any more: of a day as {@code today}. */
    private static Map<String, Long> kept(Estate estate, PostgresDatabase database, String region, LocalDate today) {
        Map<String, Long> kept = new LinkedHashMap<>();
        long automated = region.equals(estate.regions().primary())
                ? estate.retention().pitrDays()
                : database.replicatedBackups()
                        .map(PostgresDatabase.ReplicatedBackups::retentionDays)
                        .orElse(0);
        kept.put(AUTOMATED, automated);
        for (Tier tier : Tier.values()) {
            kept.put(
                    tier.label(),
                    Stream.iterate(today, day -> day.minusDays(1))
                            .limit(tier.days(estate.retention()))
                            .filter(day -> Tier.of(day) == tier)
                            .count());
        }
        return kept;
    }

    private static String aYear(long gib, Optional<Amount> price) {
        return price.map(month -> new Amount(
                                month.value()
                                        .multiply(BigDecimal.valueOf(gib * MONTHS))
                                        .setScale(2, RoundingMode.UP),
                                month.currency())
                        .toString())
                .orElse("not priced");
    }

    private static List<String> instances(Estate estate, PostgresDatabase database, String region) {
        return Stream.concat(
                        Stream.of(database.instance())
                                .filter(its -> region.equals(estate.regions().primary())),
                        database.replicas().stream()
                                .filter(replica -> replica.region().equals(region))
                                .map(PostgresDatabase.Replica::instance))
                .toList();
    }

    /** GiB; empty if none of {@code instances} is there. */
    private static Optional<Long> allocated(List<DBInstance> there, List<String> instances) {
        return there.stream()
                .filter(instance -> instances.contains(instance.dbInstanceIdentifier()))
                .map(instance -> (long) instance.allocatedStorage())
                .reduce(Long::sum);
    }
}
