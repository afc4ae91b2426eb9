"""What makes `mkdocs serve` build again: whatever happens to a file that it watches, and to the folders around it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from stat import S_IFDIR

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

_INTERVAL = 0.5
"""Seconds between two looks; MkDocs' own."""
_ABSENT = os.stat_result((S_IFDIR, *[0] * 9))
"""Stands for a watched path while it is away."""


class Watch:
    """The paths that a server watches, as long as it runs.

    MkDocs stops watching a folder that is gone for a moment, as it is while another branch is checked out; it never
    watches one that an edit of `mkdocs.yml` adds; and it doesn't see a file that is written with the size and the time
    that it had.
    """

    def __init__(self) -> None:
        self._server: LiveReloadServer | None = None
        self._paths: set[str] = set()

    def take_over(self, server: LiveReloadServer, paths: Iterable[str]) -> None:
        """Watch in place of the server's own observer, which has not begun yet.

        Args:
            server: the server.
            paths: what MkDocs is going to watch besides.
        """
        watched = {emitter.watch.path: emitter.watch.is_recursive for emitter in server.observer.emitters}
        for path in watched:
            with suppress(KeyError):  # it is counted how often each is watched
                while True:
                    server.unwatch(path)
        self._paths = {*watched, *map(os.path.abspath, paths)}
        server.observer = PollingObserverVFS(self._stat, _entries, polling_interval=_INTERVAL)  # type: ignore[assignment]
        for path, recursive in watched.items():
            server.watch(path, recursive=recursive)
        self._server = server

    def add(self, paths: Collection[str], config: MkDocsConfig) -> None:
        """Watch further paths: MkDocs reads its list of them before the server runs, and not again."""
        config.watch.extend(path for path in paths if path not in config.watch)
        for path in map(os.path.abspath, paths):
            if self._server and path not in self._paths:
                self._paths.add(path)
                self._server.watch(path)

    def _stat(self, path: str) -> os.stat_result:
        """Describe a file: the later of the times when its content and when anything about it changed is its time."""
        try:
            found = os.stat(path)
        except OSError:
            if path in self._paths:
                return _ABSENT
            raise
        changed = max(found.st_mtime_ns, found.st_ctime_ns)
        return os.stat_result((*found[:8], changed, changed))


def _entries(folder: str | None) -> Iterator[os.DirEntry[str]]:
    """List a folder; one that may not be read is empty."""
    try:
        return os.scandir(folder)
    except OSError:
        return iter(())
