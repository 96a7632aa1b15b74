resource "aws_s3_bucket" "this" {
  for_each = var.buckets

  bucket = each.key

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = var.buckets

  bucket = aws_s3_bucket.this[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = var.buckets

  bucket = aws_s3_bucket.this[each.key].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }

  lifecycle {
    # A bucket that was adopted keeps the key it has.
    ignore_changes = [rule]
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = var.buckets

  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = !contains(keys(var.public_objects), each.key)
  restrict_public_buckets = !contains(keys(var.public_objects), each.key)
}

# Current objects are never expired: nothing in an estate says that they may go. Lifecycles are not replicated, so the
# replica has one of its own.
resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = var.buckets

  bucket = aws_s3_bucket_versioning.this[each.key].bucket

  rule {
    id     = "all"
    status = "Enabled"
    filter {}

    dynamic "transition" {
      for_each = each.value.transitions
      content {
        days          = transition.value.days
        storage_class = transition.value.storage_class
      }
    }

    noncurrent_version_expiration {
      noncurrent_days = each.value.noncurrent_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # Sweeps delete what tests left; this is for the day on which nobody sweeps.
  dynamic "rule" {
    for_each = each.value.disposable[*]
    content {
      id     = "tests"
      status = "Enabled"
      filter {
        prefix = rule.value
      }
      expiration {
        days = 30
      }
    }
  }
}

locals {
  governed = { for name, bucket in var.buckets : name => bucket if !contains(var.own_bucket_policies, name) }
}

# What `security.transit` asks for, and what inverted health checks need to see.
data "aws_iam_policy_document" "bucket" {
  for_each = local.governed

  statement {
    sid       = "OnlyWithTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.this[each.key].arn, "${aws_s3_bucket.this[each.key].arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  dynamic "statement" {
    for_each = contains(keys(var.public_objects), each.key) ? [var.public_objects[each.key]] : []
    content {
      sid       = "HealthCheckersLookForIt"
      actions   = ["s3:GetObject"]
      resources = [for key in statement.value : "${aws_s3_bucket.this[each.key].arn}/${key}"]
      principals {
        type        = "*"
        identifiers = ["*"]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = local.governed

  bucket = aws_s3_bucket_public_access_block.this[each.key].bucket
  policy = data.aws_iam_policy_document.bucket[each.key].json
}
