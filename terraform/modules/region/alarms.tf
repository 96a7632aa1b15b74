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

locals {
  metrics = distinct([for alarm in values(var.alarms) : { namespace = alarm.namespace, metric = alarm.metric }])
}

# What the estate declares, as `dashboards.kept` compares it.
resource "aws_cloudwatch_dashboard" "declared" {
  for_each = var.dashboards

  dashboard_name = each.key
  dashboard_body = each.value
}

# The alarms and what they watch: only here are their names known.
resource "aws_cloudwatch_dashboard" "this" {
  count = length(var.alarms) == 0 ? 0 : 1

  dashboard_name = "${var.name}-alerts"
  dashboard_body = jsonencode({
    widgets = concat(
      [{
        type = "alarm", x = 0, y = 0, width = 24, height = 4
        properties = {
          title  = "${var.name}: alarms in ${var.region}"
          alarms = [for alarm in values(aws_cloudwatch_metric_alarm.this) : alarm.arn]
        }
      }],
      [for index, each in local.metrics : {
        type = "metric", x = 12 * (index % 2), y = 4 + 6 * floor(index / 2), width = 12, height = 6
        properties = {
          title  = each.metric
          region = var.region
          period = 300
          stat   = [for alarm in values(var.alarms) : alarm.statistic if alarm.metric == each.metric][0]
          # A graph has at most 500 lines.
          metrics = slice(local.lines[each.metric], 0, min(500, length(local.lines[each.metric])))
        }
      }],
    )
  })
}

locals {
  # CloudWatch's own form of a line: namespace, metric, then names and values of dimensions.
  lines = {
    for each in local.metrics : each.metric => flatten([
      for alarm in values(var.alarms) : [
        for dimensions in length(alarm.any_of) == 0 ? [alarm.dimensions] : [for value in alarm.any_of : merge(alarm.dimensions, { (alarm.any_name) = value })] :
        { line = concat([each.namespace, each.metric], flatten([for name, value in dimensions : [name, value]])) }
      ] if alarm.metric == each.metric
    ])[*].line
  }
}
