data "aws_caller_identity" "this" {
  provider = aws.dr
}

data "aws_partition" "this" {
  provider = aws.dr
}

# What the application's own Terraform made, and what stands in the DR region has to be like.

data "aws_db_instance" "source" {
  provider = aws.primary
  for_each = { for id, database in local.databases : id => database if length(database.replicas) > 0 || database.replicated_days != null }

  db_instance_identifier = each.value.instance
}

data "aws_elasticache_replication_group" "source" {
  provider = aws.primary
  for_each = var.estate.caches

  replication_group_id = each.value.replication_group
}

locals {
  databases = var.estate.databases
  primary   = var.estate.regions.primary
  dr        = var.estate.regions.dr
  account   = data.aws_caller_identity.this.account_id
  partition = data.aws_partition.this.partition

  tags = {
    "dr:estate"      = var.estate.name
    "dr:provisioned" = "terraform"
  }

  instances = { for id, database in local.databases : id => "arn:${local.partition}:rds:${local.primary}:${local.account}:db:${database.instance}" }

  # Keys by the name of an alias are created; those by an ARN of their own are somebody else's, and AWS makes alias/aws/...
  keys = {
    for side in ["primary", "dr"] : side => {
      for id, database in local.databases : id => {
        alias = can(regex("(^|:)alias/", database.keys[side])) && !can(regex("(^|:)alias/aws/", database.keys[side])) ? regex("alias/.*$", database.keys[side]) : null
        arn   = can(regex(":key/", database.keys[side])) ? database.keys[side] : null
      }
    }
  }
  aliases = { for side, keys in local.keys : side => toset([for key in values(keys) : key.alias if key.alias != null]) }

  vaulted = { for id, database in local.databases : id => database if database.vaults != null }
  vaults = {
    for side in ["primary", "dr"] : side => {
      for name in distinct([for database in values(local.vaulted) : database.vaults[side]]) : name => {
        locked = anytrue([for database in values(local.vaulted) : database.vaults.locked if database.vaults[side] == name])
        key    = [for id, database in local.vaulted : local.keys[side][id] if database.vaults[side] == name][0]
      }
    }
  }

  # Only where the estate says so: what Jenkins schedules, no plan schedules too.
  planned = { for id, database in local.vaulted : id => database if database.scheduled_by == "backup-plan" }
  plans = {
    for pair in distinct([for database in values(local.planned) : { primary = database.vaults.primary, dr = database.vaults.dr }]) :
    "${pair.primary}-to-${pair.dr}" => pair
  }

  topics = { for side in ["primary", "dr"] : side => var.estate.topics[side] == null ? null : reverse(split(":", var.estate.topics[side]))[0] }
}
