variable "name" {
  description = "Name of the estate."
  type        = string
}

variable "region" {
  description = "The region this is in."
  type        = string
}

variable "keys" {
  description = "Aliases of the keys to create, as alias/NAME."
  type        = set(string)
}

variable "vaults" {
  description = "Vaults of AWS Backup by name; the key is an alias of `keys`, an ARN, or that of AWS Backup itself."
  type = map(object({
    locked = bool
    key    = object({ alias = optional(string), arn = optional(string) })
  }))
}

variable "engage_locks" {
  description = "Names of the vaults whose lock is engaged."
  type        = set(string)
}

variable "changeable_days" {
  description = "Days a lock can still be taken off."
  type        = number
}

variable "retention" {
  description = "How long backups are kept, in days."
  type        = object({ pitr_days = number, daily_days = number, weekly_days = number, monthly_days = number })
}

variable "topic" {
  description = "Name of the topic people are told through; null without one."
  type        = string
}

variable "subscribers" {
  description = "Mail addresses that are told."
  type        = list(string)
}

variable "buckets" {
  description = "Buckets by name: the moves of their objects, the days what was overwritten or deleted is kept for, and the prefix whose objects are thrown away."
  type = map(object({
    transitions     = list(object({ days = number, storage_class = string }))
    noncurrent_days = number
    disposable      = optional(string)
  }))
}

variable "own_bucket_policies" {
  description = "Buckets whose policy is somebody else's."
  type        = set(string)
}

variable "public_objects" {
  description = "Keys everybody may read, by bucket: what inverted health checks of Route 53 look for."
  type        = map(list(string))
}

variable "replicas" {
  description = "Read replicas by instance."
  type = map(object({
    source          = string
    class           = string
    key             = string
    subnet_group    = optional(string)
    security_groups = optional(list(string))
    parameter_group = optional(string)
    kept_days       = number
  }))
}

variable "alarms" {
  description = "Alarms by name: on the metric with its one value of dimensions, or on the largest of those with each value in `any_of`."
  type = map(object({
    about      = string
    namespace  = string
    metric     = string
    dimensions = map(string)
    # Values of one more dimension, of which only some have data, and the name of that dimension.
    any_of     = optional(list(string), [])
    any_name   = optional(string)
    statistic  = string
    comparison = string
    threshold  = number
    periods    = number
    missing    = string
  }))
}

variable "dashboards" {
  description = "Bodies of dashboards by name."
  type        = map(string)
}
