variable "estate" {
  description = "The estate with all its defaults, as `dr provision variables` writes it from the estate file. Not to be written by hand."
  nullable    = false

  type = object({
    name    = string
    digest  = string
    account = optional(string)
    regions = object({ primary = string, dr = string })
    state   = optional(string)
    # What stands in the DR region on an ordinary day: pilot-light, warm-standby or hot.
    strategy    = string
    external_id = optional(string)
    # Documents of the policies of each role, each small enough for a managed policy.
    roles = map(list(string))

    databases = map(object({
      instance     = string
      via          = string
      scheduled_by = string
      keys         = object({ primary = string, dr = string })
      replicas     = map(object({ region = string, max_lag_seconds = number }))
      # Days automated backups are kept in the DR region; null where they are not replicated.
      replicated_days = optional(number)
      vaults          = optional(object({ primary = string, dr = string, role = string, locked = bool }))
      # Where in a region an instance is put, by region.
      places = map(object({
        subnet_group    = string
        security_groups = list(string)
        parameter_group = string
        instance_class  = optional(string)
      }))
    }))

    caches = map(object({
      replication_group = string
      global_datastore  = optional(object({ id = string, dr_replication_group = string, max_lag_seconds = number }))
      dr_place = optional(object({
        subnet_group    = string
        security_groups = list(string)
      }))
      export = optional(object({ bucket = string, dr_bucket = string }))
    }))

    buckets = map(object({
      bucket       = string
      replica      = optional(string)
      time_control = bool
      rpo_seconds  = number
      transitions  = list(object({ days = number, storage_class = string }))
      test         = optional(object({ region = string, bucket = string }))
    }))

    services = map(object({
      cluster          = string
      service          = string
      dr_cluster       = string
      dr_service       = string
      dr_desired_count = number
      dr_standby_count = number
    }))

    records = map(object({
      hosted_zone     = string
      ttl             = number
      switched_by     = string
      standby_object  = optional(object({ bucket = string, key = string }))
      standby_metric  = optional(object({ namespace = string, name = string }))
      routing_control = optional(string)
      dr_target       = optional(string)
    }))

    retention = object({ pitr_days = number, daily_days = number, weekly_days = number, monthly_days = number })
    # Minute and hour of the daily schedule, in the words of cron.
    daily = object({ minute = string, hour = string })
    # Namespace runs publish their metrics in, and what may be lost of each store; null where they publish none.
    metrics_namespace           = optional(string)
    most_recovery_point_seconds = optional(map(number), {})
    # Bodies of the dashboards of each region, by name.
    dashboards = optional(object({ primary = map(string), dr = map(string) }), { primary = {}, dr = {} })
    topics     = object({ primary = optional(string), dr = optional(string) })
    # Mail addresses of the contacts; each confirms its subscription by the link it is sent.
    subscribers = list(string)
  })
}

variable "engage_locks" {
  description = "Vaults whose locks are engaged, by name: a lock is for ever from its date on. `dr provision check` refuses one that was not approved."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "lock_changeable_days" {
  description = "Days a lock can still be taken off; AWS Backup takes no less than 3."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.lock_changeable_days >= 3
    error_message = "AWS Backup demands at least 3 days in which a lock can be taken off; write 3 or more."
  }
}

variable "trusted" {
  description = "ARNs of who may assume the roles of backups, restore tests and failovers; the account itself, if empty."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "standby_services" {
  description = "What the estate file does not say of services in the DR region, by their id. A service that is left out is not created."
  default     = {}
  nullable    = false

  type = map(object({
    task_definition = string
    subnets         = list(string)
    security_groups = list(string)
    target_group    = optional(object({ arn = string, container = string, port = number }))
  }))
}

variable "record_targets" {
  description = "The names public records lead to in each region, by the record's name. A record that is left out is not created."
  default     = {}
  nullable    = false

  type = map(object({ primary = string, dr = string }))
}

variable "free_storage_bytes" {
  description = "Free storage of a database below which people are told."
  type        = number
  default     = 10737418240
  nullable    = false
}

variable "own_bucket_policies" {
  description = "Buckets that have a policy of their own, which is left alone: it has to refuse requests without TLS by itself."
  type        = set(string)
  default     = []
}
