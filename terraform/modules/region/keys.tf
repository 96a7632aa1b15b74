resource "aws_kms_key" "backup" {
  for_each = var.keys

  description             = "Backups of ${var.name}"
  deletion_window_in_days = 30
  # The material changes and the key stays, so no copy becomes a full one.
  enable_key_rotation = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "backup" {
  for_each = var.keys

  name          = each.value
  target_key_id = aws_kms_key.backup[each.value].key_id

  lifecycle {
    prevent_destroy = true
  }
}
