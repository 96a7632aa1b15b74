package io.labelmint.dr.review.cost;

import io.labelmint.dr.observatory.CostByUsage.Cost;
import io.labelmint.dr.plan.Facts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What S3 billed in the last 30 days in the regions of an estate, of all buckets of the account: usage types do not say which
 * bucket, and name neither current nor old versions (S3 User Guide, "Understanding your AWS billing and usage reports for Amazon
 * S3"). Amounts are rounded to the cent, GiB-months to the thousandth, half up, after they were added up.
 *
 * @param storage what is stored, by {@code REGION.TYPE}
 * @param transfer what went from one of the regions to the other, by {@code FROM.TO.TYPE}: replication, and whatever else reads
 *     a bucket from the other region
 * @param other everything else: requests, retrievals, deletions before their time, transfer to the internet
 */
record BucketBill(SortedMap<String, Stored> storage, SortedMap<String, BigDecimal> transfer, BigDecimal other) {
    static final String S3 = "Amazon Simple Storage Service";

    /** How every type of storage begins (the same page): {@code TimedStorage-ByteHrs}, {@code TimedStorage-SIA-ByteHrs} ... */
    private static final String STORAGE = "TimedStorage-";

    /** Between two regions: all of it, and what S3 Replication Time Control bills besides (the same page). */
    private static final List<String> TRANSFER = List.of("AWS-Out-Bytes", "S3RTC-Out-Bytes");

    private static final String AMOUNT = "s3.billed.";
    private static final String GIB_MONTHS = "s3.billedGiBMonths.";
    private static final String BETWEEN = "s3.transfer.";
    private static final String OTHER = "s3.other";

    /**
     * What one type of storage cost, and how much was stored.
     *
     * @param amount what it cost
     * @param gibMonths a GB-month of S3 is one of 2^30 bytes (Amazon S3 FAQs, "How will I be charged and billed")
     */
    record Stored(BigDecimal amount, BigDecimal gibMonths) {
        private Stored plus(Stored more) {
            return new Stored(amount.add(more.amount), gibMonths.add(more.gibMonths));
        }

        private Stored rounded() {
            return new Stored(cents(amount), gibMonths.setScale(3, RoundingMode.HALF_UP));
        }
    }

    /** Adds up S3's lines of a bill, one by one. */
    static final class Sum {
        private final Collection<String> regions;
        private final SortedMap<String, Stored> storage = new TreeMap<>();
        private final SortedMap<String, BigDecimal> transfer = new TreeMap<>();
        private BigDecimal other = BigDecimal.ZERO;

        /** @param regions the regions of the estate; what is billed elsewhere is nothing of it */
        Sum(Collection<String> regions) {
            this.regions = regions;
        }

        void add(Cost cost) {
            UsageType type = UsageType.of(cost.usageType());
            if (!regions.contains(type.region())) {
                return;
            }
            UsageType there = UsageType.of(type.use());
            if (type.use().startsWith(STORAGE)) {
                storage.merge(
                        type.region() + "." + type.use(), new Stored(cost.amount(), cost.quantity()), Stored::plus);
            } else if (TRANSFER.contains(there.use())
                    && !there.use().equals(type.use())
                    && regions.contains(there.region())) {
                transfer.merge(
                        type.region() + "." + there.region() + "." + there.use(), cost.amount(), BigDecimal::add);
            } else {
                other = other.add(cost.amount());
            }
        }

        BucketBill done() {
            storage.replaceAll((type, stored) -> stored.rounded());
            transfer.replaceAll((type, amount) -> cents(amount));
            return new BucketBill(storage, transfer, cents(other));
        }
    }

    /** What went between the regions, all in all. */
    BigDecimal transferred() {
        return transfer.values().stream().reduce(cents(BigDecimal.ZERO), BigDecimal::add);
    }

    /** It as facts, of which {@link #read} makes it again. */
    Facts facts() {
        Facts facts = Facts.of(OTHER, other);
        for (Map.Entry<String, Stored> each : storage.entrySet()) {
            facts = facts.and(Facts.of(
                    AMOUNT + each.getKey(),
                    each.getValue().amount(),
                    GIB_MONTHS + each.getKey(),
                    each.getValue().gibMonths()));
        }
        for (Map.Entry<String, BigDecimal> each : transfer.entrySet()) {
            facts = facts.and(Facts.of(BETWEEN + each.getKey(), each.getValue()));
        }
        return facts;
    }

    /** Whether {@code facts} have one. */
    static boolean isIn(SortedMap<String, String> facts) {
        return facts.containsKey(OTHER);
    }

    static BucketBill read(SortedMap<String, String> facts) {
        SortedMap<String, Stored> storage = new TreeMap<>();
        SortedMap<String, BigDecimal> transfer = new TreeMap<>();
        facts.forEach((name, value) -> {
            if (name.startsWith(AMOUNT)) {
                String type = name.substring(AMOUNT.length());
                storage.put(type, new Stored(new BigDecimal(value), new BigDecimal(facts.get(GIB_MONTHS + type))));
            } else if (name.startsWith(BETWEEN)) {
                transfer.put(name.substring(BETWEEN.length()), new BigDecimal(value));
            }
        });
        return new BucketBill(storage, transfer, new BigDecimal(facts.get(OTHER)));
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
