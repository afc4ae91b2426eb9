"""Writing `devops.yaml` files for people: from other documents, and as people would write them."""
