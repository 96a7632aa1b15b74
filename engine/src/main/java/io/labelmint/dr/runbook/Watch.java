package io.labelmint.dr.runbook;

import io.labelmint.dr.aws.PlannedCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a person sees that a step is done: a command that reads, and what it must print. It is asked again and again without
 * end, because {@code aws ... wait} gives up after ten to thirty minutes, and a restore takes longer.
 *
 * @param command what is asked
 * @param pattern extended regular expression that the line printed must match as a whole
 * @param words the same for people
 */
record Watch(String command, String pattern, String words) {
    private static final String QUERY = "--query";

    /** That of what {@code call} changes; empty if only a later step shows it. */
    static Optional<Watch> of(PlannedCall call) {
        return switch (call.service() + ":" + call.operation()) {
            case "ecs:UpdateService" -> Optional.of(service(call));
            case "rds:ModifyDBInstance" -> groups(call);
            case "rds:PromoteReadReplica" ->
                Optional.of(instance(
                        call,
                        "DBInstanceIdentifier",
                        "[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier]",
                        "available[[:space:]]+None",
                        "`available`, and `None` for the source it follows"));
            case "rds:RestoreDBInstanceToPointInTime" ->
                Optional.of(instance(
                        call, "TargetDBInstanceIdentifier", "[0].DBInstanceStatus", "available", "`available`"));
            case "rds:RestoreDBInstanceFromDBSnapshot" ->
                Optional.of(instance(call, "DBInstanceIdentifier", "[0].DBInstanceStatus", "available", "`available`"));
            case "elasticache:FailoverGlobalReplicationGroup" -> Optional.of(datastore(call));
            case "s3:PutObject" -> Optional.of(object(call));
            case "route53:ChangeResourceRecordSets" -> Optional.of(records(call));
            case "route53-recovery-cluster:UpdateRoutingControlStates" -> Optional.of(routing(call));
            default -> Optional.empty();
        };
    }

    /** The loop that ends when it is seen, and prints each time what is seen instead. */
    String loop() {
        return "until " + command + " | tee /dev/stderr | grep -qE " + Shell.word("^" + pattern + "$")
                + "; do sleep 15; done";
    }

    private static Watch service(PlannedCall call) {
        long wanted = (Long) call.parameters().get("desiredCount");
        return new Watch(
                AwsCommand.reading(
                                "ecs",
                                "describe-services",
                                call.region(),
                                "--cluster",
                                text(call, "cluster"),
                                "--services",
                                text(call, "service"),
                                QUERY,
                                "services[0].[desiredCount,runningCount]")
                        .and("--output", "text")
                        .toString(),
                wanted + "[[:space:]]+" + wanted,
                "`" + wanted + "` twice: so many tasks are wanted, and so many run");
    }

    private static Watch instance(PlannedCall call, String parameter, String query, String pattern, String words) {
        return new Watch(
                AwsCommand.reading(
                                "rds",
                                "describe-db-instances",
                                call.region(),
                                "--db-instance-identifier",
                                text(call, parameter),
                                QUERY,
                                "DBInstances" + query)
                        .and("--output", "text")
                        .toString(),
                pattern,
                words);
    }

    private static Optional<Watch> groups(PlannedCall call) {
        if (!(call.parameters().get("VpcSecurityGroupIds") instanceof List<?> groups)) {
            return Optional.empty();
        }
        String sorted = groups.stream()
                .map(String::valueOf)
                .sorted()
                .map(group -> group + "=active")
                .collect(Collectors.joining(" "));
        return Optional.of(instance(
                call,
                "DBInstanceIdentifier",
                "[].join(' ',sort(VpcSecurityGroups[].join('=',[VpcSecurityGroupId,Status])))",
                sorted,
                "`" + sorted + "`, and no other group"));
    }

    private static Watch datastore(PlannedCall call) {
        String member = text(call, "PrimaryReplicationGroupId");
        return new Watch(
                AwsCommand.reading(
                                "elasticache",
                                "describe-global-replication-groups",
                                call.region(),
                                "--global-replication-group-id",
                                text(call, "GlobalReplicationGroupId"),
                                "--show-member-info",
                                QUERY,
                                "GlobalReplicationGroups[0].[Status,Members[?Role=='PRIMARY'].ReplicationGroupId|[0]]")
                        .and("--output", "text")
                        .toString(),
                "(available|primary-only)[[:space:]]+" + regex(member),
                "`available` or `primary-only`, and `" + member + "`");
    }

    private static Watch object(PlannedCall call) {
        return new Watch(
                AwsCommand.reading(
                                "s3api",
                                "list-objects-v2",
                                call.region(),
                                "--bucket",
                                text(call, "Bucket"),
                                "--prefix",
                                text(call, "Key"),
                                QUERY,
                                "Contents[].Key")
                        .and("--output", "text")
                        .toString(),
                regex(text(call, "Key")),
                "`" + text(call, "Key") + "`");
    }

    private static Watch records(PlannedCall call) {
        Map<?, ?> batch = (Map<?, ?>) call.parameters().get("ChangeBatch");
        Map<?, ?> change = (Map<?, ?>) ((List<?>) batch.get("Changes")).get(0);
        Map<?, ?> set = (Map<?, ?>) change.get("ResourceRecordSet");
        String value = ((Map<?, ?>) ((List<?>) set.get("ResourceRecords")).get(0))
                .get("Value")
                .toString();
        String name = set.get("Name").toString().replaceFirst("\\.?$", ".");
        return new Watch(
                AwsCommand.reading(
                                "route53",
                                "list-resource-record-sets",
                                call.region(),
                                "--hosted-zone-id",
                                text(call, "HostedZoneId"),
                                QUERY,
                                "ResourceRecordSets[?Name=='" + name + "' && Type=='" + set.get("Type")
                                        + "'].ResourceRecords[0].Value|[0]")
                        .and("--output", "text")
                        .toString(),
                regex(value) + "\\.?",
                "`" + value + "`");
    }

    private static Watch routing(PlannedCall call) {
        Map<?, ?> on = ((List<?>) call.parameters().get("UpdateRoutingControlStateEntries"))
                .stream()
                        .map(entry -> (Map<?, ?>) entry)
                        .filter(entry -> "On".equals(entry.get("RoutingControlState")))
                        .findFirst()
                        .orElseThrow();
        return new Watch(
                AwsCommand.reading("route53-recovery-cluster", "get-routing-control-state", call.region())
                        .and("--endpoint-url", call.endpoint().orElseThrow())
                        .and(
                                "--routing-control-arn",
                                on.get("RoutingControlArn").toString())
                        .and(QUERY, "RoutingControlState", "--output", "text")
                        .toString(),
                "On",
                "`On`");
    }

    private static String text(PlannedCall call, String parameter) {
        return String.valueOf(call.parameters().get(parameter));
    }

    /** {@code text} as a regular expression that matches it and nothing else. */
    static String regex(String text) {
        return text.replaceAll("[\\\\.\\[\\](){}*+?^$|]", "\\\\$0");
    }
}
