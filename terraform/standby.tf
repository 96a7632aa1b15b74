# What stands in the DR region on an ordinary day, as far as the estate declares it.

locals {
  replicas = {
    for side in ["primary", "dr"] : side => merge([
      for id, database in local.databases : {
        for instance, replica in database.replicas : instance => {
          source          = replica.region == local.primary ? database.instance : local.instances[id]
          class           = data.aws_db_instance.source[id].db_instance_class
          key             = local.keys[side][id].arn != null ? local.keys[side][id].arn : local.keys[side][id].alias != null ? local.keys[side][id].alias : "alias/aws/rds"
          subnet_group    = try(database.places[replica.region].subnet_group, null)
          security_groups = try(database.places[replica.region].security_groups, null)
          parameter_group = try(database.places[replica.region].parameter_group, null)
          kept_days       = var.estate.retention.pitr_days
        } if replica.region == var.estate.regions[side]
      }
    ]...)
  }

  datastores = { for id, cache in var.estate.caches : id => cache if cache.global_datastore != null }
}

# AWS puts a prefix of five characters before the suffix that is chosen (ElastiCache API, CreateGlobalReplicationGroup).
resource "aws_elasticache_global_replication_group" "this" {
  provider = aws.primary
  for_each = local.datastores

  global_replication_group_id_suffix = replace(each.value.global_datastore.id, "/^[a-z]{5}-/", "")
  primary_replication_group_id       = each.value.replication_group

  lifecycle {
    prevent_destroy = true
    # A failover makes the other group the primary one.
    ignore_changes = [primary_replication_group_id]
  }
}

resource "aws_elasticache_replication_group" "secondary" {
  provider = aws.dr
  for_each = local.datastores

  replication_group_id        = each.value.global_datastore.dr_replication_group
  description                 = "Secondary of ${each.value.replication_group} in ${local.dr}"
  global_replication_group_id = aws_elasticache_global_replication_group.this[each.key].global_replication_group_id
  num_cache_clusters          = length(data.aws_elasticache_replication_group.source[each.key].member_clusters)
  automatic_failover_enabled  = length(data.aws_elasticache_replication_group.source[each.key].member_clusters) > 1
  subnet_group_name           = try(each.value.dr_place.subnet_group, null)
  security_group_ids          = try(each.value.dr_place.security_groups, null)

  lifecycle {
    prevent_destroy = true
    # Everything else is the primary group's, and after a failover its own.
    ignore_changes = [global_replication_group_id, num_cache_clusters, automatic_failover_enabled, security_group_ids]
  }
}

locals {
  standby_services = { for id, service in var.estate.services : id => service if contains(keys(var.standby_services), id) }
  counts = {
    for id, service in var.estate.services : id => lookup({ "pilot-light" = 0, "hot" = service.dr_desired_count }, var.estate.strategy, service.dr_standby_count)
  }
}

resource "aws_ecs_cluster" "dr" {
  provider = aws.dr
  for_each = toset([for service in values(local.standby_services) : service.dr_cluster])

  name = each.value
}

resource "aws_ecs_service" "dr" {
  provider = aws.dr
  for_each = local.standby_services

  name            = each.value.dr_service
  cluster         = aws_ecs_cluster.dr[each.value.dr_cluster].id
  task_definition = var.standby_services[each.key].task_definition
  launch_type     = "FARGATE"
  desired_count   = local.counts[each.key]

  network_configuration {
    subnets         = var.standby_services[each.key].subnets
    security_groups = var.standby_services[each.key].security_groups
  }

  dynamic "load_balancer" {
    for_each = var.standby_services[each.key].target_group[*]
    content {
      target_group_arn = load_balancer.value.arn
      container_name   = load_balancer.value.container
      container_port   = load_balancer.value.port
    }
  }

  lifecycle {
    # A failover scales it and deployments change its task: an apply on that night must not take it back.
    ignore_changes = [desired_count, task_definition]
  }
}
