package io.labelmint.dr.restore;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects a restore test of ours copied into a bucket for tests, all under one prefix that is made from the operation.
 * Each says by its mark whose it is, so that nothing else under the prefix is taken for one.
 *
 * @param region where the bucket is
 * @param bucket its name
 * @param estate name of the estate
 * @param store the store they are copies of
 * @param owner the operation that copied them
 * @param expires when anybody's sweep deletes them
 */
public record TestObjectSet(
        String region, String bucket, String estate, String store, OperationId owner, Instant expires)
        implements TestCopy {

    private static final String ESTATE = "dr-estate";
    private static final String STORE = "dr-store";
    private static final String PURPOSE = "dr-purpose";
    private static final String EXPIRES = "dr-expires";
    private static final String RESTORE_TEST = "restore-test";

    /** What their keys begin with. */
    @JsonIgnore
    public String prefix() {
        return prefixOf(owner, store);
    }

    private static String prefixOf(OperationId owner, String store) {
        return Bucket.TEST_PREFIX + store + "-" + Json.sha256(owner.value()).substring(0, 8) + "/";
    }

    ObjectPlace place() {
        return new ObjectPlace(region, bucket, prefix());
    }

    ObjectMark mark() {
        return new ObjectMark(
                owner,
                new TreeMap<>(
                        Map.of(ESTATE, estate, STORE, store, PURPOSE, RESTORE_TEST, EXPIRES, expires.toString())));
    }

    /**
     * The set the object {@code key} with {@code metadata} is of; empty if it is of none of {@code estate}, whatever some
     * of it says.
     */
    static Optional<TestObjectSet> of(
            String region, String bucket, String estate, String key, Map<String, String> metadata) {
        String store = metadata.getOrDefault(STORE, "");
        return Optional.ofNullable(metadata.get(ObjectMark.OPERATION))
                .filter(owner -> looksLike(estate, metadata))
                .filter(OperationId::valid)
                .map(OperationId::new)
                .filter(owner -> key.startsWith(prefixOf(owner, store)))
                .flatMap(owner -> instant(metadata.get(EXPIRES))
                        .map(expires -> new TestObjectSet(region, bucket, estate, store, owner, expires)));
    }

    /** Whether the metadata says that it is of a test of {@code estate}, which is not enough. */
    static boolean looksLike(String estate, Map<String, String> metadata) {
        return estate.equals(metadata.get(ESTATE)) && RESTORE_TEST.equals(metadata.get(PURPOSE));
    }

    /** What is no instant is no permission to delete. */
    private static Optional<Instant> instant(String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return bucket + "/" + prefix();
    }

    @Override
    public boolean going() {
        return false;
    }

    @Override
    public String words(Instant now) {
        return name() + " (objects, " + Ages.words(age(now)) + " past their time)";
    }

    @Override
    public Duration age(Instant now) {
        return Duration.between(expires, now);
    }

    @Override
    public DeleteTestObjects deletion(String estate) {
        return DeleteTestObjects.of(this);
    }
}
