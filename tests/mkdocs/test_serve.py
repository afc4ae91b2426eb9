"""A real `mkdocs serve`: what a person sees who edits strategies while it runs."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.helpers.findings import briefs_in, named_in
from tests.helpers.samples import Html, config, strategy
from tests.helpers.servers import start_mkdocs

pytestmark = pytest.mark.slow

PATIENCE = 120
"""Seconds that a rebuild may take on a machine that does other things too."""

CI = "ci: {quality_gates: [{gate: Coverage, threshold: 80 %}]}\n"
SITE = {
    "mkdocs.yml": config({"roots": ["services"], "templates": "templates"}),
    "docs/index.md": "# Home",
    "docs/a/devops.yaml": strategy("001", "Payments", more=CI),
    "services/b/devops.yaml": strategy("002", "Permits"),
    "templates/README": "",
}


def free_port() -> int:
    """A port that nothing listens on; none of those that systems hand out, which another program gets a moment later."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


class Server:
    """A running `mkdocs serve`, and the folder of the project that it serves."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.port = free_port()
        self._log = folder.parent / "log.txt"
        address = f"127.0.0.1:{self.port}"
        command = ["serve", "-f", str(folder / "mkdocs.yml"), *options, "--dev-addr", address]
        self.process = start_mkdocs(command, self._log)

    @property
    def log(self) -> str:
        """What the terminal shows."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def builds(self) -> int:
        """How often the site was built."""
        return self.log.count("Building documentation")

    @property
    def finished(self) -> int:
        """How many builds have come to their end; MkDocs leaves out a line "built in" that is like an earlier one."""
        return self.log.count("Serving on") + self.log.count("Reloading browsers")

    def get(self, page: str) -> str:
        """The text of a page; empty if it is not there."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{page}", timeout=PATIENCE) as answer:
                return str(answer.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            error.close()
            return ""

    def text(self, page: str) -> str:
        """What a reader of a page reads."""
        return Html(self.get(page)).text

    def write(self, name: str, text: str) -> None:
        """Write a file in one go, so that a server on a busy machine never sees it empty."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = self.folder.parent / "whole"
        whole.write_text(text, encoding="utf-8")
        whole.replace(path)

    def until(self, seen: Callable[[], bool], what: str) -> None:
        """Wait until something can be seen."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.is_alive(), f"the server has ended\n{self.log}"
            try:
                if seen():
                    return
            except (OSError, KeyError):
                pass  # it does not answer yet, or the page does not hold it yet
            time.sleep(0.1)
        pytest.fail(f"waited in vain for {what}\n{self.log}")

    def shows(self, page: str, *texts: str) -> None:
        """Wait until a page shows all the texts."""
        self.until(lambda: all(text in self.text(page) for text in texts), f"{texts} on {page}")

    def lacks(self, page: str) -> None:
        """Wait until a page is gone."""
        self.until(lambda: not self.get(page), f"{page} to be gone")

    @contextmanager
    def one_rebuild(self) -> Iterator[None]:
        """What happens inside leads to exactly one build."""
        before = self.builds
        yield
        self.until(lambda: self.builds > before, "the end of the build")
        self.settle()
        assert self.builds == before + 1, self.log

    def settle(self, seconds: float = 1.5) -> None:
        """Wait until nothing has been built for a while."""
        builds, since = self.builds, time.monotonic()
        end = since + PATIENCE
        while time.monotonic() - since < seconds:
            assert time.monotonic() < end, f"it never stops building\n{self.log}"
            time.sleep(0.1)
            if self.builds != builds or self.builds > self.finished:
                builds, since = self.builds, time.monotonic()

    def close(self) -> None:
        self.process.terminate()
        self.process.join(10)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


Serve = Callable[..., Server]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start a server for some files, and wait until it shows the index."""
    servers: list[Server] = []

    def start(files: dict[str, str] | None = None, *options: str) -> Server:
        for name, text in {**SITE, **(files or {})}.items():
            path = tmp_path / "project" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        servers.append(Server(tmp_path / "project", *options))
        servers[-1].shows("strategies/", "Strategies")
        return servers[-1]

    yield start
    for server in servers:
        server.close()


PAGE = "a/devops/"


def test_an_edit_shows_after_one_rebuild_and_nothing_else_is_built(serve: Serve) -> None:
    server = serve({"mkdocs.yml": config({"roots": ["services"]}, theme="material")})
    assert server.builds == 1
    server.settle(3)
    assert server.builds == 1, "nobody has changed anything"
    with server.one_rebuild():
        server.write("docs/a/devops.yaml", strategy("001", "Payments", owner="Jane", more=CI))
        server.shows(PAGE, "Jane", "Coverage")
    assert "Jane" in server.text("strategies/")
    with server.one_rebuild():
        server.write("services/b/devops.yaml", strategy("002", "Permits", status="IN_REVIEW"))
        server.shows("strategies/002-permits/", "IN REVIEW")
    assert "1 IN REVIEW" in server.text("strategies/")
    builds = server.builds
    server.settle(3)
    assert server.builds == builds
    assert "Traceback" not in server.log


def test_a_broken_file_shows_its_errors_and_the_page_comes_back(serve: Serve) -> None:
    server = serve()
    good = (server.folder / "docs/a/devops.yaml").read_text(encoding="utf-8")
    with server.one_rebuild():
        server.write("docs/a/devops.yaml", good.replace("DRAFT", "DRAFTED") + "sumary: x\n")
        server.shows(PAGE, "docs/a/devops.yaml:4:11", "docs/a/devops.yaml:8:1", "summary", "INVALID")
        server.shows(PAGE, "DevOps Strategy: Payments", "Below is its last version without them.", "Coverage")
        assert "status: <mark>D</mark>RAFTED" in server.get(PAGE)
    assert {"docs/a/devops.yaml:4:11: error [enumeration]", "docs/a/devops.yaml:8:1: error [unknown-key]"} <= {
        *briefs_in(server.log)
    }
    assert "docs/a/devops.yaml:4:11" in server.text("strategies/")
    assert "DevOps Strategy: Permits" in server.text("strategies/002-permits/"), "the rest of the site stays"
    with server.one_rebuild():
        server.write("docs/a/devops.yaml", good + 'closing: "never closed\n')
        server.shows(PAGE, "docs/a/devops.yaml:8:10", "mkdocs-arckit validate docs/a/devops.yaml")
    told = server.text(PAGE) + server.text("strategies/") + server.text("strategies/strategies.json")
    assert "Payments" not in told, "what is not YAML has no classification"
    assert "never closed" not in told + server.log
    with server.one_rebuild():
        server.write("docs/a/devops.yaml", good)
        server.shows(PAGE, "DevOps Strategy: Payments", "Coverage")
    assert "INVALID" not in server.text("strategies/")
    assert "Traceback" not in server.log


def test_a_broken_file_of_a_root_keeps_its_address(serve: Serve) -> None:
    server = serve()
    server.write("services/b/devops.yaml", 'project: {id: "002"\n# classification: unknown\n')
    server.until(lambda: "services/b/devops.yaml" in server.log, "the error")
    server.write("services/b/devops.yaml", strategy("002", "Renamed", status="DRAFTED"))
    server.shows("strategies/002-permits/", "services/b/devops.yaml:4:11")
    server.write("services/b/devops.yaml", strategy("002", "Renamed"))
    server.shows("strategies/002-renamed/", "DevOps Strategy: Renamed")
    server.lacks("strategies/002-permits/")


def test_a_server_starts_with_broken_files(serve: Serve) -> None:
    server = serve({"docs/a/devops.yaml": strategy(status="DRAFTED"), "services/b/devops.yaml": "a: [\n"})
    server.shows(PAGE, "docs/a/devops.yaml:4:11")
    server.write("docs/a/devops.yaml", strategy("001", "Payments"))
    server.shows(PAGE, "DevOps Strategy: Payments")


@pytest.mark.parametrize(
    ("folder", "page"), [("docs/new", "new/devops/"), ("services/new/deep", "strategies/007-new/")]
)
def test_a_strategy_is_added_and_deleted(folder: str, page: str, serve: Serve) -> None:
    server = serve()
    assert not server.get(page)
    server.write(f"{folder}/devops.yaml", strategy("007", "New"))
    server.shows(page, "DevOps Strategy: New")
    server.shows("strategies/", "New (007)", "3 strategies")
    server.settle()
    with server.one_rebuild():
        (server.folder / folder / "devops.yaml").unlink()
        server.lacks(page)
    assert "New" not in server.text("strategies/")
    server.write(f"{folder}/devops.yaml", strategy("007", "New", owner="Again"))
    server.shows(page, "Again")


def test_templates_can_be_changed_broken_and_mended(serve: Serve) -> None:
    server = serve()
    with server.one_rebuild():
        (server.folder / "templates/sections").mkdir()
        server.write("templates/sections/ci.md", "## Our own words\n")
        server.shows(PAGE, "Our own words")
    with server.one_rebuild():
        server.write("templates/sections/ci.md", "## Other words\n")
        server.shows(PAGE, "Other words")
    for broken in ("## Words\n\n{% if %}\n", "## Words\n\n{{ sektion }}\n", "## Words\n\n{{ section + 1 }}\n"):
        with server.one_rebuild():
            server.write("templates/sections/ci.md", broken)
            server.shows(PAGE, "sections/ci.md, line 3")
        assert "templates/sections/ci.md:3:1: error [template]" in briefs_in(server.log)
        assert "Home" in server.text("")
    with server.one_rebuild():
        server.write("templates/sections/ci.md", "## Mended words\n")
        server.shows(PAGE, "Mended words")
    with server.one_rebuild():
        (server.folder / "templates/sections/ci.md").unlink()
        server.shows(PAGE, "Coverage")
    assert "Traceback" not in server.log


def test_a_server_starts_with_a_broken_template_and_index(serve: Serve) -> None:
    files = {
        "templates/index.html": "{% if %}\n",
        "mkdocs.yml": config({"roots": ["services"], "templates": "templates"}),
    }
    server = serve({**files, "docs/strategies/index.md": "# Strategies by hand\n\n<!-- arckit:index -->\n"})
    server.until(lambda: "templates/index.html:1:1: error [template]" in briefs_in(server.log), "the error")
    assert server.process.is_alive()
    (server.folder / "templates/index.html").unlink()
    server.shows("strategies/", "Strategies by hand", "Payments (001)")


def test_a_broken_template_of_the_generated_index(serve: Serve) -> None:
    server = serve()
    server.write("templates/index.html", "one\n{% if %}\n")
    server.shows("strategies/", "index.html, line 2")
    (server.folder / "templates/index.html").unlink()
    server.shows("strategies/", "Payments (001)")


def test_a_strategy_that_becomes_secret_is_gone(serve: Serve) -> None:
    server = serve()
    server.write("docs/a/devops.yaml", strategy("001", "Payments", classification="SECRET"))
    server.lacks(PAGE)
    assert "Payments" not in server.text("strategies/")
    server.write("docs/a/devops.yaml", strategy("001", "Payments", classification="SEKRET"))
    server.until(lambda: "[classification]" in server.log, "the error")
    server.settle()
    assert "Payments" not in server.text(PAGE)
    assert "Payments" not in server.text("strategies/")
    server.write("docs/a/devops.yaml", strategy("001", "Payments"))
    server.shows(PAGE, "DevOps Strategy: Payments")


def test_two_strategies_in_one_place_while_it_runs(serve: Serve) -> None:
    server = serve()
    server.write("docs/a/devops.md", "# By hand")
    server.shows(PAGE, "By hand")
    server.shows("strategies/", "docs/a/devops.md")
    (server.folder / "docs/a/devops.md").unlink()
    server.shows(PAGE, "DevOps Strategy: Payments")


def test_a_hand_written_page_in_the_place_of_the_index_while_it_runs(serve: Serve) -> None:
    server = serve()
    server.write("docs/strategies/index.md", "# Strategies by hand")
    server.shows("strategies/", "Strategies by hand")
    server.until(lambda: "docs/strategies/index.md: error [address]" in briefs_in(server.log), "the error")
    server.write("docs/strategies/index.md", "# Strategies by hand\n\n<!-- arckit:index -->\n")
    server.shows("strategies/", "Strategies by hand", "Payments (001)")
    (server.folder / "docs/strategies/index.md").unlink()
    server.until(lambda: "by hand" not in server.text("strategies/"), "the plugin's own index")
    server.shows("strategies/", "Payments (001)")


def test_a_wrong_marker_is_shown_in_its_place(serve: Serve) -> None:
    server = serve()
    server.write("docs/more.md", "# More\n\n<!-- arckit:index {statsu: DRAFT} -->\n")
    server.shows("more/", "statsu")
    assert ("docs/more.md:3:20: error [marker]", ["statsu", "arckit:index", "status"]) in named_in(server.log)
    server.write("docs/more.md", "# More\n\n<!-- arckit:index {status: DRAFT} -->\n")
    server.shows("more/", "Payments (001)")
    server.shows("strategies/", "Payments (001)")


def test_advice_on_mermaid_is_given_once(serve: Serve) -> None:
    diagram = "release: {process: {steps: [Freeze, Ship]}}\n"
    yml = config({"mermaid": "theme"}, theme="mkdocs")
    server = serve({"mkdocs.yml": yml, "docs/a/devops.yaml": strategy("001", "Payments", more=diagram)})
    for owner in ("Jane", "Joe"):
        server.write("docs/a/devops.yaml", strategy("001", "Payments", owner=owner, more=diagram))
        server.shows(PAGE, owner)
    assert server.log.count("draws no diagrams") == 1


@pytest.mark.parametrize(("settings", "folder"), [({}, "site"), ({"site_dir": "build/html"}, "build/html")])
def test_what_an_earlier_build_left_behind_is_not_found(serve: Serve, settings: dict[str, str], folder: str) -> None:
    """The server builds into a folder of its own, but the site of the last build still stands in the project."""
    raw = strategy("002", "Permits")
    mkdocs = config({"roots": ["."], "publish_source": True}, **settings)
    files = {"mkdocs.yml": mkdocs, f"{folder}/b/devops.yaml": raw}
    server = serve({**files, f"{folder}/strategies/002-permits.yaml": raw})
    server.shows("strategies/", "2 strategies")
    assert "error" not in server.log.lower()


def test_a_changed_option_counts(serve: Serve) -> None:
    server = serve()
    server.write("mkdocs.yml", config({"roots": ["services"], "publish_up_to": "PUBLIC", "show_withheld": True}))
    server.shows("strategies/", "2 strategies are withheld")
    server.lacks(PAGE)


def test_a_root_that_is_deleted_and_comes_back(serve: Serve) -> None:
    server = serve()
    (server.folder / "services/b/devops.yaml").unlink()
    (server.folder / "services/b").rmdir()
    server.lacks("strategies/002-permits/")
    server.write("services/b/devops.yaml", strategy("002", "Permits"))
    server.shows("strategies/002-permits/", "DevOps Strategy: Permits")


def test_whatever_lies_outside_the_docs_folder_goes_and_comes_back(serve: Serve) -> None:
    """So it is while another branch is checked out; what comes back is watched again."""
    server = serve(
        {
            "mkdocs.yml": config({"roots": ["services"], "templates": "templates", "technologies": "radar.yaml"}),
            "templates/sections/ci.md": "## Our own words\n",
            "radar.yaml": "technologies: []\n",
        }
    )
    server.shows(PAGE, "Our own words")
    away = server.folder.parent / "away"
    away.mkdir()
    names = ("radar.yaml", "templates", "services")
    for name in names:
        (server.folder / name).rename(away / name)
    server.lacks("strategies/002-permits/")
    server.shows(PAGE, "Coverage")
    server.until(lambda: "radar.yaml: error" in server.log, "the file that is away")
    for name in names:
        (away / name).rename(server.folder / name)
    server.shows("strategies/002-permits/", "DevOps Strategy: Permits")
    server.shows(PAGE, "Our own words")
    for name, text in {"services/b/devops.yaml": strategy("002", "Permits", owner="Jane")}.items():
        server.write(name, text)
    server.shows("strategies/002-permits/", "Jane")
    server.write("templates/sections/ci.md", "## Other words\n")
    server.shows(PAGE, "Other words")
    server.write("radar.yaml", "technologies: [{name: Cobol, status: bannned}]\n")
    server.until(lambda: "radar.yaml:1:" in server.log, "the error of the list")
    assert "Traceback" not in server.log


@pytest.mark.skipif(sys.platform == "win32", reason="there a file has no time of its last change")
@pytest.mark.parametrize("name", ["docs/a/devops.yaml", "services/b/devops.yaml"])
def test_a_file_that_keeps_its_size_and_its_time(name: str, serve: Serve) -> None:
    server = serve()
    server.settle()
    path = server.folder / name
    before = path.stat()
    with server.one_rebuild():
        with path.open("r+", encoding="utf-8") as file:
            text = file.read()
            file.seek(0)
            file.write(text.replace("DRAFT", "DRAFZ"))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        server.until(lambda: f"{name}:4:11: error" in server.log, "the error")
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_a_root_that_is_named_while_the_server_runs(serve: Serve) -> None:
    server = serve({"teams/c/devops.yaml": strategy("003", "Moorings")})
    server.write("mkdocs.yml", config({"roots": ["services", "teams"]}))
    server.shows("strategies/003-moorings/", "DevOps Strategy: Moorings")
    server.write("teams/c/devops.yaml", strategy("003", "Moorings", owner="Jane"))
    server.shows("strategies/003-moorings/", "Jane")
