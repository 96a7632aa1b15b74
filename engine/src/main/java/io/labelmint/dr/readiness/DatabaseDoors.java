package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.SecurityGroups;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * Do the security groups of each database in the DR region let the services in that need it? By the groups of their tasks, or by
 * addresses, of which only that there are some is looked at. Reads the DR region only.
 */
public final class DatabaseDoors implements Check {
    private static final int POSTGRES = 5432;

    @Override
    public String id() {
        return "readiness.security-groups";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.databases().stream()
                .map(database -> finding(estate, database, observatory))
                .toList();
    }

    private Finding finding(Estate estate, PostgresDatabase database, Observatory observatory) {
        String region = estate.regions().dr();
        Tally tally = new Tally(
                new Look(id(), database.id(), "services reach the database in the DR region", Controls.CONTINUITY));
        groups(
                tally,
                estate,
                database,
                observatory,
                ids -> tally.read(observatory.read(new SecurityGroups(region)), all -> {
                    List<SecurityGroup> doors = all.stream()
                            .filter(group -> ids.contains(group.groupId()))
                            .toList();
                    ids.stream()
                            .filter(id -> doors.stream()
                                    .noneMatch(door -> door.groupId().equals(id)))
                            .forEach(id -> tally.wrong(
                                    "There is no security group " + id + " in " + region + ".",
                                    "Create it, or correct securityGroups in the estate file."));
                    estate.services().stream()
                            .filter(service -> needs(service, database))
                            .forEach(service -> admitted(tally, estate, database, service, doors, observatory));
                }));
        return tally.finding("The services that need " + database.id() + " are let in, in " + region + ".");
    }

    /** Nothing declared means all of them. */
    private static boolean needs(EcsService service, PostgresDatabase database) {
        return service.needs().isEmpty() || service.needs().contains(database.id());
    }

    private static void groups(
            Tally tally,
            Estate estate,
            PostgresDatabase database,
            Observatory observatory,
            Consumer<List<String>> judge) {
        Optional<Replica> replica = DrReplicas.of(estate, database);
        if (replica.isEmpty()) {
            // Without a place nothing is restored; another check says so.
            database.restores().dr().ifPresent(place -> judge.accept(place.securityGroups()));
            return;
        }
        String instance = replica.get().instance();
        tally.read(
                observatory.read(new DbInstances(estate.regions().dr())),
                all -> DbInstances.find(all, instance)
                        .ifPresentOrElse(
                                found -> judge.accept(found.vpcSecurityGroups().stream()
                                        .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                                        .toList()),
                                () -> tally.wrong(
                                        "There is no DB instance " + instance + " in "
                                                + estate.regions().dr() + ".",
                                        "Create the replica, or take it out of the estate file.")));
    }

    private static void admitted(
            Tally tally,
            Estate estate,
            PostgresDatabase database,
            EcsService service,
            List<SecurityGroup> doors,
            Observatory observatory) {
        ServiceSide side = ServiceSide.dr(estate, service);
        tally.read(
                side.find(observatory),
                found -> found.ifPresentOrElse(
                        actual -> {
                            List<String> own = actual.networkConfiguration() == null
                                    ? List.of()
                                    : actual.networkConfiguration()
                                            .awsvpcConfiguration()
                                            .securityGroups();
                            Optional<String> by = doors.stream()
                                    .flatMap(door -> door.ipPermissions().stream())
                                    .filter(DatabaseDoors::opens)
                                    .flatMap(rule -> whom(rule, own).stream())
                                    .findFirst();
                            tally.fact("admits." + service.id(), by.orElse("nobody"));
                            if (by.isEmpty()) {
                                tally.wrong(
                                        "No security group of " + database.id() + " in " + side.region() + " lets "
                                                + side.service() + " in on port " + POSTGRES + ".",
                                        "Admit the security group of its tasks, " + String.join(", ", own) + ".");
                            }
                        },
                        () -> tally.wrong(side.missing(), ServiceSide.remedy())));
    }

    private static boolean opens(IpPermission rule) {
        boolean all = "-1".equals(rule.ipProtocol());
        return all
                || ("tcp".equals(rule.ipProtocol())
                        && rule.fromPort() != null
                        && rule.fromPort() <= POSTGRES
                        && rule.toPort() >= POSTGRES);
    }

    private static Optional<String> whom(IpPermission rule, List<String> own) {
        Optional<String> group = rule.userIdGroupPairs().stream()
                .map(pair -> pair.groupId())
                .filter(own::contains)
                .findFirst();
        return group.or(() -> rule.ipRanges().stream()
                        .map(range -> "addresses " + range.cidrIp())
                        .findFirst())
                .or(() -> rule.prefixListIds().stream()
                        .map(list -> "prefix list " + list.prefixListId())
                        .findFirst());
    }
}
