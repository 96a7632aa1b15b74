package io.labelmint.dr.restore.redis;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.restore.TestCopy;
import io.labelmint.dr.restore.TestInstance;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/**
 * A replication group that a restore test of ours brought about. Its description says so, and its name must be the one
 * made of what the description says, which nothing of production has. Before it is deleted its tags must say the same:
 * ElastiCache lists descriptions with groups, and tags only one by one, and those of a busy group not at all.
 *
 * @param name its id
 * @param arn its ARN
 * @param region where it is
 * @param owner the operation that restored it
 * @param estate name of the estate
 * @param store the store it is a copy of
 * @param expires when anybody's sweep deletes it
 * @param created when it was restored; empty while ElastiCache does not say
 * @param nodeType its node type
 * @param status as ElastiCache spells it
 * @param globalDatastore the global datastore somebody made it a member of
 */
public record TestCacheGroup(
        String name,
        String arn,
        String region,
        OperationId owner,
        String estate,
        String store,
        Instant expires,
        Optional<Instant> created,
        String nodeType,
        String status,
        Optional<String> globalDatastore)
        implements TestCopy {

    /** Of the 40 characters ElastiCache allows, those left for the store: before it the prefix, after it nine. */
    private static final int STORE = 40 - Restores.TEST_PREFIX.length() - 9;

    private static final Pattern DESCRIPTION =
            Pattern.compile("restore test of (\\S{1,200})/([a-z0-9-]{1,40}) by ([a-z0-9-]{1,200}) until (\\S{1,40})");

    /** The name of the group that {@code owner} restores of {@code store}. */
    public static String nameOf(OperationId owner, String store) {
        String start = store.length() > STORE ? store.substring(0, STORE) : store;
        // ElastiCache allows no two hyphens in a row.
        return Restores.TEST_PREFIX + start.replaceAll("-+", "-").replaceFirst("-$", "") + "-"
                + Json.sha256(owner.value()).substring(0, 8);
    }

    /** The description of such a group. */
    static String description(String estate, String store, OperationId owner, Instant expires) {
        return "restore test of " + estate + "/" + store + " by " + owner.value() + " until " + expires;
    }

    /** Those of {@code estate} among the groups of {@code region}, the longest expired first. */
    public static List<TestCacheGroup> of(String estate, String region, List<ReplicationGroup> all) {
        return all.stream()
                .flatMap(group -> of(estate, region, group).stream())
                .sorted(Comparator.comparing(TestCacheGroup::expires).thenComparing(TestCacheGroup::name))
                .toList();
    }

    /** What {@code group} is as one of {@code estate}; empty if it is none, whatever else its description says. */
    static Optional<TestCacheGroup> of(String estate, String region, ReplicationGroup group) {
        Matcher said = DESCRIPTION.matcher(group.description() == null ? "" : group.description());
        if (!said.matches() || !said.group(1).equals(estate) || !OperationId.valid(said.group(3))) {
            return Optional.empty();
        }
        OperationId owner = new OperationId(said.group(3));
        String store = said.group(2);
        return instant(said.group(4))
                .filter(expires -> nameOf(owner, store).equals(group.replicationGroupId()))
                .map(expires -> new TestCacheGroup(
                        group.replicationGroupId(),
                        group.arn(),
                        region,
                        owner,
                        estate,
                        store,
                        expires,
                        Optional.ofNullable(group.replicationGroupCreateTime()),
                        group.cacheNodeType(),
                        group.status(),
                        Optional.ofNullable(group.globalReplicationGroupInfo())
                                .map(global -> global.globalReplicationGroupId())));
    }

    /** Whether its description says that it is one of {@code estate}, which is not enough. */
    static boolean looksLike(String estate, ReplicationGroup group) {
        return group.description() != null && group.description().startsWith("restore test of " + estate + "/");
    }

    /** What is no instant any more is no permission to delete. */
    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The tags it has if it is what it says. */
    SortedMap<String, String> tags() {
        SortedMap<String, String> all = new TreeMap<>(TestInstance.tags(estate, store, expires));
        all.put(OperationTag.KEY, owner.value());
        return all;
    }

    /** Whether {@code found} are its tags; it may have more. */
    boolean bears(Map<String, String> found) {
        return found.entrySet().containsAll(tags().entrySet());
    }

    @Override
    public boolean going() {
        return "deleting".equals(status);
    }

    @Override
    public String words(Instant now) {
        return name + " (" + nodeType + ", " + Ages.words(age(now)) + " old)";
    }

    @Override
    public Duration age(Instant now) {
        return Duration.between(created.orElse(expires), now);
    }

    @Override
    public Action deletion(String estateName) {
        return DeleteTestCacheGroup.of(region, estateName, store, name, owner);
    }
}
