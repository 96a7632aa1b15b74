# Route 53's control plane is in us-east-1, whichever region it is asked from; what is made here is there before it is lost.

locals {
  # A record that is only edited needs no health check.
  watched = { for name, dns in var.estate.records : name => dns if dns.switched_by != "record-change" }
  metrics = { for name, dns in var.estate.records : name => dns.standby_metric if dns.standby_metric != null }
}

# In alarm once somebody publishes in the DR region that it serves. Silence says nothing either way.
resource "aws_cloudwatch_metric_alarm" "standby" {
  provider = aws.dr
  for_each = local.metrics

  alarm_name          = "${var.estate.name}-${each.key}-standby"
  alarm_description   = "Healthy as long as nobody says that ${local.dr} serves ${each.key}."
  namespace           = each.value.namespace
  metric_name         = each.value.name
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "ignore"
}

resource "aws_route53_health_check" "this" {
  provider = aws.dr
  for_each = local.watched

  type = each.value.switched_by == "routing-control" ? "RECOVERY_CONTROL" : each.value.standby_metric != null ? "CLOUDWATCH_METRIC" : "HTTPS"

  routing_control_arn = each.value.routing_control

  # Inverted: what it watches is the standby's word, and its being there makes the primary record unhealthy.
  invert_healthcheck              = each.value.switched_by == "standby-takes-over" ? true : null
  cloudwatch_alarm_name           = try(aws_cloudwatch_metric_alarm.standby[each.key].alarm_name, null)
  cloudwatch_alarm_region         = each.value.standby_metric == null ? null : local.dr
  insufficient_data_health_status = each.value.standby_metric == null ? null : "LastKnownStatus"

  fqdn              = each.value.standby_object == null ? null : "${each.value.standby_object.bucket}.s3.${local.dr}.amazonaws.com"
  resource_path     = each.value.standby_object == null ? null : "/${each.value.standby_object.key}"
  port              = each.value.standby_object == null ? null : 443
  request_interval  = each.value.standby_object == null ? null : 10
  failure_threshold = each.value.standby_object == null ? null : 1

  tags = { Name = each.key }

  lifecycle {
    prevent_destroy = true
  }
}

locals {
  targets = { for name, dns in local.watched : name => dns if contains(keys(var.record_targets), name) }
}

resource "aws_route53_record" "primary" {
  provider = aws.dr
  for_each = local.targets

  zone_id         = each.value.hosted_zone
  name            = each.key
  type            = "CNAME"
  ttl             = each.value.ttl
  records         = [var.record_targets[each.key].primary]
  set_identifier  = "primary"
  health_check_id = aws_route53_health_check.this[each.key].id

  failover_routing_policy {
    type = "PRIMARY"
  }
}

# Without a health check: when all are unhealthy Route 53 takes all for healthy, and would answer with the primary one.
resource "aws_route53_record" "secondary" {
  provider = aws.dr
  for_each = local.targets

  zone_id        = each.value.hosted_zone
  name           = each.key
  type           = "CNAME"
  ttl            = each.value.ttl
  records        = [var.record_targets[each.key].dr]
  set_identifier = "dr"

  failover_routing_policy {
    type = "SECONDARY"
  }
}
