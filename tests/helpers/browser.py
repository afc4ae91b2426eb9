"""Chromium for tests and screenshots: a built site in, what its reader sees out; nothing leaves here."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, TimeoutError, expect, sync_playwright

PATIENCE = 90_000
"""Milliseconds after which what a test waits for counts as missing; only a failure ever takes as long."""
TRIES = 30
"""How many times something is done that nothing may listen to yet."""

expect.set_options(timeout=PATIENCE)

NO_CHROMIUM = (
    "there is no Chromium: install it (Debian: apt-get install chromium-headless-shell), or name one in CHROMIUM"
)

MERMAID = Path(str(files("mkdocs_arckit") / "assets" / "mermaid.min.js"))
"""The Mermaid that the plugin ships."""

_FLAGS = [
    "--no-sandbox",  # it doesn't start as root with one, and shows only our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no name leads anywhere but to this machine
]

# Material puts each diagram into a closed shadow root, where no test can look.
_OPEN_SHADOW_ROOTS = """
const attachShadow = Element.prototype.attachShadow
Element.prototype.attachShadow = function (options) {
  return attachShadow.call(this, {...options, mode: "open"})
}
"""

_TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
# What is in a closed `<details>` never moves on.
_AT_REST = """
() => document.fonts.status === "loaded" && !document.getAnimations().some(({playState, effect}) =>
  playState === "running" && Number.isFinite(effect?.getComputedTiming().endTime) && effect.target?.checkVisibility())
"""

# A file as Material reads it: whoever asked for it earlier has it by then.
_READ = "async address => (await (await fetch(address)).blob()).text()"

_DIAGRAMS = """
() => [...document.querySelectorAll(".mermaid, .arckit-mermaid")].map(element => {
  const place = element.matches(".mermaid") ? element.shadowRoot ?? element : element.parentElement
  const svg = place.querySelector("svg")
  if (!svg?.getBoundingClientRect().height) return null
  const drawing = svg.cloneNode(true)
  drawing.querySelectorAll("style").forEach(style => style.remove())
  return drawing.textContent
})
"""

# A page that a test has written says itself when nothing more will be drawn.
_ALL_DRAWN = f"""
meant => {{
  const drawn = ({_DIAGRAMS})()
  return drawn.length === meant && !drawn.includes(null) || "settled" in document.documentElement.dataset
}}
"""


def find_chromium() -> str | None:
    """The browser that `CHROMIUM` names, or the first one on the path."""
    # The shell takes a third of the CPU time a tab.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start it, headless and silent on the network."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def serve(site_dir: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine, and tell its address."""
    with _Server(("127.0.0.1", 0), partial(_Silent, directory=str(site_dir))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    request_queue_size = 64  # a browser asks for more at once than the five that Python lets wait


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@dataclass
class Reader:
    """One visitor of a site, who notes what goes wrong."""

    context: BrowserContext
    scripts: bool = True
    """Whether scripts run."""
    errors: list[str] = field(default_factory=list)
    """What the console and uncaught exceptions said."""
    asked: list[str] = field(default_factory=list)
    """The paths of all addresses that pages asked for."""
    left: list[str] = field(default_factory=list)
    """Addresses outside this machine that a page asked for; none of them was answered."""

    def open(self, address: str, *, until: str | None = None) -> Page:
        """Open a page in a new tab, and wait until it has loaded and its scripts have run.

        Args:
            until: The name of a file that a script of the theme asks for after that (`sitemap.xml`: with instant
                navigation Material leaves clicks to the browser before it has that file).
        """
        page = self.context.new_page()
        page.on("console", lambda message: self._error(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self._error(str(error)))
        if until:
            with page.expect_event("requestfinished", lambda request: request.url.endswith(until)) as finished:
                page.goto(address)
            page.evaluate(_READ, finished.value.url)
        else:
            page.goto(address)
        if self.scripts:
            at_rest(page)
        return page

    def _error(self, text: str) -> None:
        self.errors.append(text)

    def _note(self, request: Request) -> None:
        address = urlsplit(request.url)
        self.asked.append(address.path)
        if address.hostname != "127.0.0.1" and address.scheme not in {"file", "data", "blob"}:
            self.left.append(request.url)


@contextmanager
def reader(browser: Browser, **options: Any) -> Iterator[Reader]:
    """A visitor with a fresh profile; `options` are Playwright's for a context (`viewport`, …)."""
    with browser.new_context(service_workers="block", **options) as context:
        context.set_default_timeout(PATIENCE)
        context.add_init_script(_OPEN_SHADOW_ROOTS)
        visitor = Reader(context, scripts=options.get("java_script_enabled", True))
        context.on("request", visitor._note)  # to route them would turn the browser's cache off
        yield visitor


def at_rest(page: Page) -> None:
    """Wait until scripts have done what they put off to the next frame, and nothing moves any more."""
    page.wait_for_function(_TWO_FRAMES)
    page.wait_for_function(_AT_REST)


def until(act: Callable[[], None], seen: Callable[[float], object], undo: Callable[[], None] = lambda: None) -> None:
    """Do something again and again until its effect is seen, because what listens to it may not be ready yet.

    Args:
        act: what is done.
        seen: waits for the effect, for the milliseconds that it is given; it ends with a `TimeoutError` if there is none.
        undo: takes back what has had no effect.
    """
    for left in reversed(range(TRIES)):
        act()
        try:
            seen(PATIENCE / TRIES)
        except TimeoutError:
            if not left:
                raise
            undo()
        else:
            return


def diagrams_in(html: Path) -> int:
    """How many diagrams a built page asks for."""
    return len(re.findall(r'<(?:pre|div)\b[^>]*\bclass="?(?:arckit-)?mermaid["> ]', html.read_text(encoding="utf-8")))


def diagrams(page: Page, meant: int) -> list[str | None]:
    """The text of each diagram, or None, once as many are drawn as are meant, or nothing more will be drawn."""
    with suppress(TimeoutError):
        page.wait_for_function(_ALL_DRAWN, arg=meant)
    drawn: list[str | None] = page.evaluate(_DIAGRAMS)
    return drawn
