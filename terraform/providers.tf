# The regions come from the estate, so they are declared once.

provider "aws" {
  alias               = "primary"
  region              = var.estate.regions.primary
  allowed_account_ids = var.estate.account == null ? null : [var.estate.account]

  default_tags {
    tags = local.tags
  }
}

provider "aws" {
  alias               = "dr"
  region              = var.estate.regions.dr
  allowed_account_ids = var.estate.account == null ? null : [var.estate.account]

  default_tags {
    tags = local.tags
  }
}
