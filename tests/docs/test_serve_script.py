"""`make demo` and `make docs-serve`: the address stands last, whatever port is free."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from socketserver import TCPServer
from threading import Thread

import pytest

from tests.helpers.sites import ROOT


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there a process is not ended by Ctrl+C from outside")
def test_the_address_is_the_last_line_even_if_the_first_port_is_taken(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Hello there\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Shown\nplugins: [arckit]\n", encoding="utf-8")
    first = 0
    with TCPServer(("127.0.0.1", 0), lambda *_: None) as taken:  # type: ignore[arg-type,return-value]
        first = taken.server_address[1]
        Thread(target=taken.serve_forever, daemon=True).start()
        # Who starts tests in the background may have them ignore Ctrl+C, and all that they start would ignore it too.
        heeded = signal.signal(signal.SIGINT, signal.default_int_handler)
        command = [sys.executable, "-m", "scripts.serve", str(tmp_path / "mkdocs.yml"), str(first)]
        with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as demo:
            assert demo.stdout
            lines = []
            for line in demo.stdout:
                lines.append(line.strip())
                if "Open http" in line:
                    break
            address = re.findall(r"http://127\.0\.0\.1:(\d+)/$", lines[-1])
            assert [int(port) > first for port in address] == [True], lines
            with urllib.request.urlopen(f"http://127.0.0.1:{address[0]}/") as page:
                assert b"Hello there" in page.read()
            signal.signal(signal.SIGINT, heeded)
            demo.send_signal(signal.SIGINT)
            rest = demo.stdout.read()
        taken.shutdown()
    assert rest == ""
    assert f"Port {first} is in use" in lines[0]
    assert demo.returncode == 0
