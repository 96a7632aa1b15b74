package io.labelmint.dr.review.security;

import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.SecurityGroups;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * Whether a security group lets the whole internet in on the port of a database: those its instances have, and those of the
 * places it is restored in. Prefix lists and other security groups are taken to be smaller than that.
 */
final class OpenGroups {
    private static final int POSTGRES = 5432;

    /** Half of all addresses or more: two rules for a half each are the whole as well. */
    private static final int WIDEST = 1;

    private OpenGroups() {}

    static void judge(Tally tally, Estate estate, PostgresDatabase database, String region, Observatory observatory) {
        SortedMap<String, SortedSet<Integer>> ports = new TreeMap<>();
        List<String> instances = database.instances(estate.regions(), region);
        if (!instances.isEmpty()) {
            tally.read(
                    observatory.read(new DbInstances(region)),
                    all -> all.stream()
                            .filter(instance -> instances.contains(instance.dbInstanceIdentifier()))
                            .forEach(instance -> instance.vpcSecurityGroups().stream()
                                    .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                                    .forEach(id -> ports.computeIfAbsent(id, none -> new TreeSet<>())
                                            .add(port(instance)))));
        }
        declared(estate, database, region)
                .forEach(
                        id -> ports.computeIfAbsent(id, none -> new TreeSet<>()).add(POSTGRES));
        if (ports.isEmpty()) {
            return;
        }
        tally.read(
                observatory.read(new SecurityGroups(region)),
                all -> all.stream()
                        .filter(group -> ports.containsKey(group.groupId()))
                        .forEach(group -> judge(tally, region, group, ports.get(group.groupId()))));
    }

    private static void judge(Tally tally, String region, SecurityGroup group, SortedSet<Integer> ports) {
        List<String> open = group.ipPermissions().stream()
                .filter(rule -> ports.stream().anyMatch(port -> opens(rule, port)))
                .flatMap(OpenGroups::wide)
                .distinct()
                .toList();
        tally.fact(region + "." + group.groupId(), open.isEmpty() ? "closed" : "open to " + String.join(", ", open));
        if (!open.isEmpty()) {
            tally.wrong(
                    "Security group " + group.groupId() + " in " + region + " lets " + String.join(" and ", open)
                            + " in.",
                    "Let the security groups of its clients in instead.");
        }
    }

    private static Stream<String> declared(Estate estate, PostgresDatabase database, String region) {
        Stream<String> own = DatabasePlaces.place(estate, database, region).stream()
                .flatMap(place -> Stream.concat(
                        place.securityGroups().stream(),
                        place.isolatedIn().stream().flatMap(List::stream)));
        Stream<String> tests = database.restores().test().stream()
                .filter(test -> test.side().of(estate.regions()).equals(region))
                .flatMap(test -> test.place().securityGroups().stream());
        return Stream.concat(own, tests);
    }

    private static int port(DBInstance instance) {
        return instance.endpoint() == null || instance.endpoint().port() == null
                ? POSTGRES
                : instance.endpoint().port();
    }

    private static boolean opens(IpPermission rule, int port) {
        return "-1".equals(rule.ipProtocol())
                || ("tcp".equals(rule.ipProtocol())
                        && rule.fromPort() != null
                        && rule.fromPort() <= port
                        && rule.toPort() >= port);
    }

    private static Stream<String> wide(IpPermission rule) {
        return Stream.concat(
                        rule.ipRanges().stream().map(range -> range.cidrIp()),
                        rule.ipv6Ranges().stream().map(range -> range.cidrIpv6()))
                .filter(OpenGroups::isWide);
    }

    private static boolean isWide(String cidr) {
        return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1)) <= WIDEST;
    }
}
