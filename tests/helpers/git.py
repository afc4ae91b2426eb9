"""A Git repository of several people, whatever the settings of this machine are."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

PEOPLE = ("Ann Cole", "Ben Pier", "Cleo Dunn")


class Repo:
    """A Git repository, in a folder that need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *arguments: str, author: str = PEOPLE[0]) -> str:
        """Call Git as somebody, whatever this machine's settings are."""
        who = {"NAME": author, "EMAIL": f"{author.split()[0].lower()}@example.org", "DATE": "2026-01-01T12:00:00Z"}
        env = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
        env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        run = ["git", "-C", str(self.folder), *arguments]
        return subprocess.run(run, check=True, capture_output=True, text=True, env=os.environ | env).stdout

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, author: str = PEOPLE[0]) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Change", author=author)
