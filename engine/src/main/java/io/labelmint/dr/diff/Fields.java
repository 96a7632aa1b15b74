package io.labelmint.dr.diff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How each field of the estate file is judged. One that is not named here is an error: somebody has to think about it first. */
final class Fields {
    /** A field that is judged. */
    record Judged(Topic topic, Rule rule) {}

    private static final List<String> PLACES = List.of("restore.primary", "restore.dr", "restore.test");
    private static final List<String> APPROVED = List.of(
            "restore",
            "cutOver",
            "failover",
            "switchover",
            "commit",
            "rollBack",
            "failback",
            "signOff",
            "provision",
            "lock");

    private static final Map<String, Judged> ALL = new LinkedHashMap<>();

    static {
        estate();
        databases();
        validationOfDatabases();
        caches();
        buckets();
        traffic();
        approvals();
    }

    private Fields() {}

    /** How {@code field} is judged. */
    static Judged of(String field) {
        Judged judged = ALL.get(field);
        if (judged == null) {
            throw new IllegalStateException("nobody said how " + field + " is judged");
        }
        return judged;
    }

    /** All fields there is a judgement for. */
    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    private static void estate() {
        neutral("project", "environment", "regions.primary", "regions.dr");
        judged(Topic.OTHER, Rule.PRESENT, "controller", "access.account", "access.externalId");
        judged(Topic.PROTECTION, Rule.FEWER, "access.administrators[]");
        neutral("controller.region", "access.primaryRole", "access.drRole");
        judged(Topic.PROTECTION, Rule.PRESENT, "state.bucket", "evidence.signing");
        neutral("state.prefix", "evidence.signing.kmsKey");
        judged(
                Topic.RETENTION,
                Rule.MORE,
                "retention.pitrDays",
                "retention.dailyDays",
                "retention.weeklyDays",
                "retention.monthlyDays");
        neutral("schedules.daily", "schedules.weekly", "schedules.monthly", "schedules.quarterly");
        judged(
                Topic.PEOPLE,
                Rule.PRESENT,
                "notifications.drTopic",
                "notifications.primaryTopic",
                "notifications.slackWebhook",
                "monitoring.metricsNamespace",
                "contacts[]",
                "contacts[].phone",
                "contacts[].email");
        secret("notifications.slackWebhook");
        neutral("contacts[].role", "contacts[].name");
        judged(Topic.PEOPLE, Rule.MORE, "contacts[].confirmed");
        neutral("prices[]", "prices[].of", "prices[].hour");
        neutral("storagePrices[]", "storagePrices[].region", "storagePrices[].gibMonth");
        judged(Topic.OTHER, Rule.PRESENT, "budget");
        neutral("budget.backupsPerMonth", "budget.drill");
        judged(Topic.PEOPLE, Rule.PRESENT, "practice");
        judged(Topic.PEOPLE, Rule.LESS, "practice.trainingDays", "practice.documentsDays");
    }

    private static void databases() {
        String of = "databases[].";
        store("databases[]", "instance");
        neutral(of + "via", of + "scheduledBy", of + "keys.primary", of + "keys.dr");
        judged(Topic.COVERAGE, Rule.PRESENT, of + "replicas[]", of + "replicatedBackups", of + "vaults");
        neutral(of + "replicas[].instance", of + "replicas[].region");
        judged(Topic.RPO, Rule.LESS, of + "replicas[].maxLag", of + "replicatedBackups.maxLag");
        judged(Topic.RETENTION, Rule.MORE, of + "replicatedBackups.retentionDays");
        neutral(of + "vaults.primary", of + "vaults.dr", of + "vaults.role");
        judged(Topic.PROTECTION, Rule.TRUE, of + "vaults.locked");
        places(of, List.of("optionGroup", "instanceClass"));
        neutral(of + "restore.primary.isolatedIn[]", of + "restore.dr.isolatedIn[]");
        judged(Topic.TESTS, Rule.PRESENT, of + "restore.awsRestoreTesting");
        neutral(of + "restore.awsRestoreTesting.region", of + "restore.awsRestoreTesting.plan");
        judged(Topic.TESTS, Rule.LESS, of + "restore.awsRestoreTesting.within");
        judged(Topic.PROTECTION, Rule.PRESENT, of + "restore.masking");
        judged(Topic.TESTS, Rule.TRUE, of + "restore.masking.tests");
        judged(Topic.PROTECTION, Rule.ALL, of + "restore.masking.statements[]");
        neutral(
                of + "restore.masking.user",
                of + "restore.masking.password",
                of + "restore.masking.statementLimit",
                of + "restore.masking.timeLimit");
        secret(of + "restore.masking.password");
        judged(
                Topic.PROTECTION,
                Rule.PRESENT,
                of + "failover.isolatedIn[]",
                of + "failover.drIsolatedIn[]",
                of + "failover.address");
        judged(Topic.COVERAGE, Rule.PRESENT, of + "failover.restoredAs");
    }

    private static void validationOfDatabases() {
        String of = "databases[].validation";
        judged(
                Topic.TESTS,
                Rule.PRESENT,
                of,
                of + ".tables[]",
                of + ".tables[].sum",
                of + ".queries[]",
                of + ".heartbeat");
        judged(Topic.TESTS, Rule.MORE, of + ".tables[].minRows");
        judged(Topic.TESTS, Rule.LESS, of + ".tables[].tolerance", of + ".heartbeat.maxAge");
        judged(Topic.TESTS, Rule.ALL, of + ".roles[]", of + ".extensions[]");
        judged(Topic.TESTS, Rule.TRUE, of + ".amcheck");
        judged(Topic.PROTECTION, Rule.GRADED, of + ".tls");
        neutral(
                of + ".probe",
                of + ".database",
                of + ".user",
                of + ".password",
                of + ".caBundle",
                of + ".tables[].name",
                of + ".queries[].name",
                of + ".queries[].sql",
                of + ".queries[].expect",
                of + ".timeLimit",
                of + ".heartbeat.writer",
                of + ".heartbeat.writer.user",
                of + ".heartbeat.writer.password",
                of + ".task",
                of + ".task.cluster",
                of + ".task.taskDefinition",
                of + ".task.container",
                of + ".task.subnets[]",
                of + ".task.securityGroups[]");
        secret(of + ".password");
        secret(of + ".heartbeat.writer.password");
    }

    private static void caches() {
        String of = "caches[].";
        store("caches[]", "replicationGroup");
        judged(Topic.RPO, Rule.LESS, of + "snapshots.every", of + "globalDatastore.maxLag");
        judged(Topic.RETENTION, Rule.MORE, of + "snapshots.retentionDays", of + "snapshots.minimumKept");
        judged(Topic.COVERAGE, Rule.PRESENT, of + "globalDatastore", of + "restore.export");
        neutral(
                of + "globalDatastore.id",
                of + "globalDatastore.drReplicationGroup",
                of + "restore.export.bucket",
                of + "restore.export.drBucket");
        places(of, List.of("nodeType", "key", "userGroup"));
        String validation = of + "validation";
        judged(Topic.TESTS, Rule.PRESENT, validation, validation + ".probes[]");
        judged(Topic.TESTS, Rule.LESS, validation + ".tolerance");
        judged(Topic.TESTS, Rule.MORE, validation + ".minKeys", validation + ".sample");
        judged(Topic.TESTS, Rule.ALL, validation + ".types[]");
        judged(Topic.PROTECTION, Rule.GRADED, validation + ".tls");
        neutral(
                validation + ".user",
                validation + ".password",
                validation + ".caBundle",
                validation + ".timeLimit",
                validation + ".probes[].name",
                validation + ".probes[].command[]",
                validation + ".probes[].expect",
                validation + ".probes[].matches");
        secret(validation + ".password");
    }

    private static void buckets() {
        String of = "buckets[].";
        store("buckets[]", "bucket");
        judged(Topic.COVERAGE, Rule.PRESENT, of + "replica");
        judged(Topic.RPO, Rule.TRUE, of + "replicationTimeControl");
        judged(Topic.COVERAGE, Rule.TRUE, of + "replicatesBack");
        neutral(
                of + "transitions[]",
                of + "transitions[].afterDays",
                of + "transitions[].storageClass",
                of + "transitions[].complianceOnly");
        judged(Topic.TESTS, Rule.PRESENT, of + "restore.test", of + "validation");
        judged(Topic.TESTS, Rule.MORE, of + "restore.test.objects", of + "validation.keys");
        judged(Topic.TESTS, Rule.LESS, of + "validation.allowance");
        neutral(
                of + "restore.test.region",
                of + "restore.test.bucket",
                of + "restore.test.prefix",
                of + "restore.test.point",
                of + "restore.test.keepFor");
    }

    private static void traffic() {
        String service = "services[].";
        judged(Topic.COVERAGE, Rule.PRESENT, "services[]", "records[]");
        judged(Topic.RTO, Rule.MORE, service + "drDesiredCount", service + "drStandbyCount");
        judged(Topic.RTO, Rule.TRUE, service + "drServesFromHome");
        neutral(
                service + "id",
                service + "cluster",
                service + "service",
                service + "drCluster",
                service + "drService",
                service + "needs[]");
        String dns = "records[].";
        judged(Topic.RTO, Rule.LESS, dns + "ttl");
        judged(Topic.RTO, Rule.GRADED, dns + "switchedBy");
        judged(Topic.RTO, Rule.PRESENT, dns + "healthCheck", dns + "failbackWeights");
        neutral(
                dns + "name",
                dns + "hostedZone",
                dns + "standbyObject",
                dns + "standbyObject.bucket",
                dns + "standbyObject.key",
                dns + "standbyMetric",
                dns + "standbyMetric.namespace",
                dns + "standbyMetric.name",
                dns + "routingControl",
                dns + "drRoutingControl",
                dns + "drTarget",
                dns + "primaryTarget",
                dns + "failbackWeights.shares[]",
                dns + "failbackWeights.hold");
        judged(Topic.RTO, Rule.GRADED, "failover.strategy");
        judged(Topic.RTO, Rule.MORE, "failover.inspection");
        judged(Topic.RTO, Rule.PRESENT, "failover.probe", "failover.probe.contains", "failover.routingEndpoints[]");
        neutral(
                "failover.probe.url",
                "failover.probe.within",
                "failover.routingEndpoints[].region",
                "failover.routingEndpoints[].url");
    }

    private static void approvals() {
        // What a plan loses grows by the minute, so an approval that lasts longer says less.
        judged(Topic.APPROVALS, Rule.LESS, "failover.planGoodFor", "approvals.escalateAfter");
        // Who is who is what keeps one person from counting twice.
        judged(Topic.APPROVALS, Rule.PRESENT, "approvals.people[]");
        judged(Topic.APPROVALS, Rule.ALL, "approvals.people[].aws[]");
        neutral("approvals.people[].name");
        for (String kind : APPROVED) {
            judged(Topic.APPROVALS, Rule.MORE, "approvals." + kind + ".needed");
            judged(Topic.APPROVALS, Rule.ANY, "approvals." + kind + ".from[]");
            judged(Topic.APPROVALS, Rule.FALSE, "approvals." + kind + ".requesterMayApprove");
        }
    }

    private static void store(String entry, String name) {
        judged(Topic.COVERAGE, Rule.PRESENT, entry);
        neutral(entry + ".id", entry + "." + name);
        judged(Topic.RPO, Rule.LESS, entry + ".objectives.rpo");
        judged(Topic.RTO, Rule.LESS, entry + ".objectives.rto");
    }

    /** Where it is restored, and tested: that there is a place counts, which one it is nobody can judge. */
    private static void places(String of, List<String> more) {
        for (String place : PLACES) {
            boolean test = place.endsWith("test");
            judged(test ? Topic.TESTS : Topic.COVERAGE, Rule.PRESENT, of + place);
            Stream.concat(Stream.of("subnetGroup", "securityGroups[]", "parameterGroup"), more.stream())
                    .forEach(key -> neutral(of + place + "." + key));
        }
        neutral(of + "restore.test.region", of + "restore.test.point", of + "restore.test.keepFor");
    }

    /** Where a secret is kept. */
    private static void secret(String section) {
        neutral(section + ".jenkins", section + ".environment", section + ".file");
    }

    private static void neutral(String... fields) {
        judged(Topic.OTHER, Rule.NEUTRAL, fields);
    }

    private static void judged(Topic topic, Rule rule, String... fields) {
        for (String field : fields) {
            if (ALL.put(field, new Judged(topic, rule)) != null) {
                throw new IllegalStateException(field + " is judged twice");
            }
        }
    }
}
