# A key's ARN is what CreateDBInstanceReadReplica takes; an alias is resolved first.
data "aws_kms_alias" "aws_managed" {
  for_each = toset([for replica in values(var.replicas) : replica.key if startswith(replica.key, "alias/aws/")])

  name = each.value
}

resource "aws_db_instance" "replica" {
  for_each = var.replicas

  identifier             = each.key
  replicate_source_db    = each.value.source
  instance_class         = each.value.class
  kms_key_id             = startswith(each.value.key, "arn:") ? each.value.key : try(aws_kms_key.backup[each.value.key].arn, data.aws_kms_alias.aws_managed[each.value.key].target_key_arn)
  db_subnet_group_name   = each.value.subnet_group
  vpc_security_group_ids = each.value.security_groups
  parameter_group_name   = each.value.parameter_group
  # Without backups of its own its promotion would have to make the first one.
  backup_retention_period      = each.value.kept_days
  storage_encrypted            = true
  deletion_protection          = true
  copy_tags_to_snapshot        = true
  auto_minor_version_upgrade   = false
  performance_insights_enabled = true
  skip_final_snapshot          = false
  final_snapshot_identifier    = "${each.key}-final"
  apply_immediately            = false

  lifecycle {
    prevent_destroy = true
    # A failover promotes it and puts it behind other groups: an apply on that night must not make a replica of it again.
    ignore_changes = [replicate_source_db, instance_class, kms_key_id, vpc_security_group_ids, identifier, engine_version, performance_insights_enabled]
  }
}
