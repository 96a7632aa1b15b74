output "vaults" {
  description = "ARNs of the vaults, by name."
  value       = { for name, vault in aws_backup_vault.this : name => vault.arn }
}

output "keys" {
  description = "ARNs of the keys, by alias."
  value       = { for alias, key in aws_kms_key.backup : alias => key.arn }
}

output "buckets" {
  description = "ARNs of the buckets that are versioned, by name."
  value       = { for name, versioning in aws_s3_bucket_versioning.this : name => aws_s3_bucket.this[name].arn }
}

output "topic" {
  description = "ARN of the topic; null without one."
  value       = one(aws_sns_topic.this[*].arn)
}

output "alarms" {
  description = "Names of the alarms."
  value       = keys(aws_cloudwatch_metric_alarm.this)
}
