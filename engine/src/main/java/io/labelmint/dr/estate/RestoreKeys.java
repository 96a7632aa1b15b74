package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Restores.Policy;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.estate.yaml.Choice;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.ListOf;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of how a database is restored. */
final class RestoreKeys {
    static final Key<String> SUBNET_GROUP =
            Key.required("subnetGroup", Words.DB_SUBNET_GROUP, "DB subnet group the restored instance is put into.");
    static final Key<List<Listed<String>>> SECURITY_GROUPS = new Key<>(
            "securityGroups",
            new ListOf<>(Words.SECURITY_GROUP),
            true,
            Optional.empty(),
            "VPC security groups of the restored instance; without them it would get the default one.");
    static final Key<String> PARAMETER_GROUP = Key.required(
            "parameterGroup",
            Words.DB_PARAMETER_GROUP,
            "DB parameter group of the restored instance; without it, it would get the default one.");
    static final Key<String> INSTANCE_CLASS = Key.optional(
            "instanceClass", Words.DB_INSTANCE_CLASS, "Instance class of the restored instance; else the source's.");
    static final Key<String> OPTION_GROUP = Key.optional(
            "optionGroup",
            Words.DB_OPTION_GROUP,
            "Option group of that region and of the engine's major version; else RDS's default one.");
    static final Key<List<Listed<String>>> ISOLATED_IN = new Key<>(
            "isolatedIn",
            new ListOf<>(Words.SECURITY_GROUP),
            false,
            Optional.empty(),
            "VPC security groups a copy that is to be masked has until it is: they let in who masks, and nobody else.");

    static final Key<Section> PRIMARY_PLACE =
            Key.optional("primary", place("labelmint-production"), "Where it is restored in the primary region.");
    static final Key<Section> DR_PLACE =
            Key.optional("dr", place("labelmint-production-dr"), "Where it is restored in the DR region.");

    static final Key<Side> TEST_REGION = Key.defaulted(
            "region",
            Choice.of(Side.class),
            Side.DR,
            "The region restores are tested in: the one they will be made in.");
    static final Key<Policy> POINT = Key.defaulted(
            "point", Choice.of(Policy.class), Policy.LATEST, "Which of the backups a restore test restores.");
    static final Key<Duration> KEEP_FOR = Key.defaulted(
            "keepFor",
            Span.SPAN,
            Duration.ofHours(24),
            "How long the restored instance may exist; a sweep deletes it after that, whatever happened.");
    static final Key<Section> TEST = Key.optional(
            "test",
            Mapping.of(
                    TEST_REGION,
                    POINT,
                    KEEP_FOR,
                    SUBNET_GROUP.like(Words.DB_SUBNET_GROUP.like("labelmint-restore-tests")),
                    SECURITY_GROUPS,
                    PARAMETER_GROUP,
                    OPTION_GROUP,
                    INSTANCE_CLASS),
            "The weekly restore test, in an isolated place: a subnet group and security groups of its own, without egress.");

    static final Key<Side> AWS_REGION =
            Key.defaulted("region", Choice.of(Side.class), Side.DR, "The region the restore testing plan is in.");
    static final Key<String> AWS_PLAN =
            Key.required("plan", Words.RESTORE_TESTING_PLAN, "Name of the restore testing plan.");
    static final Key<Duration> AWS_WITHIN = Key.defaulted(
            "within",
            Span.SPAN,
            Duration.ofDays(8),
            "How long ago the last test of this database may be; a plan that leaves it out says nothing.");
    static final Key<Section> AWS_TESTING = Key.optional(
            "awsRestoreTesting",
            Mapping.of(AWS_REGION, AWS_PLAN, AWS_WITHIN),
            "A restore testing plan of AWS Backup that restores this database: what it restored is validated, and AWS"
                    + " Backup is told the result.");

    static final Key<Section> RESTORE = Key.optional(
            "restore",
            Mapping.of(PRIMARY_PLACE, DR_PLACE, TEST, AWS_TESTING, MaskingKeys.MASKING),
            "Where it is restored, and how that is tested; a database whose restore is not tested is red.");

    private RestoreKeys() {}

    private static Mapping place(String subnetGroup) {
        return Mapping.of(
                SUBNET_GROUP.like(Words.DB_SUBNET_GROUP.like(subnetGroup)),
                SECURITY_GROUPS,
                ISOLATED_IN,
                PARAMETER_GROUP,
                OPTION_GROUP,
                INSTANCE_CLASS);
    }

    static Restores build(Section restore) {
        return new Restores(
                restore.get(PRIMARY_PLACE).map(RestoreKeys::buildPlace),
                restore.get(DR_PLACE).map(RestoreKeys::buildPlace),
                restore.get(TEST)
                        .map(test -> new Restores.Test(
                                test.require(TEST_REGION),
                                test.require(POINT),
                                test.require(KEEP_FOR),
                                buildPlace(test))),
                restore.get(MaskingKeys.MASKING).map(MaskingKeys::build),
                restore.get(AWS_TESTING)
                        .map(aws -> new Restores.AwsTesting(
                                aws.require(AWS_REGION), aws.require(AWS_PLAN), aws.require(AWS_WITHIN))));
    }

    private static RestorePlace buildPlace(Section place) {
        return new RestorePlace(
                place.require(SUBNET_GROUP),
                place.items(SECURITY_GROUPS),
                place.require(PARAMETER_GROUP),
                place.get(INSTANCE_CLASS),
                place.get(OPTION_GROUP),
                Optional.of(place.items(ISOLATED_IN)).filter(groups -> !groups.isEmpty()));
    }
}
