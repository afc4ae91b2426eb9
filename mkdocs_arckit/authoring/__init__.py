"""What authors begin with: a site's files, and drafts of strategies."""
