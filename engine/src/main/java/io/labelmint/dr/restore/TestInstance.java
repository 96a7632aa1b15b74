package io.labelmint.dr.restore;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * An instance that a restore test of ours brought about, which its tags and its name say together: tags alone can be
 * copied onto an instance of production, and nothing of production has such a name.
 *
 * @param name its identifier
 * @param arn its ARN
 * @param region where it is
 * @param owner the operation that restored it
 * @param store the store it is a copy of
 * @param expires when anybody's sweep deletes it
 * @param created when it was restored; empty while RDS does not say
 * @param instanceClass its class
 * @param status as RDS spells it
 * @param protectedFromDeletion whether somebody turned deletion protection on
 * @param replicas replicas that were made of it
 */
public record TestInstance(
        String name,
        String arn,
        String region,
        OperationId owner,
        String store,
        Instant expires,
        Optional<Instant> created,
        String instanceClass,
        String status,
        boolean protectedFromDeletion,
        List<String> replicas)
        implements TestCopy {

    private static final String ESTATE_TAG = "dr:estate";
    private static final String STORE_TAG = "dr:store";
    private static final String PURPOSE_TAG = "dr:purpose";
    private static final String EXPIRES_TAG = "dr:expires";
    private static final String PURPOSE = "restore-test";

    public TestInstance {
        replicas = List.copyOf(replicas);
    }

    /** The name of the instance that {@code owner} restores of {@code store}: at most 57 of RDS's 63 characters. */
    public static String nameOf(OperationId owner, String store) {
        return Restores.TEST_PREFIX + store + "-" + Json.sha256(owner.value()).substring(0, 8);
    }

    /** The tags such a copy has besides that of its operation. */
    public static SortedMap<String, String> tags(String estate, String store, Instant expires) {
        return new TreeMap<>(
                Map.of(ESTATE_TAG, estate, STORE_TAG, store, PURPOSE_TAG, PURPOSE, EXPIRES_TAG, expires.toString()));
    }

    /** Those of {@code estate} among the instances of {@code region}, the longest expired first. */
    public static List<TestInstance> of(String estate, String region, List<DBInstance> all) {
        return all.stream()
                .flatMap(instance -> of(estate, region, instance).stream())
                .sorted(Comparator.comparing(TestInstance::expires).thenComparing(TestInstance::name))
                .toList();
    }

    /** What {@code instance} is as one of {@code estate}; empty if it is none, whatever some of its tags say. */
    static Optional<TestInstance> of(String estate, String region, DBInstance instance) {
        if (!looksLike(estate, instance)) {
            return Optional.empty();
        }
        Map<String, String> tags = RestoredInstance.tags(instance);
        String store = tags.getOrDefault(STORE_TAG, "");
        return Optional.ofNullable(tags.get(OperationTag.KEY))
                .filter(OperationId::valid)
                .map(OperationId::new)
                .filter(owner -> nameOf(owner, store).equals(instance.dbInstanceIdentifier()))
                .flatMap(owner -> instant(tags.get(EXPIRES_TAG))
                        .map(expires -> new TestInstance(
                                instance.dbInstanceIdentifier(),
                                instance.dbInstanceArn(),
                                region,
                                owner,
                                store,
                                expires,
                                Optional.ofNullable(instance.instanceCreateTime()),
                                instance.dbInstanceClass(),
                                instance.dbInstanceStatus(),
                                Boolean.TRUE.equals(instance.deletionProtection()),
                                instance.readReplicaDBInstanceIdentifiers())));
    }

    /** Whether its tags say that it is one of {@code estate}, which is not enough. */
    static boolean looksLike(String estate, DBInstance instance) {
        return tagged(estate, RestoredInstance.tags(instance));
    }

    /** Whether {@code tags} say so of anything. */
    static boolean tagged(String estate, Map<String, String> tags) {
        return estate.equals(tags.get(ESTATE_TAG)) && PURPOSE.equals(tags.get(PURPOSE_TAG));
    }

    /** The store {@code tags} name. */
    static String storeOf(Map<String, String> tags) {
        return tags.getOrDefault(STORE_TAG, "");
    }

    /** When what has {@code tags} may be deleted. */
    static Optional<Instant> expiry(Map<String, String> tags) {
        return instant(tags.get(EXPIRES_TAG));
    }

    /** What is no instant any more is no permission to delete. */
    private static Optional<Instant> instant(String tag) {
        try {
            return Optional.ofNullable(tag).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean going() {
        return "deleting".equals(status);
    }

    @Override
    public String words(Instant now) {
        return name + " (" + instanceClass + ", " + Ages.words(age(now)) + " old)";
    }

    @Override
    public Optional<String> priced() {
        return Optional.of(instanceClass);
    }

    @Override
    public Duration age(Instant now) {
        return Duration.between(created.orElse(expires), now);
    }

    @Override
    public Action deletion(String estate) {
        return DeleteTestInstance.of(region, estate, store, name, owner);
    }
}
