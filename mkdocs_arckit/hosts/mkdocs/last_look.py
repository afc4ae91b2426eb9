"""What other plugins do to pages that are made already, which index, views and data can't know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_arckit.hosts.mkdocs.files import output_file
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication


def missing_pages(plan: Plan, files: Files, config: MkDocsConfig) -> Iterator[str]:
    """Warn of the strategies whose pages are not in the site that was built, though its index leads to them."""
    for address, source in plan.sources.items():
        file = files.get_file_from_path(address)  # another one may have its place: static-i18n's translation
        outputs = [Path(config.site_dir, output_file(address, config)), *([Path(file.abs_dest_path)] if file else [])]
        if not any(output.is_file() for output in outputs):
            yield (
                f"{source.shown}: its page is not in the site, though the index and the data lead to it: another plugin"
                " took it away after they were written. Use `exclude` or `exclude_docs` to leave out a strategy"
            )


def encrypted_pages(plan: Plan, publication: Publication, files: Files) -> Iterator[str]:
    """Warn if encryptcontent encrypts pages whose text is in the open elsewhere; it marks pages while it works."""
    encrypted = {
        address
        for address in plan.generated
        if (file := files.get_file_from_path(address)) and getattr(file.page, "encryptcontent", None)
    }
    hidden = encrypted & plan.sources.keys()
    if not hidden:
        return
    open_pages = {*plan.views, *([plan.index] if plan.index else []), *plan.indexes.pages} - encrypted
    places = [
        *(["the data files (`exports: false` leaves them out)"] if publication.files else []),
        *([f"pages that are not encrypted ({', '.join(sorted(open_pages))})"] if open_pages else []),
    ]
    if places:
        count = "1 strategy" if len(hidden) == 1 else f"{len(hidden)} strategies"
        where = " and in ".join(places)
        yield f"encryptcontent encrypts the pages of {count}, but what they say is readable in {where}"
