# The alarms that `alarms.present` asks for: without them a backup, a copy or a failover fails unannounced.

locals {
  database_alarms = {
    primary = merge([
      for id, database in local.databases : {
        "${var.estate.name}-${id}-free-storage" = {
          about      = "A full disk stops ${database.instance} and its backups."
          namespace  = "AWS/RDS"
          metric     = "FreeStorageSpace"
          dimensions = { DBInstanceIdentifier = database.instance }
          statistic  = "Minimum"
          comparison = "LessThanThreshold"
          threshold  = var.free_storage_bytes
          periods    = 2
          missing    = "breaching"
        }
      }
    ]...)
    dr = {}
  }

  replica_alarms = {
    for side in ["primary", "dr"] : side => merge([
      for id, database in local.databases : {
        for instance, replica in database.replicas : "${var.estate.name}-${instance}-lag" => {
          about      = "What ${instance} lags is what a failover loses."
          namespace  = "AWS/RDS"
          metric     = "ReplicaLag"
          dimensions = { DBInstanceIdentifier = instance }
          statistic  = "Maximum"
          comparison = "GreaterThanThreshold"
          threshold  = replica.max_lag_seconds
          # An idle source shows up to five minutes of lag that is not there.
          periods = 2
          missing = "breaching"
        } if replica.region == var.estate.regions[side]
      }
    ]...)
  }

  nodes = { for id, cache in var.estate.caches : id => data.aws_elasticache_replication_group.source[id].member_clusters }

  cache_alarms = {
    primary = merge([
      for id, cache in var.estate.caches : merge([
        for node in local.nodes[id] : {
          "${var.estate.name}-${node}-cpu" = {
            about      = "Snapshots of ${node} fail or stall it when its engine is busy."
            namespace  = "AWS/ElastiCache"
            metric     = "EngineCPUUtilization"
            dimensions = { CacheClusterId = node }
            statistic  = "Average"
            comparison = "GreaterThanThreshold"
            threshold  = 90
            periods    = 3
            missing    = "missing"
          }
          "${var.estate.name}-${node}-memory" = {
            about      = "Snapshots of ${node} fail when its memory is full."
            namespace  = "AWS/ElastiCache"
            metric     = "DatabaseMemoryUsagePercentage"
            dimensions = { CacheClusterId = node }
            statistic  = "Maximum"
            comparison = "GreaterThanThreshold"
            threshold  = 75
            periods    = 2
            missing    = "missing"
          }
        }
      ]...)
    ]...)
    dr = {
      for id, cache in local.datastores : "${var.estate.name}-${id}-global-lag" => {
        about      = "What ${cache.global_datastore.dr_replication_group} lags is what a failover loses."
        namespace  = "AWS/ElastiCache"
        metric     = "GlobalDatastoreReplicationLag"
        dimensions = {}
        # Only the secondary's primary node publishes it, and which one that is changes.
        any_name   = "CacheClusterId"
        any_of     = [for node in local.nodes[id] : replace(node, cache.replication_group, cache.global_datastore.dr_replication_group)]
        statistic  = "Maximum"
        comparison = "GreaterThanThreshold"
        threshold  = cache.global_datastore.max_lag_seconds
        periods    = 2
        missing    = "breaching"
      }
    }
  }

  replicated = { for id, bucket in var.estate.buckets : id => bucket if bucket.replica != null }

  bucket_alarms = {
    primary = {
      for id, bucket in local.replicated : "${var.estate.name}-${id}-replication-failed" => {
        about      = "S3 does not try again what failed to replicate from ${bucket.bucket}."
        namespace  = "AWS/S3"
        metric     = "OperationsFailedReplication"
        dimensions = { SourceBucket = bucket.bucket, DestinationBucket = bucket.replica, RuleId = local.rules[bucket.bucket] }
        statistic  = "Sum"
        comparison = "GreaterThanThreshold"
        threshold  = 0
        periods    = 1
        # It is published only when there are any.
        missing = "notBreaching"
      }
    }
    dr = {
      for id, bucket in local.replicated : "${var.estate.name}-${id}-replication-latency" => {
        about      = "What ${bucket.replica} lags is what a failover loses."
        namespace  = "AWS/S3"
        metric     = "ReplicationLatency"
        dimensions = { SourceBucket = bucket.bucket, DestinationBucket = bucket.replica, RuleId = local.rules[bucket.bucket] }
        statistic  = "Maximum"
        comparison = "GreaterThanThreshold"
        threshold  = bucket.time_control ? 900 : bucket.rpo_seconds
        periods    = 3
        missing    = "missing"
      }
    }
  }

  vault_alarms = {
    for side in ["primary", "dr"] : side => {
      for name in keys(local.vaults[side]) : "${var.estate.name}-${name}-${side == "primary" ? "backup" : "copy"}-failed" => {
        about      = side == "primary" ? "A backup into ${name} failed." : "A copy into ${name} failed."
        namespace  = "AWS/Backup"
        metric     = side == "primary" ? "NumberOfBackupJobsFailed" : "NumberOfCopyJobsFailed"
        dimensions = side == "primary" ? { BackupVaultName = name } : { DestinationBackupVaultName = name }
        statistic  = "Sum"
        comparison = "GreaterThanThreshold"
        threshold  = 0
        periods    = 1
        missing    = "notBreaching"
      }
    }
  }

  # What runs publish is in both regions. A watch every quarter of an hour leaves two of three periods without data, so six of
  # them are without any only when two watches in a row did not come; then nobody knows, and silence is the alarm.
  run_alarms = merge([
    for id, seconds in var.estate.most_recovery_point_seconds : {
      "${var.estate.name}-${id}-recovery-point" = {
        about      = "More of ${id} than its objective would be lost now, or nobody looks any more."
        namespace  = var.estate.metrics_namespace
        metric     = "RecoveryPointAge"
        dimensions = { Estate = var.estate.name, Store = id }
        statistic  = "Maximum"
        comparison = "GreaterThanThreshold"
        threshold  = seconds
        periods    = 6
        missing    = "breaching"
      }
    }
  ]...)

  alarms = {
    for side in ["primary", "dr"] : side => merge(
      local.database_alarms[side], local.replica_alarms[side], local.cache_alarms[side], local.bucket_alarms[side], local.vault_alarms[side],
      local.run_alarms
    )
  }
}
