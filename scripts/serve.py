"""Serve a site, and say where it is once it is there: `python -m scripts.serve mkdocs.yml [PORT]`."""

from __future__ import annotations

import os
import socket
import sys
import time
from threading import Thread

HOST, PORTS = "127.0.0.1", 100


def answers(port: int) -> bool:
    """Return whether something listens on a port."""
    with socket.socket() as client:
        return client.connect_ex((HOST, port)) == 0


def announce(port: int) -> None:
    """Wait for the site, and say where it is."""
    while not answers(port):
        time.sleep(0.1)
    print(f"Ctrl+C ends it. It follows your edits. Open http://{HOST}:{port}/", flush=True)


def main() -> None:
    """Serve the site on the first free port until Ctrl+C; warnings are all that MkDocs prints."""
    config, first = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 8000
    port = next(port for port in range(first, first + PORTS) if not answers(port))
    if port != first:
        print(f"Port {first} is in use, so the site gets another one.")
    print(f"Building {config} ...", flush=True)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.__main__ import cli  # Material looks at the environment when MkDocs is imported

    Thread(target=announce, args=[port], daemon=True).start()
    cli(["serve", "--quiet", "--config-file", config, "--dev-addr", f"{HOST}:{port}"])


if __name__ == "__main__":
    main()
