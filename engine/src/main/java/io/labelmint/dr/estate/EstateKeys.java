package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import java.util.List;

/** The keys at the top of the file. */
final class EstateKeys {
    static final Key<String> PROJECT = Key.required(
            "project",
            Words.ID.like("labelmint"),
            "Name of the project; with the environment it is the name everything is filed under.");
    static final Key<String> ENVIRONMENT = Key.required(
            "environment", Words.ID.like("production"), "For example production; one file declares one environment.");

    static final Key<String> PRIMARY = Key.required("primary", RegionName.REGION, "Where the estate runs.");
    static final Key<String> DR =
            Key.required("dr", RegionName.REGION.like("us-west-2"), "Where the estate is to survive.");
    static final Key<Section> REGIONS =
            Key.required("regions", Mapping.of(PRIMARY, DR), "The two regions of the estate.");

    static final Key<String> CONTROLLER_REGION = Key.required(
            "region", RegionName.REGION_OR_OUTSIDE, "The AWS region the controller runs in, or outside-aws.");
    static final Key<Section> CONTROLLER = Key.optional(
            "controller",
            Mapping.of(CONTROLLER_REGION),
            "The Jenkins controller; it must not go down with the primary region.");

    static final Key<String> ACCOUNT = Key.optional(
            "account", Words.ACCOUNT, "The account everything must live in, checked before anything is done.");
    static final Key<String> PRIMARY_ROLE =
            Key.optional("primaryRole", Words.ROLE, "Role to assume for the primary region.");
    static final Key<String> DR_ROLE = Key.optional("drRole", Words.ROLE, "Role to assume for the DR region.");
    static final Key<String> EXTERNAL_ID =
            Key.optional("externalId", Words.EXTERNAL_ID, "External id the roles demand.");
    static final Key<List<Listed<String>>> ADMINISTRATORS = Key.list(
            "administrators",
            Words.ROLE,
            "Roles that are expected to be able to delete backups; a security review is red for everybody else who is.");
    static final Key<Section> ACCESS = Key.optional(
            "access",
            Mapping.of(ACCOUNT, PRIMARY_ROLE, DR_ROLE, EXTERNAL_ID, ADMINISTRATORS),
            "How AWS is reached; without it, with the credentials at hand.");

    static final Key<String> STATE_BUCKET = Key.optional(
            "bucket",
            Words.BUCKET.like("labelmint-production-dr-state"),
            "Bucket in the DR region; without one an operation cannot be finished from another machine.");
    static final Key<String> STATE_PREFIX =
            Key.defaulted("prefix", Words.KEY_PREFIX, "dr/", "Key prefix in the bucket.");
    static final Key<Section> STATE =
            Key.optional("state", Mapping.of(STATE_BUCKET, STATE_PREFIX), "Where ledgers and evidence are kept.");

    static final Key<List<Listed<Section>>> DATABASES =
            Key.list("databases", DatabaseKeys.TYPE, "PostgreSQL databases on RDS.");
    static final Key<List<Listed<Section>>> CACHES =
            Key.list("caches", CacheKeys.TYPE, "Redis replication groups on ElastiCache.");
    static final Key<List<Listed<Section>>> BUCKETS = Key.list("buckets", BucketKeys.TYPE, "S3 buckets.");
    static final Key<List<Listed<Section>>> SERVICES =
            Key.list("services", ServiceKeys.TYPE, "ECS services that exist in both regions.");
    static final Key<List<Listed<Section>>> RECORDS =
            Key.list("records", RecordKeys.TYPE, "DNS records that move with a failover.");
    static final Key<Section> RETENTION =
            Key.optional("retention", PolicyKeys.RETENTION, "How long backups of databases are kept.");
    static final Key<Section> SCHEDULES =
            Key.optional("schedules", PolicyKeys.SCHEDULES, "When the jobs run, as cron expressions in UTC.");
    static final Key<Section> NOTIFICATIONS =
            Key.optional("notifications", NotificationKeys.TYPE, "Who is told about runs.");
    static final Key<List<Listed<Section>>> CONTACTS =
            Key.list("contacts", ContactKeys.TYPE, "People, in the order they are called.");

    static final Mapping TYPE = Mapping.of(
            PROJECT,
            ENVIRONMENT,
            REGIONS,
            CONTROLLER,
            ACCESS,
            STATE,
            EvidenceKeys.EVIDENCE,
            DATABASES,
            CACHES,
            BUCKETS,
            SERVICES,
            RECORDS,
            RETENTION,
            SCHEDULES,
            NOTIFICATIONS,
            MonitoringKeys.MONITORING,
            CONTACTS,
            FailoverKeys.FAILOVER,
            ApprovalKeys.APPROVALS,
            PriceKeys.PRICES,
            PriceKeys.STORAGE_PRICES,
            BudgetKeys.BUDGET,
            PracticeKeys.PRACTICE);

    private EstateKeys() {}

    static Estate build(Section estate, String source, String digest) {
        Section regions = estate.require(REGIONS);
        Section access = estate.section(ACCESS);
        Section state = estate.section(STATE);
        return new Estate(
                estate.require(PROJECT),
                estate.require(ENVIRONMENT),
                new Regions(regions.require(PRIMARY), regions.require(DR)),
                estate.get(CONTROLLER).map(controller -> new Controller(controller.require(CONTROLLER_REGION))),
                new Access(
                        access.get(ACCOUNT),
                        access.get(PRIMARY_ROLE),
                        access.get(DR_ROLE),
                        access.get(EXTERNAL_ID),
                        access.items(ADMINISTRATORS)),
                new State(state.get(STATE_BUCKET), state.require(STATE_PREFIX)),
                EvidenceKeys.build(estate.section(EvidenceKeys.EVIDENCE)),
                estate.items(DATABASES).stream().map(DatabaseKeys::build).toList(),
                estate.items(CACHES).stream().map(CacheKeys::build).toList(),
                estate.items(BUCKETS).stream().map(BucketKeys::build).toList(),
                estate.items(SERVICES).stream().map(ServiceKeys::build).toList(),
                estate.items(RECORDS).stream().map(RecordKeys::build).toList(),
                PolicyKeys.retention(estate.section(RETENTION)),
                PolicyKeys.schedules(estate.section(SCHEDULES)),
                NotificationKeys.build(estate.section(NOTIFICATIONS)),
                MonitoringKeys.build(estate.section(MonitoringKeys.MONITORING)),
                estate.items(CONTACTS).stream().map(ContactKeys::build).toList(),
                FailoverKeys.build(estate.section(FailoverKeys.FAILOVER)),
                ApprovalKeys.build(estate.section(ApprovalKeys.APPROVALS)),
                PriceKeys.build(estate.items(PriceKeys.PRICES), estate.items(PriceKeys.STORAGE_PRICES)),
                BudgetKeys.build(estate.get(BudgetKeys.BUDGET)),
                PracticeKeys.build(estate.section(PracticeKeys.PRACTICE)),
                source,
                digest);
    }
}
