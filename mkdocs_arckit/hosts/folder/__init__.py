"""A folder of Markdown, for hosts that run no plugins: Zensical, Docusaurus, GitHub and others."""
