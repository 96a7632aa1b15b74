package io.labelmint.dr.job;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.core.Call;
import java.util.List;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/** What tests of restores of Redis groups have in common: an estate of one cache, and what is looked at afterwards. */
final class CacheTrials {
    static final String EAST = "us-east-1";
    static final String PRODUCTION = "acme-production-sessions";
    static final String ISOLATED = "sg-0a1b2c3d4e5f60718";

    static final Estate ESTATE = EstateLoader.parse("""
            project: acme
            environment: production
            regions: { primary: us-east-1, dr: us-west-2 }
            caches:
              - id: sessions
                replicationGroup: acme-production-sessions
                snapshots: { every: 24h }
                restore:
                  primary:
                    subnetGroup: acme-production
                    securityGroups: [sg-0a1b2c3d4e5f60717]
                    parameterGroup: acme-production-redis7
                  test:
                    region: primary
                    keepFor: 2h
                    subnetGroup: acme-restore-tests
                    securityGroups: [sg-0a1b2c3d4e5f60718]
                    parameterGroup: acme-production-redis7
                validation:
                  types: [string]
                  probes: [{ name: version, command: [GET, app-version], expect: "7" }]
                objectives: { rpo: 24h, rto: 4h }
            """, "estate.yaml");

    private CacheTrials() {}

    /** One that tests restores. */
    static Trial of(long seed) {
        Trial trial = new Trial(ESTATE, seed);
        trial.job = Job.of(Job.Type.RESTORE_TEST);
        return trial;
    }

    /** The groups in the primary region that are not about to go. */
    static List<String> groups(Trial trial) {
        return client(trial).describeReplicationGroups().replicationGroups().stream()
                .filter(group -> !group.status().equals("deleting"))
                .map(ReplicationGroup::replicationGroupId)
                .toList();
    }

    static ElastiCacheClient client(Trial trial) {
        return trial.world.client(ElastiCacheClient.class, EAST);
    }

    static long accepted(Trial trial, String operation) {
        return trial.world.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .filter(call -> call.outcome().equals(Call.OK))
                .count();
    }

    static List<String> red(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> !finding.green())
                .map(finding -> finding.check())
                .toList();
    }
}
