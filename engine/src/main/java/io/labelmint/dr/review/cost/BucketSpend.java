package io.labelmint.dr.review.cost;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.CacheRestores.Export;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.ObjectEntries;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.review.cost.BucketBill.Stored;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of S3's bill the buckets of an estate are, estimated: each has the share of what a type of storage cost in its region that
 * it has of what was stored ({@link BucketSizes}). Exact where all of a type costs the same; S3's prices fall with the amount, so a
 * share is what it costs on average. What goes between the regions is not shared out, because nothing tells how much of it a bucket
 * is: all of it counts, which is the most replication can have cost.
 *
 * @param shares by bucket
 * @param transfer what went between the two regions
 */
record BucketSpend(SortedMap<String, Share> shares, BigDecimal transfer) {
    /** Sizes are of a moment of the day and bills of its hours, so that they never agree to the byte. */
    private static final BigDecimal TOLERANCE = new BigDecimal("1.1");

    private static final BigDecimal SMALL_GIB_MONTHS = BigDecimal.ONE;

    /**
     * What one bucket costs.
     *
     * @param copy whether it is there for recoveries alone: a replica, or for files of snapshots
     * @param gibMonths what it held
     * @param amount what that cost
     */
    record Share(boolean copy, BigDecimal gibMonths, BigDecimal amount) {}

    /** The buckets of {@code estate} in {@code region}, each with whether it is a copy. */
    private static SortedMap<String, Boolean> buckets(Estate estate, String region) {
        boolean home = region.equals(estate.regions().primary());
        SortedMap<String, Boolean> buckets = new TreeMap<>();
        estate.caches().stream()
                .map(RedisGroup::restores)
                .flatMap(restores -> restores.export().stream())
                .map(home ? Export::bucket : Export::drBucket)
                .forEach(bucket -> buckets.put(bucket, true));
        for (Bucket bucket : estate.buckets()) {
            Optional<String> name = home ? Optional.of(bucket.bucket()) : bucket.replica();
            name.ifPresent(there -> buckets.put(there, !home));
        }
        return buckets;
    }

    /**
     * What the buckets of {@code estate} cost in the days of {@code bill}; empty if it has none.
     *
     * @throws io.labelmint.dr.ProblemException if it cannot be said of all of them
     */
    static Optional<BucketSpend> of(Estate estate, Bill bill, Observatory observatory) {
        SortedMap<String, Share> shares = new TreeMap<>();
        for (String region :
                List.of(estate.regions().primary(), estate.regions().dr())) {
            SortedMap<String, Boolean> buckets = buckets(estate, region);
            if (!buckets.isEmpty()) {
                BucketSizes sizes = new BucketSizes(region, bill.from(), bill.until());
                SortedMap<String, SortedMap<String, BigDecimal>> held = observatory
                        .read(sizes.query(buckets.keySet()))
                        .fold(
                                told -> sizes.of(
                                        buckets.keySet(), told, bucket -> isEmpty(region, bucket, observatory)),
                                problem -> {
                                    throw problem.asException();
                                });
                check(region, held, bill.buckets());
                held.forEach((bucket, types) ->
                        shares.put(bucket, share(buckets.get(bucket), region, types, bill.buckets())));
            }
        }
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(new BucketSpend(shares, bill.buckets().transferred()));
    }

    /** Whether it has neither objects nor old versions of them, now; then it had none, or CloudWatch would know of some. */
    private static boolean isEmpty(String region, String bucket, Observatory observatory) {
        return observatory.read(new ObjectEntries(region, bucket, "")).fold(List::isEmpty, problem -> {
            throw problem.asException();
        });
    }

    /** More held than billed means that the bill is another account's, and every share of it would be wrong. */
    private static void check(String region, SortedMap<String, SortedMap<String, BigDecimal>> held, BucketBill bill) {
        SortedMap<String, BigDecimal> all = new TreeMap<>();
        held.values().forEach(types -> types.forEach((type, much) -> all.merge(type, much, BigDecimal::add)));
        all.forEach((type, much) -> {
            BigDecimal billed = billed(bill, region, type).gibMonths();
            if (much.compareTo(billed.multiply(TOLERANCE).add(SMALL_GIB_MONTHS)) > 0) {
                throw Problem.of(
                                "cost.bucket-share",
                                "The buckets of the estate in " + region + " held " + thousandths(much)
                                        + " GiB-months that are billed as " + type + ", and the bill has " + billed
                                        + ", so nobody can say what they cost.",
                                "Make sure that access.account is the account that pays for the buckets, and that all of"
                                        + " them are in it.")
                        .asException();
            }
        });
    }

    private static Share share(boolean copy, String region, SortedMap<String, BigDecimal> types, BucketBill bill) {
        BigDecimal gibMonths = BigDecimal.ZERO;
        BigDecimal amount = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> each : types.entrySet()) {
            Stored billed = billed(bill, region, each.getKey());
            gibMonths = gibMonths.add(each.getValue());
            if (billed.gibMonths().signum() > 0) {
                BigDecimal part = each.getValue().min(billed.gibMonths());
                amount = amount.add(billed.amount().multiply(part).divide(billed.gibMonths(), MathContext.DECIMAL64));
            }
        }
        return new Share(copy, thousandths(gibMonths), amount.setScale(2, RoundingMode.HALF_UP));
    }

    private static Stored billed(BucketBill bill, String region, String type) {
        return bill.storage().getOrDefault(region + "." + type, new Stored(BigDecimal.ZERO, BigDecimal.ZERO));
    }

    private static BigDecimal thousandths(BigDecimal gibMonths) {
        return gibMonths.setScale(3, RoundingMode.HALF_UP);
    }

    /** What buckets that are there for recoveries alone cost. */
    BigDecimal copies() {
        return sum(true);
    }

    /** What the others cost: data, and the old versions of it that nothing tells apart from them. */
    BigDecimal originals() {
        return sum(false);
    }

    /** What counts as the cost of backups: copies, and at most what it took to make them. */
    BigDecimal counted() {
        return copies().add(transfer);
    }

    private BigDecimal sum(boolean copies) {
        return shares.values().stream()
                .filter(share -> share.copy() == copies)
                .map(Share::amount)
                .reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    Facts facts() {
        Facts facts = Facts.of(
                "s3.last30Days",
                counted(),
                "s3.copies",
                copies(),
                "s3.originals",
                originals(),
                "s3.transferAtMost",
                transfer);
        for (Map.Entry<String, Share> each : shares.entrySet()) {
            facts = facts.and(Facts.of(
                    "s3.bucket." + each.getKey(),
                    each.getValue().amount(),
                    "s3.bucketGiBMonths." + each.getKey(),
                    each.getValue().gibMonths()));
        }
        return facts;
    }

    String words(String currency) {
        return " Of S3, copies cost about " + copies() + " " + currency
                + " besides, by their share of what is stored, and"
                + " transfer between the regions at most " + transfer
                + "; what they are copies of, with its old versions,"
                + " about " + originals() + ", which is not counted.";
    }
}
