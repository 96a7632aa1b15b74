package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import java.util.List;

/** The keys of how a Redis group is restored; those that mean the same as with databases are the same. */
final class CacheRestoreKeys {
    static final Key<String> SUBNET_GROUP =
            Key.required("subnetGroup", RedisWords.SUBNET_GROUP, "Cache subnet group the restored group is put into.");
    static final Key<List<Listed<String>>> SECURITY_GROUPS = new Key<>(
            RestoreKeys.SECURITY_GROUPS.name(),
            RestoreKeys.SECURITY_GROUPS.type(),
            true,
            RestoreKeys.SECURITY_GROUPS.fallback(),
            "VPC security groups of the restored group; without them it would get the default one.");
    static final Key<String> PARAMETER_GROUP = Key.required(
            "parameterGroup",
            RedisWords.PARAMETER_GROUP,
            "Cache parameter group of the restored group; one with cluster-enabled where the source has cluster mode.");
    static final Key<String> NODE_TYPE = Key.optional(
            "nodeType", RedisWords.NODE_TYPE, "Cache node type of the restored group; else that of the snapshot.");
    static final Key<String> KEY = Key.optional(
            "key",
            Words.KMS_KEY.like("arn:aws:kms:us-west-2:123456789012:alias/labelmint-production-cache"),
            "KMS key of that region for encryption at rest; else ElastiCache's own.");
    static final Key<String> USER_GROUP = Key.optional(
            "userGroup",
            RedisWords.USER_GROUP,
            "User group that may connect; needed where the source asks for a password, because snapshots hold no users.");

    static final Key<Section> PRIMARY_PLACE = Key.optional(
            RestoreKeys.PRIMARY_PLACE.name(),
            place("labelmint-production"),
            "Where it is restored in the primary region.");
    static final Key<Section> DR_PLACE = Key.optional(
            RestoreKeys.DR_PLACE.name(),
            place("labelmint-production-dr"),
            "Where it is restored in the DR region, from an exported file.");
    static final Key<Section> TEST = Key.optional(
            RestoreKeys.TEST.name(),
            Mapping.of(
                    RestoreKeys.TEST_REGION,
                    RestoreKeys.POINT,
                    RestoreKeys.KEEP_FOR,
                    SUBNET_GROUP.like(RedisWords.SUBNET_GROUP.like("labelmint-restore-tests")),
                    SECURITY_GROUPS,
                    PARAMETER_GROUP,
                    NODE_TYPE,
                    KEY,
                    USER_GROUP),
            "The restore test, in an isolated place: a subnet group and security groups of its own, without egress.");

    static final Key<String> BUCKET = Key.required(
            "bucket",
            Words.BUCKET.like("labelmint-production-redis"),
            "Bucket in the primary region that ElastiCache may write to; the daily job exports each snapshot to it.");
    static final Key<String> DR_BUCKET = Key.required(
            "drBucket",
            Words.BUCKET.like("labelmint-production-redis-dr"),
            "Bucket in the DR region that it is replicated to, with S3's own key: ElastiCache reads no others.");
    static final Key<Section> EXPORT = Key.optional(
            "export",
            Mapping.of(BUCKET, DR_BUCKET),
            "Snapshots as files, without which there is none in the DR region.");

    static final Key<Section> RESTORE = Key.optional(
            RestoreKeys.RESTORE.name(),
            Mapping.of(PRIMARY_PLACE, DR_PLACE, TEST, EXPORT),
            "Where it is restored, and how that is tested; a cache whose restore is not tested is red.");

    private CacheRestoreKeys() {}

    private static Mapping place(String subnetGroup) {
        return Mapping.of(
                SUBNET_GROUP.like(RedisWords.SUBNET_GROUP.like(subnetGroup)),
                SECURITY_GROUPS,
                PARAMETER_GROUP,
                NODE_TYPE,
                KEY,
                USER_GROUP);
    }

    static CacheRestores build(Section restore) {
        return new CacheRestores(
                restore.get(PRIMARY_PLACE).map(CacheRestoreKeys::buildPlace),
                restore.get(DR_PLACE).map(CacheRestoreKeys::buildPlace),
                restore.get(TEST)
                        .map(test -> new CacheRestores.Test(
                                test.require(RestoreKeys.TEST_REGION),
                                test.require(RestoreKeys.POINT),
                                test.require(RestoreKeys.KEEP_FOR),
                                buildPlace(test))),
                restore.get(EXPORT)
                        .map(export -> new CacheRestores.Export(export.require(BUCKET), export.require(DR_BUCKET))));
    }

    private static CachePlace buildPlace(Section place) {
        return new CachePlace(
                place.require(SUBNET_GROUP),
                place.items(SECURITY_GROUPS),
                place.require(PARAMETER_GROUP),
                place.get(NODE_TYPE),
                place.get(KEY),
                place.get(USER_GROUP));
    }
}
