"""Writes a folder again whenever something changes that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_QUIET = 0.2
"""Seconds without a change after which a person has saved everything."""
_WAITS = 10
"""How often the quiet is waited for: something may change all the time."""
_LOOK = 1.0
"""Seconds after which the keyboard may interrupt."""


class _Notice(FileSystemEventHandler):
    def __init__(self, changed: Event, out: Path) -> None:
        self._changed, self._out = changed, out

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Notice a change, unless it is one of our own, or somebody only reads."""
        inside = Path(str(event.src_path)).absolute().is_relative_to(self._out)
        if not inside and event.event_type not in {"opened", "closed_no_write"}:
            self._changed.set()


def watch(paths: Iterable[Path], out: Path, act: Callable[[], None], stop: Event) -> None:
    """Act on every change until told to stop.

    Args:
        paths: files and folders; those that are not there are left out.
        out: the folder that is written, absolute; changes in it are nobody's.
        act: what to do; it deals with its errors itself.
        stop: set to end.
    """
    changed = Event()
    observer = Observer()
    for path in sorted({path.absolute() for path in paths if path.exists()}):
        folder = path if path.is_dir() else path.parent  # an editor may put another file in a file's place
        observer.schedule(_Notice(changed, out), str(folder), recursive=path.is_dir())
    observer.start()
    try:
        while not stop.is_set():
            if changed.wait(_LOOK):
                for _ in range(_WAITS):
                    changed.clear()
                    stop.wait(_QUIET)
                    if not changed.is_set():
                        break
                act()
    finally:
        observer.stop()
        observer.join()
