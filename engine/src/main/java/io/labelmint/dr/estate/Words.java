package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Text;

/** The kinds of names an estate consists of; the patterns are AWS's, from the API references of the services. */
final class Words {
    static final Text ID = Text.matching(
            "a short name of lower-case letters, digits and hyphens", "[a-z][a-z0-9-]{0,39}", "orders-db");
    static final Text LINE = Text.matching("a line of text", "[^\\s\\[<](?:[^\\r\\n]{0,198}\\S)?", "Ada Lovelace");

    // RDS CreateDBInstance, DBInstanceIdentifier: 1 to 63 letters, digits or hyphens, first a letter, no two hyphens.
    static final Text DB_INSTANCE = Text.matching(
            "a DB instance identifier",
            "(?=.{1,63}$)[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*",
            "labelmint-production-orders");
    // RDS CreateDBSubnetGroup, DBSubnetGroupName: letters, digits, periods, underscores, spaces and hyphens, stored
    // lower-case.
    static final Text DB_SUBNET_GROUP = Text.matching(
            "the name of a DB subnet group in lower case", "[a-z][a-z0-9._ -]{0,254}", "labelmint-production");
    // RDS CreateDBParameterGroup: up to 255 letters, digits and hyphens, stored lower-case; AWS's own have a dot.
    static final Text DB_PARAMETER_GROUP = Text.matching(
            "the name of a DB parameter group in lower case",
            "(?=.{1,255}$)(?:default\\.)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
            "labelmint-production-postgres17");
    // RDS CreateOptionGroup: 1 to 255 letters, digits and hyphens, stored lower-case; AWS's own are
    // default:ENGINE-MAJOR.
    static final Text DB_OPTION_GROUP = Text.matching(
            "the name of an option group in lower case",
            "(?=.{1,255}$)(?:default:)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
            "labelmint-production-postgres17");
    static final Text DB_INSTANCE_CLASS =
            Text.matching("a DB instance class", "db\\.[a-z0-9-]{1,20}\\.[a-z0-9]{1,20}", "db.t4g.large");
    static final Text PRICED_CLASS = Text.matching(
            "the class of an instance or node", "(?:db|cache)\\.[a-z0-9-]{1,20}\\.[a-z0-9]{1,20}", "db.t4g.large");
    static final Text SECURITY_GROUP =
            Text.matching("the id of a security group", "sg-(?:[0-9a-f]{8}|[0-9a-f]{17})", "sg-0a1b2c3d4e5f60718");
    static final Text SUBNET =
            Text.matching("the id of a subnet", "subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})", "subnet-0a1b2c3d4e5f60718");
    // ElastiCache CreateReplicationGroup, ReplicationGroupId: 1 to 40 letters, digits or hyphens, stored lower-case.
    static final Text REPLICATION_GROUP = Text.matching(
            "a replication group id in lower case",
            "(?=.{1,40}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
            "labelmint-production-sessions");
    // ElastiCache puts a prefix of five characters before the suffix one chooses: "sgaui-...".
    static final Text GLOBAL_DATASTORE = Text.matching(
            "the full id of a global datastore, with the prefix AWS put before it",
            "[a-z0-9]{4,8}-[a-z0-9-]{1,63}",
            "sgaui-labelmint-production-sessions");
    // S3 user guide, "Bucket naming rules".
    static final Text BUCKET = Text.matching(
            "a bucket name", "[a-z0-9](?:[a-z0-9-]|\\.(?!\\.)){1,61}[a-z0-9]", "labelmint-production-assets");
    static final Text KEY_PREFIX = Text.matching(
            "a key prefix that is empty or ends with a slash", "|[A-Za-z0-9_.-]+/(?:[A-Za-z0-9_.-]+/)*", "dr/");
    // ECS CreateCluster and CreateService: up to 255 letters, digits, underscores and hyphens.
    static final Text ECS_NAME = Text.matching("an ECS name", "[A-Za-z0-9_-]{1,255}", "labelmint-production-web");
    static final Text TASK_DEFINITION =
            Text.matching("an ECS task definition", "[A-Za-z0-9_-]{1,255}(?::[1-9][0-9]{0,9})?", "labelmint-dr-probe");
    // Route 53 API, ResourceId: at most 32 characters.
    static final Text HOSTED_ZONE = Text.matching("a hosted zone id", "Z[A-Z0-9]{1,31}", "Z0123456789EXAMPLE");
    static final Text HEALTH_CHECK = Text.matching(
            "a health check id",
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "00000000-1111-2222-3333-444444444444");
    static final Text DOMAIN_NAME = Text.matching(
            "a fully qualified name in lower case without the trailing dot",
            "(?=.{4,253}$)(?:\\*\\.)?(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])",
            "app.labelmint.example");
    // AWS Backup API, BackupVaultName.
    static final Text VAULT = Text.matching("a backup vault name", "[A-Za-z0-9_-]{2,50}", "labelmint-production");

    // AWS Backup API, RestoreTestingPlanForCreate, RestoreTestingPlanName: letters, digits and underscores, at most 50.
    static final Text RESTORE_TESTING_PLAN =
            Text.matching("the name of a restore testing plan", "[A-Za-z0-9_]{1,50}", "labelmint_production_weekly");

    static final Text ACCOUNT = Text.matching("an account of twelve digits", "[0-9]{12}", "\"123456789012\"");
    static final Text ROLE = Text.matching(
            "the ARN of an IAM role",
            "arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}",
            "arn:aws:iam::123456789012:role/labelmint-production-dr");
    static final Text KMS_KEY = Text.matching(
            "the ARN of a KMS key or alias, or the name of an alias",
            "(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:)?alias/[A-Za-z0-9/_-]{1,250}"
                    + "|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,64}",
            "arn:aws:kms:us-west-2:123456789012:alias/labelmint-production-backup");
    static final Text SIGNING_KEY = Text.matching(
            "the ARN of a KMS key",
            "arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,64}",
            "arn:aws:kms:us-west-2:123456789012:key/5b1a2c3d-0000-1111-2222-333344445555");
    static final Text TOPIC = Text.matching(
            "the ARN of an SNS topic",
            "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}",
            "arn:aws:sns:us-west-2:123456789012:labelmint-production-dr");
    static final Text ROUTING_CONTROL = Text.matching(
            "the ARN of an ARC routing control",
            "arn:aws[a-z-]*:route53-recovery-control::[0-9]{12}:controlpanel/[0-9a-f]{1,64}/routingcontrol/[0-9a-f]{1,64}",
            "arn:aws:route53-recovery-control::123456789012:controlpanel/0123abcd/routingcontrol/4567cdef");
    // STS AssumeRole, ExternalId: 2 to 1224 of these characters.
    static final Text EXTERNAL_ID = Text.matching("an external id", "[A-Za-z0-9+=,.@:/_-]{2,1224}", "labelmint-dr");

    static final Text WEB_ADDRESS = Text.matching(
            "an address that begins with https:// and names no user and no password",
            "https://[a-z0-9.-]{3,253}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%/?&=+-]{0,500})?",
            "https://app.labelmint.example/health");
    // S3 user guide, "Creating object key names": the safe characters.
    static final Text OBJECT_KEY = Text.matching(
            "an object key of safe characters",
            "[A-Za-z0-9!_.*'()-][A-Za-z0-9/!_.*'()-]{0,199}",
            "dr/us-west-2-serves");
    // CloudWatch API, PutMetricData: AWS/ is AWS's own.
    static final Text METRIC_NAMESPACE = Text.matching(
            "a namespace of metrics that is not one of AWS's", "(?!AWS/)[A-Za-z0-9._/#-]{1,255}", "LabelMint/DR");
    static final Text METRIC_NAME = Text.matching("the name of a metric", "[A-Za-z0-9._/#-]{1,255}", "StandbyServes");

    static final Text PHONE = Text.matching(
            "a phone number in international form", "\\+[1-9](?:[ -]?[0-9]){6,14}", "\"+1 202 555 0100\"");
    static final Text EMAIL = Text.matching(
            "an e-mail address",
            "[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.)+[A-Za-z]{2,63}",
            "ops@labelmint.example");
    static final Text VARIABLE =
            Text.matching("the name of an environment variable", "[A-Za-z_][A-Za-z0-9_]{0,99}", "SLACK_WEBHOOK");
    static final Text SECRET_FILE = Text.matching(
            "the path of a file", "(?![a-zA-Z]+:/)[A-Za-z0-9_./~ -]{1,500}", "/run/secrets/slack-webhook");
    // A user of Jenkins may be called almost anything; a comma separates names wherever they are listed.
    static final Text USER =
            Text.matching("the name of a user, or an ARN", "[^\\s,\\[<](?:[^,\\r\\n]{0,198}[^\\s,])?", "ann");
    // IAM user guide, "IAM identifiers"; a session of IAM Identity Center is named after its user.
    static final Text IDENTITY = Text.matching(
            "the ARN of a user, a role, or a session of IAM Identity Center",
            "arn:aws[a-z-]*:(?:iam|sts)::[0-9]{12}:(?:user|role|assumed-role)/[A-Za-z0-9+=,.@_/-]{1,600}",
            "arn:aws:iam::123456789012:user/ann");
    static final Text CREDENTIALS_ID =
            Text.matching("a Jenkins credentials id", "[A-Za-z0-9_.-]{1,200}", "slack-webhook");

    private Words() {}
}
