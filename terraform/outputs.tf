output "roles" {
  description = "ARNs of the roles of the product, by kind of work."
  value       = { for name, role in aws_iam_role.dr : name => role.arn }
}

output "health_checks" {
  description = "Ids to declare as healthCheck, by record."
  value       = { for name, check in aws_route53_health_check.this : name => check.id }
}

output "global_datastores" {
  description = "Ids to declare as globalDatastore.id, by cache: AWS chooses the prefix."
  value       = { for id, datastore in aws_elasticache_global_replication_group.this : id => datastore.global_replication_group_id }
}

output "left_out" {
  description = "What the estate declares and nobody described enough to create it."
  value = {
    services = [for id in keys(var.estate.services) : id if !contains(keys(var.standby_services), id)]
    records  = [for name, dns in local.watched : name if !contains(keys(var.record_targets), name)]
    locks    = [for name in distinct(concat(keys(local.vaults.primary), keys(local.vaults.dr))) : name if anytrue([for side in ["primary", "dr"] : try(local.vaults[side][name].locked, false)]) && !contains(var.engage_locks, name)]
  }
}
