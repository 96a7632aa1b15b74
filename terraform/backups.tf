# Plans of AWS Backup for the stores it schedules. One store, one scheduler: what Jenkins schedules is in no plan.

locals {
  at = "${var.estate.daily.minute} ${var.estate.daily.hour}"

  # All at the same minute. Where two fall on one day, as on a Sunday that is a first, AWS Backup makes one backup and keeps
  # it as the longer rule says (Developer Guide, "Overlapping backup rules"): only one backup of an instance runs at a time.
  tiers = {
    daily   = { schedule = "cron(${local.at} ? * MON-SAT *)", days = var.estate.retention.daily_days }
    weekly  = { schedule = "cron(${local.at} ? * SUN *)", days = var.estate.retention.weekly_days }
    monthly = { schedule = "cron(${local.at} 1 * ? *)", days = var.estate.retention.monthly_days }
  }

  backup_roles = { for arn in distinct([for database in values(local.vaulted) : database.vaults.role]) : arn => {
    name = reverse(split("/", arn))[0]
    path = format("/%s", join("", [for part in slice(split("/", arn), 1, length(split("/", arn)) - 1) : "${part}/"]))
  } }
}

resource "aws_backup_plan" "this" {
  provider = aws.primary
  for_each = local.plans

  name = "${var.estate.name}-${each.key}"

  dynamic "rule" {
    for_each = local.tiers
    content {
      rule_name         = rule.key
      target_vault_name = reverse(split(":", module.primary.vaults[each.value.primary]))[0]
      schedule          = rule.value.schedule
      # Eight hours, AWS Backup's own, would hide a backup that was never begun.
      start_window      = 60
      completion_window = 720

      lifecycle {
        delete_after = rule.value.days
      }

      copy_action {
        destination_vault_arn = module.dr.vaults[each.value.dr]
        lifecycle {
          delete_after = rule.value.days
        }
      }

      recovery_point_tags = {
        "dr:estate" = var.estate.name
        "dr:tier"   = rule.key
      }
    }
  }
}

resource "aws_backup_selection" "this" {
  provider = aws.primary
  for_each = local.planned

  name         = each.key
  plan_id      = aws_backup_plan.this["${each.value.vaults.primary}-to-${each.value.vaults.dr}"].id
  iam_role_arn = aws_iam_role.backup_service[each.value.vaults.role].arn
  resources    = [local.instances[each.key]]
}

# What AWS Backup acts with. Expiry is its own work and goes through this role too, so it is AWS's own policy for that.
data "aws_iam_policy_document" "backup_service_trust" {
  provider = aws.dr

  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

resource "aws_iam_role" "backup_service" {
  provider = aws.dr
  for_each = local.backup_roles

  name               = each.value.name
  path               = each.value.path
  description        = "AWS Backup makes and copies backups of ${var.estate.name} with it."
  assume_role_policy = data.aws_iam_policy_document.backup_service_trust.json
}

resource "aws_iam_role_policy_attachment" "backup_service" {
  provider = aws.dr
  for_each = local.backup_roles

  role       = aws_iam_role.backup_service[each.key].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
}

# Automated backups that reach the DR region within minutes: any second of the last days can be restored there.
resource "aws_db_instance_automated_backups_replication" "this" {
  provider = aws.dr
  for_each = { for id, database in local.databases : id => database if database.replicated_days != null }

  source_db_instance_arn = local.instances[each.key]
  retention_period       = each.value.replicated_days
  kms_key_id             = local.dr_keys[each.key]

  lifecycle {
    precondition {
      condition     = data.aws_db_instance.source[each.key].backup_retention_period > 0
      error_message = "${each.value.instance} has no automated backups, so there is nothing to replicate; set its retention to ${var.estate.retention.pitr_days} days."
    }
  }
}

locals {
  # A key by its ARN, that of an alias that is created here, or that of RDS itself.
  dr_keys = { for id, key in local.keys.dr : id => key.arn != null ? key.arn : key.alias != null ? module.dr.keys[key.alias] : one(data.aws_kms_alias.rds[*].target_key_arn) }
}

data "aws_kms_alias" "rds" {
  provider = aws.dr
  count    = anytrue([for id, key in local.keys.dr : key.arn == null && key.alias == null && local.databases[id].replicated_days != null]) ? 1 : 0

  name = "alias/aws/rds"
}
