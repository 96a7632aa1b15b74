# Every bucket of the estate by its region: those that hold data and their replicas, those of exported snapshots, those of
# restore tests, that of ledgers, and those a health check looks into.

locals {
  # What was overwritten or deleted can be had back for as long as the backup of an ordinary day.
  kept = { transitions = [], noncurrent_days = var.estate.retention.daily_days, disposable = null }
  # Leases are rewritten every 40 seconds, and their versions are of no use.
  ledgers = { transitions = [], noncurrent_days = 30, disposable = null }
  tests   = { transitions = [], noncurrent_days = 7, disposable = "dr-test/" }

  exports = [for cache in values(var.estate.caches) : cache.export if cache.export != null]
  facts   = [for dns in values(var.estate.records) : dns.standby_object if dns.standby_object != null]
  trials  = [for bucket in values(var.estate.buckets) : bucket.test if bucket.test != null]

  public_objects = { for fact in local.facts : fact.bucket => fact.key... }

  buckets = {
    primary = merge(
      { for test in local.trials : test.bucket => local.tests if test.region == local.primary },
      { for export in local.exports : export.bucket => local.kept },
      { for bucket in values(var.estate.buckets) : bucket.bucket => merge(local.kept, { transitions = bucket.transitions }) },
    )
    dr = merge(
      { for test in local.trials : test.bucket => local.tests if test.region == local.dr },
      { for fact in local.facts : fact.bucket => local.kept },
      { for export in local.exports : export.dr_bucket => local.kept },
      { for bucket in values(var.estate.buckets) : bucket.replica => merge(local.kept, { transitions = bucket.transitions }) if bucket.replica != null },
      { for name in var.estate.state[*] : name => local.ledgers },
    )
  }

  replications = merge(
    { for bucket in values(var.estate.buckets) : bucket.bucket => { to = bucket.replica, time_control = bucket.time_control } if bucket.replica != null },
    { for export in local.exports : export.bucket => { to = export.dr_bucket, time_control = false } },
  )
}

data "aws_iam_policy_document" "replication_trust" {
  provider = aws.dr

  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
  }
}

# S3 User Guide, "Setting up permissions for live replication".
data "aws_iam_policy_document" "replication" {
  provider = aws.dr

  statement {
    sid       = "Source"
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = [for from in keys(local.replications) : "arn:${local.partition}:s3:::${from}"]
  }
  statement {
    sid       = "Versions"
    actions   = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"]
    resources = [for from in keys(local.replications) : "arn:${local.partition}:s3:::${from}/*"]
  }
  statement {
    sid       = "Replica"
    actions   = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]
    resources = [for each in values(local.replications) : "arn:${local.partition}:s3:::${each.to}/*"]
  }
}

resource "aws_iam_role" "replication" {
  provider = aws.dr
  count    = length(local.replications) == 0 ? 0 : 1

  name               = "${var.estate.name}-dr-replication"
  description        = "S3 replicates the buckets of ${var.estate.name} with it."
  assume_role_policy = data.aws_iam_policy_document.replication_trust.json
}

resource "aws_iam_role_policy" "replication" {
  provider = aws.dr
  count    = length(aws_iam_role.replication)

  name   = "replication"
  role   = aws_iam_role.replication[0].name
  policy = data.aws_iam_policy_document.replication.json
}

resource "aws_s3_bucket_replication_configuration" "this" {
  provider = aws.primary
  for_each = local.replications

  # Both sides have to be versioned before; the outputs wait for that.
  bucket = reverse(split(":", module.primary.buckets[each.key]))[0]
  role   = aws_iam_role.replication[0].arn

  rule {
    id       = local.rules[each.key]
    status   = "Enabled"
    priority = 0
    filter {}

    delete_marker_replication {
      status = "Enabled"
    }

    destination {
      bucket        = module.dr.buckets[each.value.to]
      storage_class = "STANDARD"

      metrics {
        status = "Enabled"
        dynamic "event_threshold" {
          for_each = each.value.time_control ? [15] : []
          content {
            minutes = event_threshold.value
          }
        }
      }

      dynamic "replication_time" {
        for_each = each.value.time_control ? [15] : []
        content {
          status = "Enabled"
          time {
            minutes = replication_time.value
          }
        }
      }
    }
  }

  depends_on = [aws_iam_role_policy.replication]
}

locals {
  rules = { for from, each in local.replications : from => "to-${each.to}" }
}
