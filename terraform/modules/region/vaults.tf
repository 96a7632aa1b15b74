resource "aws_backup_vault" "this" {
  for_each = var.vaults

  name        = each.key
  kms_key_arn = each.value.key.alias == null ? each.value.key.arn : aws_kms_key.backup[each.value.key.alias].arn

  lifecycle {
    prevent_destroy = true
    # A vault has its key for ever. One that was adopted keeps the key it has instead of being replaced.
    ignore_changes = [kms_key_arn]
  }
}

# Whoever wants to delete a recovery point has to change this policy first, which is one more call that is seen.
# AWS Backup's own expiry of recovery points is not affected.
data "aws_iam_policy_document" "vault" {
  for_each = var.vaults

  statement {
    sid    = "NobodyDeletes"
    effect = "Deny"
    actions = [
      "backup:DeleteBackupVault",
      "backup:DeleteRecoveryPoint",
      "backup:DisassociateRecoveryPoint",
      "backup:UpdateRecoveryPointLifecycle",
    ]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_backup_vault_policy" "this" {
  for_each = var.vaults

  backup_vault_name = aws_backup_vault.this[each.key].name
  policy            = data.aws_iam_policy_document.vault[each.key].json
}

# Only where the estate declares the vault locked and somebody approved it. There is no largest retention: it could never
# be raised again, and keeping a backup longer endangers nothing.
resource "aws_backup_vault_lock_configuration" "this" {
  for_each = { for name, vault in var.vaults : name => vault if vault.locked && contains(var.engage_locks, name) }

  backup_vault_name   = aws_backup_vault.this[each.key].name
  changeable_for_days = var.changeable_days
  min_retention_days  = min(var.retention.daily_days, var.retention.weekly_days, var.retention.monthly_days)

  lifecycle {
    prevent_destroy = true
    # Only the first setting counts; another one would begin the days anew.
    ignore_changes = [changeable_for_days]
  }
}
