package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.RedisGroup.GlobalDatastore;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupMember;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/**
 * Could the member in the DR region be made primary of each Global Datastore now? It is an associated secondary, both are
 * available, and its nodes are of the type the datastore has. Its lag is another check's. Reads the DR region only.
 */
public final class Datastores implements Check {
    @Override
    public String id() {
        return "readiness.datastore";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (RedisGroup cache : estate.caches()) {
            cache.globalDatastore().ifPresent(declared -> findings.add(finding(estate, cache, declared, observatory)));
        }
        return findings;
    }

    private Finding finding(Estate estate, RedisGroup cache, GlobalDatastore declared, Observatory observatory) {
        String region = estate.regions().dr();
        Tally tally = new Tally(new Look(
                id(), cache.id(), "the member in the DR region could be made primary now", Controls.CONTINUITY));
        tally.fact("globalDatastore", declared.id());
        tally.read(observatory.read(new GlobalDatastores(region)), all -> {
            Optional<GlobalReplicationGroup> datastore = all.stream()
                    .filter(candidate -> declared.id().equals(candidate.globalReplicationGroupId()))
                    .findFirst();
            if (datastore.isEmpty()) {
                tally.wrong(
                        "There is no global datastore " + declared.id() + " seen from " + region + ".",
                        "Create it, or correct globalDatastore of " + cache.id() + " in the estate file.");
            } else {
                member(tally, declared, datastore.get(), region);
                tally.read(
                        observatory.read(new ReplicationGroups(region)),
                        groups -> nodes(tally, declared, datastore.get(), groups, region));
            }
        });
        return tally.finding(declared.drReplicationGroup() + " in " + region + " could be made primary now.");
    }

    private static void member(Tally tally, GlobalDatastore declared, GlobalReplicationGroup datastore, String region) {
        String name = declared.drReplicationGroup();
        Optional<GlobalReplicationGroupMember> member = datastore.members().stream()
                .filter(candidate -> name.equals(candidate.replicationGroupId()))
                .filter(candidate -> region.equals(candidate.replicationGroupRegion()))
                .findFirst();
        if (member.isEmpty()) {
            tally.wrong(
                    name + " in " + region + " is no member of global datastore " + declared.id() + ".",
                    "Add a secondary in " + region + ", or correct drReplicationGroup in the estate file.");
            return;
        }
        tally.fact("memberRole", member.get().role());
        tally.fact("memberStatus", member.get().status());
        if (!"associated".equalsIgnoreCase(member.get().status())) {
            tally.wrong(
                    name + " in " + region + " is " + member.get().status() + " in global datastore " + declared.id()
                            + ".",
                    "Wait until it is associated; if it does not become so, remove it and add a secondary again.");
        }
        if (!"secondary".equalsIgnoreCase(member.get().role())) {
            tally.wrong(
                    name + " in " + region + " is " + member.get().role() + " of global datastore " + declared.id()
                            + " already.",
                    "If the estate was failed over, fail back, or swap its regions in the estate file.");
        }
        if (!"available".equalsIgnoreCase(datastore.status())) {
            tally.wrong(
                    "Global datastore " + declared.id() + " is " + datastore.status() + ".",
                    "Wait until it is available: it is not failed over while it is being changed.");
        }
    }

    private static void nodes(
            Tally tally,
            GlobalDatastore declared,
            GlobalReplicationGroup datastore,
            List<ReplicationGroup> groups,
            String region) {
        Optional<ReplicationGroup> group = groups.stream()
                .filter(candidate -> declared.drReplicationGroup().equals(candidate.replicationGroupId()))
                .findFirst();
        if (group.isEmpty()) {
            tally.wrong(
                    "There is no replication group " + declared.drReplicationGroup() + " in " + region + ".",
                    "Create it as a secondary of " + declared.id() + ".");
            return;
        }
        tally.fact("nodeType", group.get().cacheNodeType());
        tally.fact("groupStatus", group.get().status());
        if (!"available".equals(group.get().status())) {
            tally.wrong(
                    declared.drReplicationGroup() + " in " + region + " is "
                            + group.get().status() + ".",
                    "Wait until it is available.");
        }
        if (!Objects.equals(group.get().cacheNodeType(), datastore.cacheNodeType())) {
            tally.wrong(
                    declared.drReplicationGroup() + " has nodes of "
                            + group.get().cacheNodeType() + " in " + region + ", and the datastore of "
                            + datastore.cacheNodeType() + ".",
                    "Modify the global datastore, so that all its members have the same node type.");
        }
    }
}
