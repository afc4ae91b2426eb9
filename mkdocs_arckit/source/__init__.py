"""Files, lines and columns: finding `devops.yaml` files and reading them into trees with places."""
