"""A gallery of the pages as readers see them: wide, on a phone, in the dark, on paper, right to left, in the themes.

The first screens of two of them are the pictures in `docs/images/`.

python -m scripts.screenshots [folder]
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from mkdocs.utils import get_theme_names
from playwright.sync_api import Browser

from mkdocs_arckit.views.registry import BELOW_INDEX
from tests.helpers.browser import NO_CHROMIUM, chromium, diagrams, diagrams_in, find_chromium, reader, serve
from tests.helpers.sites import ROOT, build_example, mkdocs_build

GALLERY = ROOT / ".cache" / "gallery"
IMAGES = ROOT / "docs" / "images"
EXAMPLE = ROOT / "example-site"
README = ROOT / "README.md"

PAGES = {
    "strategy": "projects/001-licence-payments/devops/",
    "draft": "projects/002-mooring-permits/devops/",
    "index": "strategies/",
    "error": "strategies/broken/",
    "home": "",
    **{view.key: f"strategies/portfolio/{view.key}/" for view in BELOW_INDEX},
}
IN_DOCS = ("strategy", "index")
SIZES: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
}
SCHEMES = ("light", "dark")
THEMES: dict[str, dict[str, Any]] = {
    "material": {},
    "mkdocs": {"name": "mkdocs", "color_mode": "auto", "highlightjs": False},
    "readthedocs": {"name": "readthedocs", "highlightjs": False},
    "right-to-left": {"name": "material", "language": "ar", "font": False},
    **({"shadcn": {"name": "shadcn"}} if "shadcn" in get_theme_names() else {}),  # one of the neighbours
}
BROKEN = """project: {id: "009", name: Lock Keeper Rota}
document: {version: "0.1", status: Draft, classification: OFFICIAL}
ci:
  stages:
    - {stage: Lint, duration_taget: <1 min}
"""


def build(theme: str, folder: Path) -> Path:
    """The example site in a theme, with a strategy that has errors and a draft that says what it lacks."""
    (folder / "roots" / "rota").mkdir(parents=True)
    (folder / "roots" / "rota" / "devops.yaml").write_text(BROKEN, encoding="utf-8")
    roots = [str(EXAMPLE / "services"), str(folder / "roots")]
    lists = {"technologies": str(EXAMPLE / "technologies.yaml"), "requirements": str(EXAMPLE / "requirements.csv")}
    settings: dict[str, Any] = {
        "INHERIT": str(EXAMPLE / "mkdocs.yml"),
        "docs_dir": str(EXAMPLE / "docs"),
        "plugins": {"arckit": {"roots": roots, "on_error": "warn", "show_missing": True, **lists}},
    }
    config = folder / "mkdocs.yml"
    if own := THEMES[theme]:
        inherited = (EXAMPLE / "mkdocs.yml").read_text(encoding="utf-8")
        # What is inherited is merged; another theme takes none of Material's settings and plugins.
        base = folder / "base.yml"
        base.write_text(_without(inherited, "theme").replace("\n  tags: {}\n", "\n"), encoding="utf-8")
        settings |= {"INHERIT": str(base), "theme": own}
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    built = mkdocs_build(config, folder / "site")
    if built.exit_code:
        sys.exit(built.log)
    return built.site_dir


def _without(config: str, key: str) -> str:
    """The text of a `mkdocs.yml` without one of its settings; it holds tags that no YAML library should run."""
    lines, left_out = [], False
    for line in config.splitlines():
        if line[:1].strip():
            left_out = line.startswith(f"{key}:")
        lines += [] if left_out else [line]
    return "\n".join(lines) + "\n"


def build_readme(folder: Path) -> Path:
    """The site of the README, with its strategy."""
    config, strategy = re.findall(
        r"^```yaml\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )[:2]
    (folder / "docs" / "permits").mkdir(parents=True)
    (folder / "docs" / "permits" / "devops.yaml").write_text(strategy, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    built = mkdocs_build(folder / "mkdocs.yml", folder / "site")
    if built.exit_code:
        sys.exit(built.log)
    return built.site_dir


def take(site: Path, pages: dict[str, str], stem: str, browser: Browser, *, all_of_it: bool) -> None:
    """The first screen of each page in every size and scheme; if all is wanted, the whole page and its print too."""
    with serve(site) as address:
        for (size, options), scheme in product(SIZES.items(), SCHEMES):
            with reader(browser, color_scheme=scheme, **options) as visitor:
                for name, path in pages.items():
                    page = visitor.open(address + _path(site, path))
                    diagrams(page, diagrams_in(site / _path(site, path) / "index.html"))
                    to = f"{stem}{name}-{size}-{scheme}"
                    page.screenshot(path=f"{to}.png")
                    if all_of_it:
                        page.screenshot(path=f"{to}-whole.png", full_page=True)
                    if all_of_it and (size, scheme) == ("wide", "light"):
                        page.pdf(path=f"{to}.pdf", format="A4")
                        _print(Path(f"{to}.pdf"))
                    page.close()


def _path(site: Path, path: str) -> str:
    """A page's address; the page of the broken strategy has the ID of its project in its name."""
    if (site / path).is_dir():
        return path
    return next(f"strategies/{found.parent.name}/" for found in site.glob("strategies/009-*/index.html"))


def _print(pdf: Path) -> None:
    """The first sheets as pictures, where Poppler is there to make them."""
    if shutil.which("pdftoppm"):
        command = ["pdftoppm", "-r", "60", "-l", "4", "-png", str(pdf), str(pdf.with_suffix("")) + "-print"]
        subprocess.run(command, check=True)


def main() -> None:
    """Build the example site in each theme, open it, and write the pictures; then those of the documentation."""
    if find_chromium() is None:
        sys.exit(NO_CHROMIUM)
    gallery = Path(sys.argv[1]) if len(sys.argv) > 1 else GALLERY
    for folder in (gallery, IMAGES):
        folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for theme in THEMES:
            with TemporaryDirectory() as work:
                take(build(theme, Path(work)), PAGES, f"{gallery}/{theme}-", browser, all_of_it=True)
        with TemporaryDirectory() as work:
            built = build_example("mkdocs.yml", Path(work))
            if built.exit_code:
                sys.exit(built.log)
            take(built.site_dir, {name: PAGES[name] for name in IN_DOCS}, f"{IMAGES}/", browser, all_of_it=False)
        size = {"width": 1280, "height": 1400}
        with (
            TemporaryDirectory() as work,
            serve(build_readme(Path(work))) as address,
            reader(browser, color_scheme="light", viewport=size) as visitor,
        ):
            visitor.open(f"{address}permits/devops/").screenshot(path=f"{IMAGES}/parking-permits.png")


if __name__ == "__main__":
    main()
