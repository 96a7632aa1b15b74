package io.labelmint.dr.restore.redis;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.CachePlace;
import io.labelmint.dr.observatory.AppliedQuota;
import io.labelmint.dr.observatory.CacheClusters;
import io.labelmint.dr.observatory.CacheParameterGroups;
import io.labelmint.dr.observatory.CacheParameters;
import io.labelmint.dr.observatory.CacheSnapshotTags;
import io.labelmint.dr.observatory.CacheSubnetGroups;
import io.labelmint.dr.observatory.CacheUserGroups;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.restore.PlaceRequirements;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.model.CacheParameterGroup;
import software.amazon.awssdk.services.elasticache.model.CacheSubnetGroup;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.UserGroup;

/**
 * What must be there before a Redis group is restored. ElastiCache would refuse some of it at the call, some of it
 * minutes later with a group that failed to be created, and some of it, such as the default user without a password,
 * never.
 */
final class CacheRestoreRequirements {
    /**
     * "Nodes per Region", which can be raised and not lowered (Amazon ElastiCache user guide, "Quotas for ElastiCache"): below it
     * there is room in any account, and nobody has to be asked.
     */
    private static final int NODES = 300;

    private static final String SERVICE = "elasticache";

    /** Code of that quota in Service Quotas. */
    private static final String QUOTA = "L-DFE45DF3";

    private final Observatory observatory;
    private final CacheTarget target;
    private final CachePlace place;
    private final CacheShape shape;
    private final String region;
    private final PlaceRequirements requirements;

    CacheRestoreRequirements(Observatory observatory, CacheTarget target) {
        this.observatory = observatory;
        this.target = target;
        this.place = target.place();
        this.shape = target.shape();
        this.region = target.region();
        this.requirements = new PlaceRequirements(observatory, region, target.group());
    }

    /**
     * Makes sure of all of it.
     *
     * @param sourceType node type of what is restored; empty if nobody can say
     * @param asksForPassword whether the source asks for a password
     * @param isolated whether nothing may get out of the place
     * @throws ProblemException of the first thing that is missing
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    void demand(Optional<String> sourceType, boolean asksForPassword, boolean isolated) {
        nameIsFree();
        CacheSubnetGroup subnets = subnetGroup();
        requirements.securityGroups(
                place.securityGroups(), subnets.vpcId(), "cache subnet group " + place.subnetGroup(), isolated);
        parameterGroup(sourceType);
        users(asksForPassword);
        place.key()
                .ifPresent(key -> requirements.key(
                        key,
                        "which the restored group is to be encrypted with",
                        "Create it, or correct key in the estate."));
        quota();
    }

    private void nameIsFree() {
        Optional<ReplicationGroup> found = RestoredCacheGroup.find(
                observatory.read(new ReplicationGroups(region)).orElseThrow(), target.group());
        if (found.isPresent()) {
            String owner = observatory
                    .read(new CacheSnapshotTags(region, found.get().arn()))
                    .orElseThrow()
                    .getOrDefault(OperationTag.KEY, "nobody");
            if (!owner.equals(target.operation().value())) {
                throw RestoredCacheGroup.taken(found.get(), owner, "so nothing can be restored under that name")
                        .asException();
            }
        }
    }

    private CacheSubnetGroup subnetGroup() {
        return observatory.read(new CacheSubnetGroups(region)).orElseThrow().stream()
                .filter(group -> group.cacheSubnetGroupName().equalsIgnoreCase(place.subnetGroup()))
                .findFirst()
                .orElseThrow(() -> requirements.missing(
                        "cache subnet group " + place.subnetGroup(),
                        "Create it, or correct subnetGroup in the estate."));
    }

    private void parameterGroup(Optional<String> sourceType) {
        CacheParameterGroup found = observatory.read(new CacheParameterGroups(region)).orElseThrow().stream()
                .filter(group -> group.cacheParameterGroupName().equals(place.parameterGroup()))
                .findFirst()
                .orElseThrow(this::noParameterGroup);
        shape.engineVersion()
                .map(version -> EngineFamily.of(shape.engine(), version))
                .filter(family -> !family.equals(found.cacheParameterGroupFamily()))
                .ifPresent(family -> {
                    throw requirements.unmet(
                            "restore.other-family",
                            "Parameter group " + place.parameterGroup() + " is of the family "
                                    + found.cacheParameterGroupFamily() + ", and the snapshot is of " + family + ".",
                            "Name a parameter group of " + family + " in the estate.");
                });
        CacheParameters.Values values = observatory
                .read(new CacheParameters(region, place.parameterGroup()))
                .orElseThrow()
                .orElseThrow(this::noParameterGroup);
        boolean sharded = "yes".equals(values.same().get("cluster-enabled"));
        if (sharded != shape.clusterMode()) {
            throw requirements.unmet(
                    "restore.other-cluster-mode",
                    "Parameter group " + place.parameterGroup() + " has cluster-enabled "
                            + (sharded ? "yes" : "no") + ", and the snapshot is of a group "
                            + (shape.clusterMode() ? "with" : "without") + " cluster mode.",
                    "Name a parameter group with cluster-enabled " + (shape.clusterMode() ? "yes" : "no")
                            + " in the estate.");
        }
        nodeType(sourceType, values.byNodeType().getOrDefault("maxmemory", Map.of()));
    }

    private ProblemException noParameterGroup() {
        return requirements.missing(
                "cache parameter group " + place.parameterGroup(),
                "Create it with the settings of production, or correct parameterGroup in the estate.");
    }

    /** What fits the node it was taken of fits one with as much memory; ElastiCache finds out when it is too late. */
    private void nodeType(Optional<String> sourceType, Map<String, String> memory) {
        String wanted = shape.nodeType();
        if (sourceType.filter(wanted::equals).isPresent()) {
            return;
        }
        String remedy = "Name another nodeType in the estate.";
        if (!memory.containsKey(wanted)) {
            throw requirements.unmet(
                    "restore.type-not-offered",
                    "ElastiCache knows no memory of a node of the type " + wanted + " in " + region + ".",
                    remedy);
        }
        if (sourceType.isPresent() && bytes(memory, sourceType.get()) > bytes(memory, wanted)) {
            throw requirements.unmet(
                    "restore.too-little-memory",
                    "A node of the type " + wanted + " has " + bytes(memory, wanted)
                            + " bytes of memory, and the snapshot"
                            + " is of one of " + sourceType.get() + " with " + words(memory.get(sourceType.get()))
                            + ".",
                    remedy);
        }
    }

    /** What is not known may be more than any. */
    private static long bytes(Map<String, String> memory, String type) {
        String bytes = memory.getOrDefault(type, "");
        return bytes.matches("\\d{1,18}") ? Long.parseLong(bytes) : Long.MAX_VALUE;
    }

    private static String words(String bytes) {
        return bytes == null ? "an unknown amount" : bytes;
    }

    /** Snapshots hold no users and no password, and the default user of a new group needs none. */
    private void users(boolean asksForPassword) {
        if (place.userGroup().isEmpty()) {
            if (asksForPassword) {
                throw requirements.unmet(
                        "restore.no-users",
                        "The source asks for a password, and a group restored without users would let anybody in.",
                        "Declare userGroup of the place in the estate, with the users of production or those of the"
                                + " test.");
            }
            return;
        }
        String id = place.userGroup().get();
        UserGroup found = observatory.read(new CacheUserGroups(region)).orElseThrow().stream()
                .filter(group -> group.userGroupId().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        requirements.missing("user group " + id, "Create it, or correct userGroup in the estate."));
        if (!"active".equals(found.status())) {
            throw requirements.unmet(
                    "restore.users-not-active",
                    "User group " + id + " in " + region + " is " + found.status() + ".",
                    "Wait until it is active, or name another userGroup in the estate.");
        }
        if (!shape.encryptedInTransit()) {
            throw requirements.unmet(
                    "restore.users-in-clear",
                    "User group " + id + " needs encryption in transit, which the source does not have.",
                    "Leave userGroup out, or turn encryption in transit on in the source.");
        }
    }

    private void quota() {
        int used = observatory.read(new CacheClusters(region)).orElseThrow().size();
        int wanted = used + shape.nodes();
        if (wanted <= NODES) {
            return;
        }
        double allowed = observatory
                .read(new AppliedQuota(region, SERVICE, QUOTA))
                .orElseThrow()
                .value();
        if (wanted > allowed) {
            throw requirements.unmet(
                    "restore.no-room",
                    "The account has " + used + " cache nodes in " + region + ", and with " + shape.nodes()
                            + " more it would have more than the " + Math.round(allowed) + " it may have.",
                    "Delete some nobody needs, or have the quota \"Nodes per Region\" (" + QUOTA + ") of " + region
                            + " raised to " + wanted + " in Service Quotas.");
        }
    }
}
