resource "aws_sns_topic" "this" {
  count = var.topic == null ? 0 : 1

  name = var.topic
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = var.topic == null ? toset([]) : toset(var.subscribers)

  topic_arn = aws_sns_topic.this[0].arn
  protocol  = "email"
  endpoint  = each.value
}
