# One role for each kind of work, with the policies that `dr iam-policy --role` prints: what backs up cannot delete.

data "aws_iam_policy_document" "trust" {
  provider = aws.dr

  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = length(var.trusted) == 0 ? ["arn:${local.partition}:iam::${local.account}:root"] : var.trusted
    }
    dynamic "condition" {
      for_each = var.estate.external_id[*]
      content {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = [condition.value]
      }
    }
  }
}

locals {
  # A managed policy holds 6,144 characters (IAM User Guide, "IAM and STS quotas"), so a role may have several.
  pages = merge([for role, pages in var.estate.roles : { for index, page in pages : "${role}-${index + 1}" => { role = role, document = page } }]...)
}

resource "aws_iam_role" "dr" {
  provider = aws.dr
  for_each = var.estate.roles

  name               = "${var.estate.name}-dr-${each.key}"
  description        = "dr works on ${var.estate.name} with it: ${each.key}."
  assume_role_policy = data.aws_iam_policy_document.trust.json
  # Roles that are assumed by other roles last an hour at most.
  max_session_duration = 3600
}

resource "aws_iam_policy" "dr" {
  provider = aws.dr
  for_each = local.pages

  name   = "${var.estate.name}-dr-${each.key}"
  policy = each.value.document
}

resource "aws_iam_role_policy_attachment" "dr" {
  provider = aws.dr
  for_each = local.pages

  role       = aws_iam_role.dr[each.value.role].name
  policy_arn = aws_iam_policy.dr[each.key].arn
}
