"""Which worker of pytest-xdist gets which tests."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

WHOLE = {"browser", "checks", "format", "render"}
"""The folders whose files stay whole: their tests share sites, or take less time than it takes to send them about."""
LONG = {"test_accessibility.py", "test_hostile.py", "test_pages.py"}
"""Files in them whose tests take so long that each goes where there is room."""


class WholeFiles(LoadScopeScheduling):
    """Give a worker a file of some folders, and of the others one test after the other, so that all end together."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        parts = set(path.split("/"))
        return path if WHOLE & parts and not LONG & parts else nodeid
