resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = var.alarms

  alarm_name          = each.key
  alarm_description   = each.value.about
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing
  alarm_actions       = aws_sns_topic.this[*].arn
  ok_actions          = aws_sns_topic.this[*].arn

  namespace   = length(each.value.any_of) == 0 ? each.value.namespace : null
  metric_name = length(each.value.any_of) == 0 ? each.value.metric : null
  dimensions  = length(each.value.any_of) == 0 ? each.value.dimensions : null
  statistic   = length(each.value.any_of) == 0 ? each.value.statistic : null
  period      = length(each.value.any_of) == 0 ? 300 : null

  dynamic "metric_query" {
    for_each = length(each.value.any_of) == 0 ? [] : ["worst"]
    content {
      id          = "worst"
      expression  = "MAX(METRICS())"
      label       = each.value.metric
      return_data = true
    }
  }

  dynamic "metric_query" {
    for_each = each.value.any_of
    content {
      id          = "m${metric_query.key}"
      return_data = false
      metric {
        namespace   = each.value.namespace
        metric_name = each.value.metric
        dimensions  = merge(each.value.dimensions, { (each.value.any_name) = metric_query.value })
        stat        = each.value.statistic
        period      = 300
      }
    }
  }
}

# What the estate declares, as `dashboards.kept` compares it.
resource "aws_cloudwatch_dashboard" "declared" {
  for_each = var.dashboards

  dashboard_name = each.key
  dashboard_body = each.value
}

locals {
  names = keys(aws_cloudwatch_metric_alarm.this)
  # A widget shows the states of at most 100 alarms, and a dashboard has at most 500 widgets (CloudWatch API Reference,
  # "Dashboard Body Structure and Syntax").
  states = chunklist([for alarm in values(aws_cloudwatch_metric_alarm.this) : alarm.arn], 100)
  graphs = slice(local.names, 0, min(500 - length(local.states), length(local.names)))
}

# The alarms, and what each of them did: only here are their names known. CloudWatch has no widget of an alarm's history. What
# there is: states, in the order in which they changed, and of each alarm what it watched against its threshold.
resource "aws_cloudwatch_dashboard" "this" {
  count = length(var.alarms) == 0 ? 0 : 1

  dashboard_name = "${var.name}-alerts"
  dashboard_body = jsonencode({
    # The week that `alerts.history` tells, in the five minutes alarms are made of: longer ones smooth away what set one off.
    start          = "-P7D"
    periodOverride = "inherit"
    widgets = concat(
      [for index, arns in local.states : {
        type = "alarm", x = 0, y = 6 * index, width = 24, height = 6
        properties = {
          title  = "${var.name}: alarms in ${var.region}, those that are on first, then what changed last"
          alarms = arns
          sortBy = "stateUpdatedTimestamp"
        }
      }],
      [for index, name in local.graphs : {
        type = "metric", x = 8 * (index % 3), y = 6 * (length(local.states) + floor(index / 3)), width = 8, height = 6
        properties = {
          title  = name
          region = var.region
          view   = "timeSeries"
          period = 300
          # One alarm a graph, and no other metric beside it.
          annotations = { alarms = [aws_cloudwatch_metric_alarm.this[name].arn] }
        }
      }],
    )
  })
}
