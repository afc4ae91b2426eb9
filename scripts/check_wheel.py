"""Check that the wheel in `dist/` holds the package's files, all of them and no others."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Compare the two lists, and exit with the differences."""
    (wheel,) = (ROOT / "dist").glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    source = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "mkdocs_arckit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    if packed != source:
        sys.exit(f"{wheel.name} lacks {sorted(source - packed)} and has {sorted(packed - source)} too much")
    print(f"{wheel.name} holds all {len(source)} files of the package")


if __name__ == "__main__":
    main()
