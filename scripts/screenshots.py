"""Take the pictures in `docs/images/`: the index and a complete strategy, wide and narrow, light and dark."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.browser import NO_CHROMIUM, chromium, diagrams, diagrams_in, find_chromium, reader, serve
from tests.sites import ROOT, build_example

IMAGES = ROOT / "docs" / "images"

PAGES = {"index": "strategies/", "strategy": "projects/001-licence-payments/devops/"}
SIZES: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
}
SCHEMES = ("light", "dark")


def main() -> None:
    """Build the example site, open it, and write the pictures."""
    if find_chromium() is None:
        sys.exit(NO_CHROMIUM)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        built = build_example("mkdocs.yml", Path(folder))
        if built.exit_code:
            sys.exit(built.log)
        with serve(built.site_dir) as address, chromium() as browser:
            for (size, options), scheme in product(SIZES.items(), SCHEMES):
                with reader(browser, color_scheme=scheme, **options) as visitor:
                    for name, path in PAGES.items():
                        page = visitor.open(address + path)
                        diagrams(page, diagrams_in(built.site_dir / path / "index.html"))
                        page.screenshot(path=IMAGES / f"{name}-{size}-{scheme}.png")


if __name__ == "__main__":
    main()
