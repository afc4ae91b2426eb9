"""Time the filter of an index of 1,000 strategies in Chromium, beside a plain table: `python -m benchmarks.index`.

Both pages have the same rows and Material's styles. On the first, a choice in the index's form is made; on the second,
the same rows are hidden by a loop. Each time counts until the browser has laid the page out again; the fastest of
several rounds is shown, because whatever else a machine does only makes them slower.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import material
from playwright.sync_api import Page

from benchmarks.generate import Words
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.hosts.disk import ASSETS
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS
from mkdocs_arckit.options import Options
from mkdocs_arckit.portfolio.documents import PortfolioFile, filed
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.views import view_body
from mkdocs_arckit.views.index import INDEX
from mkdocs_arckit.views.selection import Selection
from tests.helpers.browser import chromium, reader, serve

TARGET = 50
"""Milliseconds that a choice may take."""

STRATEGY = """\
project: {{id: "{n:04}", name: {name}}}
document:
  {{version: "1.{minor}", status: {status}, classification: {level}, owner: "{owner}, Lead", next_review: {due},
   approved_by: "{approver} ({approved})"}}
tags: [{tags}]
overview: {{technology_stack: {{languages: {language}, cloud_provider: {cloud}, iac_tool: {tool}}}}}
"""
STATUSES = ("DRAFT", "IN_REVIEW", "APPROVED", "PUBLISHED", "SUPERSEDED")
CHOICES = {
    "q": "terraform",
    "status": "APPROVED",
    "technology": "Python 3.13",
    **dict.fromkeys(("owner", "classification", "approved_by", "tag", "folder"), ""),
    "approved_since": "2026-01-01",
    "superseded": "yes",
    "attention": "overdue",
}
"""A value for each filter of the form; without one it is the first."""

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Index</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="material.css"><link rel="stylesheet" href="arckit.css"></head>
<body data-md-color-scheme="default"><div class="md-container"><div class="md-main__inner md-grid">
<div class="md-content"><article class="md-content__inner md-typeset">{}</article></div></div></div></body></html>"""

CHOOSE = """([name, value]) => {
  const control = document.querySelector(`form [name="${name}"]`)
  const counts = [...document.querySelectorAll(".arckit-index-chips button")]
  const count = counts.find(button => button.textContent.includes(value))
  if (!value) value = control.options[1].value
  const set = value => {
    const begin = performance.now()
    if (!control) count.click()
    else if (control.type === "checkbox") control.checked = value === "yes"
    else control.value = value
    control?.dispatchEvent(new Event("input", {bubbles: true}))
    document.body.getBoundingClientRect()
    return performance.now() - begin
  }
  const chosen = set(value)
  const hidden = [...document.querySelectorAll("tr[data-status]")].map(row => row.hidden)
  return {hidden, chosen, cleared: set("")}
}"""
HIDE = """hidden => {
  const rows = [...document.querySelectorAll("tbody tr")]
  const set = hidden => {
    const begin = performance.now()
    rows.forEach((row, n) => { row.hidden = hidden(n) })
    document.body.getBoundingClientRect()
    return performance.now() - begin
  }
  set(n => HIDDEN[n])
  return {chosen: set(n => hidden[n]), cleared: set(n => HIDDEN[n])}
}"""


def make_index(count: int, seed: int) -> str:
    """The index of some strategies in invented words."""
    say, chance = Words(seed), random.Random(seed)
    owners = [say.text(2) for _ in range(30)]
    files = list[PortfolioFile]()
    for n in range(count):
        text = STRATEGY.format(
            n=n,
            name=say.text(2),
            minor=n % 10,
            status=chance.choice(STATUSES),
            owner=chance.choice(owners),
            level=chance.choice(CLASSIFICATIONS[:2]),
            approver=chance.choice(owners),
            approved=f"202{chance.randint(4, 6)}-0{chance.randint(1, 9)}-01",
            due=f"20{chance.randint(26, 29)}-0{chance.randint(1, 9)}-01",
            tags=", ".join(chance.sample(["web", "api", "data", "legacy", "citizen-facing"], 2)),
            language=chance.choice(["Python 3.13", "Java 21", "Go 1.26", "C# 14"]),
            cloud=chance.choice(["AWS", "Azure", "Google Cloud"]),
            tool=chance.choice(["Terraform", "OpenTofu", "Bicep", "Pulumi"]),
        )
        validation = validate(text.encode(), f"services/{n % 20}/{n}/devops.yaml")
        files.append(filed(validation, f"strategies/{n}.md", validation.findings))
    portfolio = Portfolio(tuple(files), "2027-06-01", lambda address: address)
    begin = process_time()
    html = view_body(Renderer(), Selection(INDEX), INDEX.build(portfolio), portfolio, Options())
    print(f"index of {count} strategies made in {(process_time() - begin) * 1000:.0f} ms, {len(html) / 1e6:.2f} MB\n")
    return html


def write(folder: Path, html: str) -> None:
    """Write the page with the index, and the one with a plain table of the same cells."""
    (styles,) = Path(material.__path__[0]).glob("templates/assets/stylesheets/main.*.min.css")
    (folder / "material.css").write_bytes(styles.read_bytes())
    for name in ("arckit.css", "index.js"):
        (folder / name).write_bytes((ASSETS / name).read_bytes())
    (folder / "index.html").write_text(PAGE.format(html + '<script src="index.js"></script>'), encoding="utf-8")
    plain = re.sub(r' (?:data-[\w-]+|role|tabindex)="[^"]*"', "", html)
    (folder / "plain.html").write_text(PAGE.format(plain), encoding="utf-8")


def measure(ours: Page, plain: Page, rounds: int) -> list[tuple[str, float, float]]:
    """For each choice, the fewest milliseconds that both pages take."""
    superseded = ours.evaluate("[...document.querySelectorAll('tr[data-status]')].map(row => row.hidden)")
    plain.evaluate("hidden => { window.HIDDEN = hidden }", superseded)
    results = []
    for name, value in CHOICES.items():
        for step in ("chosen", "cleared"):
            pairs = []
            for _ in range(rounds):
                mine = ours.evaluate(CHOOSE, [name, value])
                pairs.append((mine[step], plain.evaluate(HIDE, mine["hidden"])[step]))
            results.append((f"{name} {step}", min(a for a, _ in pairs), min(b for _, b in pairs)))
    return results


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure; exits with 1 if a choice takes too long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.index", description=__doc__)
    parser.add_argument("--strategies", type=int, default=1000, metavar="N")
    parser.add_argument("--rounds", type=int, default=15, metavar="N")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name, serve(Path(name)) as address, chromium() as browser:
        write(Path(name), make_index(options.strategies, seed=1))
        with reader(browser, viewport={"width": 1280, "height": 900}) as visitor:
            results = measure(visitor.open(address), visitor.open(address + "plain.html"), options.rounds)
    print(f"{'':20}{'index, ms':>12}{'plain, ms':>12}{'ratio':>8}")
    for what, mine, bare in results:
        print(f"{what:20}{mine:>12.1f}{bare:>12.1f}{mine / bare:>8.2f}")
    slowest = max(mine for _, mine, _ in results)
    fine = slowest <= TARGET
    print(f"\nThe slowest takes {slowest:.1f} ms: {'at most' if fine else 'MORE THAN'} {TARGET} ms.")
    sys.exit(not fine)


if __name__ == "__main__":
    main()
