"""DevOps strategies as pages: `devops.yaml` files become pages of a site, and an index of what is approved.

`validate` reads one strategy. `Site` makes the pages, the index and the data of many, for any `Host`: `Site.plan`
decides which pages there are, `Site.publish` writes them. Everything that is not listed here is internal.
"""

from mkdocs_arckit.checks.validate import ValidationResult, validate
from mkdocs_arckit.collect import LastVersion, Memory
from mkdocs_arckit.findings import RULES, Finding, Severity
from mkdocs_arckit.host import Host, HostPage, Progress, Source
from mkdocs_arckit.model.site_sections import SiteSections
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.options import Options
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.portfolio.documents import BrokenFile, Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.publication import Publication
from mkdocs_arckit.render.page import RenderedPage
from mkdocs_arckit.site import Site
from mkdocs_arckit.source.result import Limits
from mkdocs_arckit.version import __version__

__all__ = [
    "RULES",
    "BrokenFile",
    "Document",
    "Finding",
    "Host",
    "HostPage",
    "LastVersion",
    "Limits",
    "Memory",
    "Options",
    "Plan",
    "Portfolio",
    "Progress",
    "Publication",
    "RenderedPage",
    "Severity",
    "Site",
    "SiteSections",
    "Source",
    "Strategy",
    "ValidationResult",
    "__version__",
    "validate",
]
