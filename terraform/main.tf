# The same things in both regions: keys, vaults, topics, buckets, replicas, alarms, dashboards. Each region has its own, so
# that nothing of one is needed when the other is lost.

module "primary" {
  source    = "./modules/region"
  providers = { aws = aws.primary }

  name                = var.estate.name
  region              = local.primary
  keys                = local.aliases.primary
  vaults              = local.vaults.primary
  engage_locks        = var.engage_locks
  changeable_days     = var.lock_changeable_days
  retention           = var.estate.retention
  topic               = local.topics.primary
  subscribers         = var.estate.subscribers
  buckets             = local.buckets.primary
  public_objects      = {}
  own_bucket_policies = var.own_bucket_policies
  replicas            = local.replicas.primary
  alarms              = local.alarms.primary
  dashboards          = var.estate.dashboards.primary
}

module "dr" {
  source    = "./modules/region"
  providers = { aws = aws.dr }

  name                = var.estate.name
  region              = local.dr
  keys                = local.aliases.dr
  vaults              = local.vaults.dr
  engage_locks        = var.engage_locks
  changeable_days     = var.lock_changeable_days
  retention           = var.estate.retention
  topic               = local.topics.dr
  subscribers         = var.estate.subscribers
  buckets             = local.buckets.dr
  public_objects      = local.public_objects
  own_bucket_policies = var.own_bucket_policies
  replicas            = local.replicas.dr
  alarms              = local.alarms.dr
  dashboards          = var.estate.dashboards.dr
}
