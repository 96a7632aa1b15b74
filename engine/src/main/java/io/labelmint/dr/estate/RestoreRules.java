package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A restore test must be isolated from production, and its instance must live long enough to be tested. */
final class RestoreRules {
    /** Less than this and the sweep would delete an instance that is still being restored. */
    private static final Duration SHORTEST = Duration.ofHours(2);

    /** "AWS Backup evaluates cron expressions between 00:00 and 23:59" and starts within hours of that (developer guide). */
    private static final Duration SHORTEST_CADENCE = Duration.ofDays(1);

    private RestoreRules() {}

    static void check(Section estate, Mistakes mistakes) {
        for (Section database : estate.items(EstateKeys.DATABASES)) {
            notAsATest(database, DatabaseKeys.INSTANCE, "instance", mistakes);
            database.get(RestoreKeys.RESTORE).ifPresent(restore -> {
                places(restore, mistakes);
                restore.get(RestoreKeys.AWS_TESTING).ifPresent(aws -> awsTesting(database, restore, aws, mistakes));
            });
        }
    }

    /** The places of a store of any kind: what is the same of all of them. */
    static void places(Section restore, Mistakes mistakes) {
        restore.get(RestoreKeys.PRIMARY_PLACE).ifPresent(place -> somePlace(place, mistakes));
        restore.get(RestoreKeys.DR_PLACE).ifPresent(place -> somePlace(place, mistakes));
        restore.get(RestoreKeys.TEST).ifPresent(test -> {
            somePlace(test, mistakes);
            test(restore, test, mistakes);
        });
    }

    /** AWS Backup restores its own recovery points, and what it restored can only be judged if somebody may ask it. */
    private static void awsTesting(Section database, Section restore, Section aws, Mistakes mistakes) {
        if (!database.get(DatabaseKeys.VIA).equals(Optional.of(PostgresDatabase.Via.AWS_BACKUP))) {
            mistakes.add(
                    restore.at(RestoreKeys.AWS_TESTING),
                    "estate.no-recovery-points",
                    "A restore testing plan restores recovery points of AWS Backup, and this database has none.",
                    "Write via: aws-backup with vaults, or leave awsRestoreTesting out.");
        }
        if (!database.has(ValidationKeys.VALIDATION)) {
            mistakes.add(
                    restore.at(RestoreKeys.AWS_TESTING),
                    "estate.nothing-to-validate",
                    "What AWS Backup restores is to be validated, and nothing is declared that could be asked of it.",
                    "Add validation: with the database, the user and the tables to ask for.");
        }
        aws.get(RestoreKeys.AWS_WITHIN)
                .filter(span -> span.compareTo(SHORTEST_CADENCE) < 0)
                .ifPresent(span -> mistakes.add(
                        aws.at(RestoreKeys.AWS_WITHIN),
                        "estate.tested-too-often",
                        "A test that may be no older than " + Span.print(span)
                                + " is always too old: restore testing plans run daily at most.",
                        "Write within: 8d for a plan that runs every week."));
    }

    /** Names of restore tests are deleted by the sweep, so no instance of the estate may look like one. */
    static void notAsATest(Section store, Key<String> name, String what, Mistakes mistakes) {
        store.get(name)
                .filter(given -> given.startsWith(Restores.TEST_PREFIX))
                .ifPresent(given -> mistakes.add(
                        store.at(name),
                        "estate.named-as-a-test",
                        "The " + what + " " + given + " has a name that begins with " + Restores.TEST_PREFIX
                                + ", as copies of restore tests do, which are deleted.",
                        "Rename it; nothing of production may be called so."));
    }

    private static void somePlace(Section place, Mistakes mistakes) {
        place.get(RestoreKeys.SECURITY_GROUPS)
                .filter(List::isEmpty)
                .ifPresent(none -> mistakes.add(
                        place.at(RestoreKeys.SECURITY_GROUPS),
                        "estate.no-security-group",
                        place.child(RestoreKeys.SECURITY_GROUPS) + " is empty, so AWS would use the default one.",
                        "Name at least one security group of the subnet group's VPC."));
    }

    private static void test(Section restore, Section test, Mistakes mistakes) {
        test.get(RestoreKeys.KEEP_FOR)
                .filter(span -> span.compareTo(SHORTEST) < 0)
                .ifPresent(span -> mistakes.add(
                        test.at(RestoreKeys.KEEP_FOR),
                        "estate.test-too-short",
                        "A restored instance that may exist for " + Span.print(span)
                                + " would be deleted while it is still being restored or tested.",
                        "Write keepFor: " + Span.print(SHORTEST) + " or more."));
        Optional<Section> production = test.get(RestoreKeys.TEST_REGION)
                .flatMap(side -> restore.get(side == Side.PRIMARY ? RestoreKeys.PRIMARY_PLACE : RestoreKeys.DR_PLACE));
        production.ifPresent(place -> isolated(place, test, mistakes));
    }

    private static void isolated(Section production, Section test, Mistakes mistakes) {
        Optional<String> subnets = test.get(RestoreKeys.SUBNET_GROUP);
        if (subnets.isPresent() && subnets.equals(production.get(RestoreKeys.SUBNET_GROUP))) {
            mistakes.add(
                    test.at(RestoreKeys.SUBNET_GROUP),
                    "estate.test-not-isolated",
                    "Restore tests would be made in " + subnets.get() + ", where production is restored.",
                    "Name a subnet group that is for restore tests only.");
        }
        List<String> used = production.items(RestoreKeys.SECURITY_GROUPS);
        for (Listed<String> group : test.get(RestoreKeys.SECURITY_GROUPS).orElse(List.of())) {
            group.value()
                    .filter(used::contains)
                    .ifPresent(shared -> mistakes.add(
                            group.position(),
                            "estate.test-not-isolated",
                            "Restore tests would have the security group " + shared + ", which production has.",
                            "Name a security group that is for restore tests only, and allows no egress."));
        }
    }
}
