package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.elasticache.model.CreateGlobalReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateGlobalReplicationGroupResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeGlobalReplicationGroupsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeGlobalReplicationGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.GlobalNodeGroup;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupMember;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/** The global datastores: user guide, "Replication across AWS Regions using global datastores". */
final class GlobalDatastores {
    private static final int MOST_RECORDS = 100;

    /** A primary and secondaries in up to two other regions: user guide, "Prerequisites and limitations". */
    private static final int MOST_MEMBERS = 3;

    /**
     * The prefix each region gives, of which the documentation's text shows some: AWS CLI reference,
     * increase-node-groups-in-global-replication-group (us-west-2); for us-east-1 those who have quoted their ids. The
     * others are the seed's.
     */
    private static final Map<String, String> PREFIXES =
            Map.of("us-east-1", "ldgnf", "us-west-1", "virxk", "us-west-2", "sgaui");

    /** Neither burstable nodes nor those before the fifth generation; same page. */
    private static final Pattern NODE_TYPES = Pattern.compile("cache\\.[mr](5|[6-9]g|[6-9]gd)\\..*");

    private final SortedMap<String, GlobalDatastore> datastores = new TreeMap<>();
    private final CacheGroups groups;

    GlobalDatastores(CacheGroups groups) {
        this.groups = groups;
    }

    void declare(Operations operations) {
        operations
                .change("CreateGlobalReplicationGroup", CreateGlobalReplicationGroupRequest.class, this::create)
                .read("DescribeGlobalReplicationGroups", DescribeGlobalReplicationGroupsRequest.class, this::describe);
    }

    /** When each came, or will come, to rest, by its id. */
    Map<String, Instant> restsAt() {
        Map<String, Instant> all = new TreeMap<>();
        datastores.forEach((id, datastore) -> all.put(id, datastore.lifecycle.restsAt()));
        return all;
    }

    List<String> inventory(Instant now) {
        return datastores.values().stream()
                .map(each -> each.primary(now).region + " elasticache global-datastore " + each.id + " "
                        + each.lifecycle.atRest() + " members="
                        + each.members(now).stream()
                                .map(member -> member.group().region + "/"
                                        + member.group().id() + "/" + member.role(now))
                                .toList())
                .toList();
    }

    /** The datastore {@code id}, which a new replication group in {@code region} may join. */
    GlobalDatastore joinable(Context context, String id) {
        GlobalDatastore datastore = datastores.get(ElastiCacheNames.existing(id));
        if (datastore == null) {
            throw ElastiCacheErrors.globalNotFound(id);
        }
        String status = datastore.lifecycle.at(context.now());
        if (!status.equals(GlobalDatastore.PRIMARY_ONLY) && !status.equals(CacheGroup.AVAILABLE)) {
            throw ElastiCacheErrors.globalState("The Global datastore is not available or in primary-only state.");
        }
        Instant now = context.now();
        if (datastore.isIn(context.region(), now) || datastore.members(now).size() == MOST_MEMBERS) {
            throw ElastiCacheErrors.invalidValue(
                    "A Global datastore has one replication group in each of at most " + MOST_MEMBERS + " Regions.");
        }
        return datastore;
    }

    /** The datastore {@code id}, which the client's region knows if it has a member there. */
    GlobalDatastore require(Context context, String id) {
        if (id == null) {
            throw ElastiCacheErrors.missing("GlobalReplicationGroupId");
        }
        GlobalDatastore datastore = datastores.get(ElastiCacheNames.existing(id));
        if (datastore == null || !datastore.isIn(context.region(), context.now())) {
            throw ElastiCacheErrors.globalNotFound(id);
        }
        return datastore;
    }

    /** Makes {@code group} a secondary; it is associated some time after it has been created. */
    void join(Context context, GlobalDatastore datastore, CacheGroup group) {
        Instant associated =
                group.lifecycle.restsAt().plus(ElastiCacheDurations.association(context.seed(), group.arn()));
        associate(context, datastore, group, associated);
        datastore.lifecycle.become(context.now(), GlobalDatastore.MODIFYING).become(associated, CacheGroup.AVAILABLE);
    }

    private CreateGlobalReplicationGroupResponse create(Context context, CreateGlobalReplicationGroupRequest request) {
        String suffix = ElastiCacheNames.newGlobalSuffix(request.globalReplicationGroupIdSuffix());
        if (request.primaryReplicationGroupId() == null) {
            throw ElastiCacheErrors.missing("PrimaryReplicationGroupId");
        }
        CacheGroup primary = groups.require(context, request.primaryReplicationGroupId());
        String id = prefix(context) + "-" + suffix;
        if (datastores.containsKey(id)) {
            throw ElastiCacheErrors.globalExists(id);
        }
        if (primary.membership(context.now()).isPresent()
                || !primary.status(context).equals(CacheGroup.AVAILABLE)) {
            throw ElastiCacheErrors.groupState("The requested replication group is not in the available state.");
        }
        if (!NODE_TYPES.matcher(primary.fixed.cacheNodeType()).matches()) {
            throw ElastiCacheErrors.invalidValue(
                    "Global datastores do not support the node type " + primary.fixed.cacheNodeType() + ".");
        }
        Instant associated = context.now().plus(ElastiCacheDurations.association(context.seed(), primary.arn()));
        GlobalDatastore datastore = new GlobalDatastore(
                id,
                request.globalReplicationGroupDescription(),
                new Lifecycle(context.now(), "creating").become(associated, GlobalDatastore.PRIMARY_ONLY));
        associate(context, datastore, primary, associated);
        primary.lifecycle.pass(context.now(), associated, "modifying");
        datastores.put(id, datastore);
        return CreateGlobalReplicationGroupResponse.builder()
                .globalReplicationGroup(described(context, datastore, true))
                .build();
    }

    private static void associate(Context context, GlobalDatastore datastore, CacheGroup group, Instant associated) {
        Lifecycle membership =
                new Lifecycle(context.now(), "associating").become(associated, GlobalDatastore.ASSOCIATED);
        datastore.join(context.now(), group, membership);
    }

    private DescribeGlobalReplicationGroupsResponse describe(
            Context context, DescribeGlobalReplicationGroupsRequest request) {
        String id = request.globalReplicationGroupId();
        // Each member's region describes it, so that the secondary's can when the primary's does not answer.
        List<GlobalDatastore> found = datastores.values().stream()
                .filter(each -> each.isIn(context.region(), context.now()))
                .filter(each -> id == null || ElastiCacheNames.existing(id).equals(each.id))
                .toList();
        if (id != null && found.isEmpty()) {
            throw ElastiCacheErrors.globalNotFound(id);
        }
        Page<GlobalDatastore> page =
                ElastiCacheListing.page(found, each -> each.id, request.marker(), request.maxRecords(), MOST_RECORDS);
        boolean members = Boolean.TRUE.equals(request.showMemberInfo());
        return DescribeGlobalReplicationGroupsResponse.builder()
                .globalReplicationGroups(page.items().stream()
                        .map(each -> described(context, each, members))
                        .toList())
                .marker(page.marker())
                .build();
    }

    static GlobalReplicationGroup described(Context context, GlobalDatastore datastore, boolean showMembers) {
        CacheGroup primary = datastore.primary(context.now());
        ReplicationGroup fixed = primary.fixed;
        int shards = primary.shards().size();
        GlobalReplicationGroup.Builder described = GlobalReplicationGroup.builder()
                .globalReplicationGroupId(datastore.id)
                .globalReplicationGroupDescription(datastore.description)
                .status(datastore.lifecycle.at(context.now()))
                .cacheNodeType(fixed.cacheNodeType())
                .engine(primary.cluster.engine())
                .engineVersion(primary.cluster.engineVersion())
                .clusterEnabled(fixed.clusterEnabled())
                .globalNodeGroups(IntStream.range(0, shards)
                        .mapToObj(shard -> GlobalNodeGroup.builder()
                                .globalNodeGroupId(String.format(Locale.ROOT, "%s-%04d", datastore.id, shard + 1))
                                .slots(Slots.of(shard, shards))
                                .build())
                        .toList())
                .authTokenEnabled(fixed.authTokenEnabled())
                .transitEncryptionEnabled(fixed.transitEncryptionEnabled())
                .atRestEncryptionEnabled(fixed.atRestEncryptionEnabled())
                .arn(context.in("").arn("elasticache", "globalreplicationgroup:" + datastore.id));
        if (showMembers) {
            described.members(datastore.members(context.now()).stream()
                    .map(member -> GlobalReplicationGroupMember.builder()
                            .replicationGroupId(member.group().id())
                            .replicationGroupRegion(member.group().region)
                            .role(member.role(context.now()))
                            .automaticFailover(member.group().fixed.automaticFailover())
                            .status(member.lifecycle().at(context.now()))
                            .build())
                    .toList());
        }
        return described.build();
    }

    private static String prefix(Context context) {
        String region = context.region();
        return PREFIXES.getOrDefault(
                region, context.seed().letters(5, "global", region).toLowerCase(Locale.ROOT));
    }
}
