"""The Mermaid that the package ships: `python -m scripts.mermaid` checks it, `--update 11.16.0` fetches another.

What is fetched is the package `mermaid` of npm, whose hash npm checks.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

ASSETS = Path(__file__).parent.parent / "mkdocs_arckit" / "assets"
SCRIPT, LICENCE, RECORD = "mermaid.min.js", "mermaid.LICENSE.txt", "mermaid.json"


def problems(assets: Path = ASSETS) -> list[str]:
    """What is wrong with the files, compared with their record."""
    record = json.loads((assets / RECORD).read_text(encoding="utf-8"))
    script = (assets / SCRIPT).read_bytes()
    found = []
    if hashlib.sha256(script).hexdigest() != record["sha256"]:
        found.append(f"{SCRIPT} is not the file that {RECORD} describes")
    if record["version"] not in versions(script):
        found.append(f"{SCRIPT} does not say that it is Mermaid {record['version']}")
    if "MIT License" not in (assets / LICENCE).read_text(encoding="utf-8"):
        found.append(f"{LICENCE} is not Mermaid's licence")
    return found


def versions(script: bytes) -> set[str]:
    """The versions that stand in the script, Mermaid's among them."""
    return {found.decode() for found in re.findall(rb'"(\d+\.\d+\.\d+)"', script)}


def update(version: str, assets: Path = ASSETS) -> None:
    """Fetch a version, and write it and its record."""
    with TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, f"mermaid@{version}"]
        subprocess.run(command, check=True)
        (packed,) = Path(folder).glob("*.tgz")
        with tarfile.open(packed) as archive:
            for member, name in (("package/dist/mermaid.min.js", SCRIPT), ("package/LICENSE", LICENCE)):
                source = archive.extractfile(member)
                assert source is not None
                with source, (assets / name).open("wb") as target:
                    shutil.copyfileobj(source, target)
            package = archive.extractfile("package/package.json")
            assert package is not None
            version = json.load(package)["version"]
    digest = hashlib.sha256((assets / SCRIPT).read_bytes()).hexdigest()
    (assets / RECORD).write_text(json.dumps({"version": version, "sha256": digest}, indent=2) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Check, or update first."""
    if arguments[:1] == ["--update"]:
        update(arguments[1] if len(arguments) > 1 else "11")
    elif arguments:
        sys.exit(__doc__)
    if found := problems():
        sys.exit("\n".join(found))
    print(f"Mermaid {json.loads((ASSETS / RECORD).read_text(encoding='utf-8'))['version']}, unchanged")


if __name__ == "__main__":
    main(sys.argv[1:])
