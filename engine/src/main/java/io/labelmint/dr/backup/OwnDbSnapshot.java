package io.labelmint.dr.backup;

import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A manual snapshot that an operation of ours took or copied for a store, which its tags and its name say.
 *
 * @param name its identifier
 * @param arn its ARN
 * @param status as RDS spells it
 * @param owner the operation it belongs to
 * @param consistentAt when its data was as it has it; empty before RDS says
 * @param deleteAfter the last day it is kept; empty if no day is named, so that it is kept for ever
 */
public record OwnDbSnapshot(
        String name,
        String arn,
        String status,
        OperationId owner,
        Optional<Instant> consistentAt,
        Optional<LocalDate> deleteAfter) {

    /** What the names of all of them begin with. */
    public static final String PREFIX = "dr-";

    private static final String ESTATE_TAG = "dr:estate";
    private static final String STORE_TAG = "dr:store";

    /** Oldest first; one that never got as far as having a time has no data, and may go before any other. */
    private static final Comparator<OwnDbSnapshot> BY_AGE = Comparator.comparing(
                    (OwnDbSnapshot snapshot) -> snapshot.consistentAt().orElse(Instant.MIN))
            .thenComparing(OwnDbSnapshot::name);

    /** The tags of a snapshot that is taken for {@code store}, by which it is known again. */
    static Map<String, String> tags(String estate, String store) {
        return Map.of(ESTATE_TAG, estate, STORE_TAG, store);
    }

    /** The tag all those of {@code estate} have, by which a policy may tell them from others. */
    public static Map<String, String> ofEstate(String estate) {
        return Map.of(ESTATE_TAG, estate);
    }

    /** The estate that {@code tags} name; empty text if they name none. */
    static String estate(Map<String, String> tags) {
        return tags.getOrDefault(ESTATE_TAG, "");
    }

    /** The store that {@code tags} name; empty text if they name none. */
    static String store(Map<String, String> tags) {
        return tags.getOrDefault(STORE_TAG, "");
    }

    /** Those of {@code store} in {@code all}, oldest first. */
    public static List<OwnDbSnapshot> of(String estate, String store, List<DBSnapshot> all) {
        return all.stream()
                .filter(snapshot -> "manual".equals(snapshot.snapshotType()))
                .flatMap(snapshot -> of(estate, store, snapshot).stream())
                .sorted(BY_AGE)
                .toList();
    }

    private static Optional<OwnDbSnapshot> of(String estate, String store, DBSnapshot snapshot) {
        Map<String, String> tags =
                snapshot.tagList().stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> first));
        if (!tags.entrySet().containsAll(tags(estate, store).entrySet())) {
            return Optional.empty();
        }
        return Optional.ofNullable(tags.get(OperationTag.KEY))
                .filter(OperationId::valid)
                .map(OperationId::new)
                // Somebody's copy of a snapshot of ours has our tags when tags are copied, but not our name.
                .filter(owner -> name(owner).equals(snapshot.dbSnapshotIdentifier()))
                .map(owner -> new OwnDbSnapshot(
                        snapshot.dbSnapshotIdentifier(),
                        snapshot.dbSnapshotArn(),
                        snapshot.status(),
                        owner,
                        Optional.ofNullable(snapshot.originalSnapshotCreateTime()),
                        day(tags.get(Tier.DELETE_AFTER_TAG))));
    }

    /** The name of the snapshot {@code operation} takes, and of its copy. */
    static String name(OperationId operation) {
        return PREFIX + operation;
    }

    /** What is not a day any more is no permission to delete. */
    private static Optional<LocalDate> day(String tag) {
        try {
            return Optional.ofNullable(tag).map(LocalDate::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a database can be restored from it. */
    public boolean good() {
        return "available".equals(status) && consistentAt.isPresent();
    }

    /** Whether it is past its last day on {@code today}; on that day itself it is not. */
    boolean past(LocalDate today) {
        return deleteAfter.filter(today::isAfter).isPresent();
    }

    /** Whether RDS would delete it: the snapshot "must be in the available state" (DeleteDBSnapshot), or have failed. */
    boolean deletable() {
        return "available".equals(status) || "failed".equals(status);
    }
}
