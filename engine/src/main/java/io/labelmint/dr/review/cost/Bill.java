package io.labelmint.dr.review.cost;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.CostByUsage;
import io.labelmint.dr.observatory.CostByUsage.Cost;
import io.labelmint.dr.plan.Facts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What backups cost in 30 days and in the 30 before, added up from the bill. All amounts are rounded to the cent, half up, after
 * they were added up.
 *
 * @param from the first of the last 30 days
 * @param currency the currency of the bill
 * @param last what the last 30 days cost
 * @param before what the 30 days before cost; empty if the bill has nothing of them
 * @param parts what of the last 30 days is what: by region, service and usage type
 * @param elsewhere what backups in other regions than the estate's cost, which is not in {@code last}
 * @param transfer what the services' transfer between regions cost; not in {@code last}, because copies of backups and replication
 *     are one line of the bill
 * @param uncounted usage types that speak of backups or snapshots, and are none that is known here
 * @param buckets what S3 billed, of all buckets of the account; not in {@code last}
 * @param requests how many requests were billed for it
 */
record Bill(
        LocalDate from,
        String currency,
        BigDecimal last,
        Optional<BigDecimal> before,
        SortedMap<String, BigDecimal> parts,
        BigDecimal elsewhere,
        BigDecimal transfer,
        SortedSet<String> uncounted,
        BucketBill buckets,
        int requests) {
    /** How many days are looked at, twice. */
    static final int DAYS = 30;

    /** RDS bills what AWS Backup keeps of it too (AWS Backup developer guide, "Metering, costs, and billing"). */
    static final String RDS = "Amazon Relational Database Service";

    static final String ELASTICACHE = "Amazon ElastiCache";
    static final String AWS_BACKUP = "AWS Backup";

    /** The services that bill backups and copies. */
    static final List<String> SERVICES = List.of(RDS, ELASTICACHE, AWS_BACKUP, BucketBill.S3);

    /** AWS Database Blog, "Amazon RDS now supports detailed backup storage billing". */
    private static final String RDS_BACKUPS = "RDS:ChargedBackupUsage";

    /** The usage type of backups of ElastiCache, by its end: {@code ElastiCache:BackupUsage}. */
    private static final String CACHE_BACKUPS = "BackupUsage";

    /** From one region to another, for example {@code USE1-USW2-AWS-Out-Bytes}. */
    private static final String TRANSFER = "AWS-Out-Bytes";

    private static final int PERIODS = 12;
    private static final String PART = "spend.";

    /** The first day to be asked for so that the 30 days end before {@code today} and the day before it, which may be incomplete. */
    static LocalDate firstDay(LocalDate today) {
        return until(today).minusDays(2L * DAYS);
    }

    /** The day after the last one: yesterday. */
    static LocalDate until(LocalDate today) {
        return today.minusDays(1);
    }

    /**
     * The bill of what was answered.
     *
     * @param regions the regions of the estate
     * @param onlyBuckets whether the estate has nothing but buckets; otherwise a bill with nothing but S3 says nothing
     * @throws io.labelmint.dr.ProblemException if it says nothing, or is in several currencies
     */
    static Bill of(CostByUsage.Costs costs, LocalDate today, Collection<String> regions, boolean onlyBuckets) {
        LocalDate from = until(today).minusDays(DAYS);
        SortedSet<String> currencies = new TreeSet<>();
        SortedSet<String> uncounted = new TreeSet<>();
        SortedMap<String, BigDecimal> parts = new TreeMap<>();
        BigDecimal last = BigDecimal.ZERO;
        BigDecimal before = BigDecimal.ZERO;
        BigDecimal elsewhere = BigDecimal.ZERO;
        BigDecimal transfer = BigDecimal.ZERO;
        BucketBill.Sum buckets = new BucketBill.Sum(regions);
        boolean seen = false;
        boolean seenBefore = false;
        for (Cost cost : costs.costs()) {
            UsageType type = UsageType.of(cost.usageType());
            currencies.add(cost.currency());
            boolean recent = !cost.day().isBefore(from);
            if (cost.service().equals(BucketBill.S3)) {
                seen |= recent && onlyBuckets;
                if (recent) {
                    buckets.add(cost);
                }
                continue;
            }
            seen |= recent;
            seenBefore |= !recent;
            boolean ours = regions.contains(type.region());
            if (isBackup(cost.service(), type)) {
                if (!recent) {
                    before = ours ? before.add(cost.amount()) : before;
                } else if (ours) {
                    last = last.add(cost.amount());
                    parts.merge(
                            type.region() + "." + cost.service() + "." + type.use(), cost.amount(), BigDecimal::add);
                } else {
                    elsewhere = elsewhere.add(cost.amount());
                }
            } else if (recent && ours && type.use().endsWith(TRANSFER)) {
                transfer = transfer.add(cost.amount());
            } else if (recent && type.use().matches(".*(Backup|Snapshot).*")) {
                uncounted.add(cost.usageType());
            }
        }
        if (!seen) {
            throw nothing(from, today).asException();
        }
        if (currencies.size() > 1) {
            throw Problem.of(
                            "cost.currencies",
                            "Cost Explorer answers in " + String.join(" and ", currencies)
                                    + ", which cannot be added up.",
                            "Declare access.account, so that only the estate's account is asked about.")
                    .asException();
        }
        parts.replaceAll((part, amount) -> cents(amount));
        return new Bill(
                from,
                currencies.first(),
                cents(last),
                seenBefore ? Optional.of(cents(before)) : Optional.empty(),
                parts,
                cents(elsewhere),
                cents(transfer),
                uncounted,
                buckets.done(),
                costs.requests());
    }

    private static Problem nothing(LocalDate from, LocalDate today) {
        return Problem.of(
                        "cost.nothing-billed",
                        "Cost Explorer shows nothing of RDS, ElastiCache and AWS Backup since " + from
                                + ", not even their instances.",
                        "Make sure that access.account is the account that pays for the estate, that Cost Explorer is switched"
                                + " on (it then takes a day), and that its management account lets it see its costs.")
                .with("until", until(today).minusDays(1));
    }

    private static boolean isBackup(String service, UsageType type) {
        return switch (service) {
            case RDS -> type.use().equals(RDS_BACKUPS);
            case ELASTICACHE -> type.use().endsWith(CACHE_BACKUPS);
            case AWS_BACKUP -> true;
            default -> false;
        };
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    /** The day after the last of its days. */
    LocalDate until() {
        return from.plusDays(DAYS);
    }

    /** By how much the last 30 days cost more than those before, in percent of these; empty if these cost nothing. */
    Optional<Long> changePercent() {
        return before.filter(earlier -> earlier.signum() > 0)
                .map(earlier -> last.subtract(earlier)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(earlier, 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    /**
     * What the next twelve times 30 days cost if they go on as these two did: on the straight line through them, and never less
     * than nothing. As the last ones if nothing is known of those before.
     */
    BigDecimal nextYear() {
        BigDecimal step = before.map(last::subtract).orElse(BigDecimal.ZERO);
        BigDecimal sum = cents(BigDecimal.ZERO);
        for (int period = 1; period <= PERIODS; period++) {
            sum = sum.add(last.add(step.multiply(BigDecimal.valueOf(period))).max(BigDecimal.ZERO));
        }
        return sum;
    }

    /** It as facts, of which {@link #read} makes it again. */
    Facts facts() {
        Facts facts = Facts.of(
                "from",
                from,
                "until",
                until().minusDays(1),
                "currency",
                currency,
                "last30Days",
                last,
                "before30Days",
                before.map(BigDecimal::toPlainString).orElse("not known"),
                "elsewhere",
                elsewhere,
                "transfer",
                transfer,
                "uncounted",
                String.join(", ", uncounted),
                "requests",
                requests);
        for (Map.Entry<String, BigDecimal> part : parts.entrySet()) {
            facts = facts.and(Facts.of(PART + part.getKey(), part.getValue()));
        }
        return facts.and(buckets.facts());
    }

    /** The bill that {@code facts} are of; empty if they are of none, or of other days than a bill made on {@code today} has. */
    static Optional<Bill> read(SortedMap<String, String> facts, LocalDate today) {
        if (!until(today).minusDays(DAYS).toString().equals(facts.get("from"))
                || !facts.containsKey("last30Days")
                || !BucketBill.isIn(facts)) {
            return Optional.empty();
        }
        SortedMap<String, BigDecimal> parts = new TreeMap<>();
        facts.forEach((name, value) -> {
            if (name.startsWith(PART)) {
                parts.put(name.substring(PART.length()), new BigDecimal(value));
            }
        });
        String before = facts.get("before30Days");
        String uncounted = facts.getOrDefault("uncounted", "");
        return Optional.of(new Bill(
                LocalDate.parse(facts.get("from")),
                facts.get("currency"),
                new BigDecimal(facts.get("last30Days")),
                before.equals("not known") ? Optional.empty() : Optional.of(new BigDecimal(before)),
                parts,
                new BigDecimal(facts.get("elsewhere")),
                new BigDecimal(facts.get("transfer")),
                uncounted.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(uncounted.split(", ", -1))),
                BucketBill.read(facts),
                Integer.parseInt(facts.get("requests"))));
    }
}
