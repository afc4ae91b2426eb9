"""Sets up a folder for strategies: the site's configuration, what editors need, and on wish publication and a hook.

Everything is decided before anything is written, and nothing that somebody else wrote is replaced. What can't be
changed safely is left to a person, with the lines to add.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from shlex import quote
from typing import Any

import yaml

from mkdocs_arckit.addresses import relative_path
from mkdocs_arckit.authoring.insert import Item, NoPlaceError, add_item
from mkdocs_arckit.authoring.settings import with_schema, with_schema_line
from mkdocs_arckit.authoring.site_config import PLUGIN, SiteConfig
from mkdocs_arckit.authoring.snippets import editor_schema
from mkdocs_arckit.options import Options
from mkdocs_arckit.source.discover import discover

SCHEMA_FILE = "devops.schema.json"
"""The file with the schema, beside the site's configuration."""
_HOOK = Item(
    "arckit",
    [
        "repo: local",
        "hooks:",
        "  - id: arckit",
        "    name: DevOps strategies",
        "    language: system # the command that is installed",
        "    entry: mkdocs-arckit validate",
        r"    files: (^|/)devops\.yaml$",
    ],
)
_INDEX = """\
# {}

Every DevOps strategy of this site: what is approved, by whom, and what is overdue.

<!-- arckit:index -->
"""


@dataclass(frozen=True)
class FileStep:
    """What becomes of one file.

    Attributes:
        path: the file.
        what: what is added to it, or why nothing is.
        data: what it is to hold; `None` if it stays as it is.
        new: whether there is no such file yet.
        by_hand: lines for a person to add, where this can't be done safely.
    """

    path: Path
    what: str
    data: bytes | None = None
    new: bool = False
    by_hand: str = ""


@dataclass(frozen=True)
class Wishes:
    """What somebody asks for.

    Attributes:
        pages: `github` or `gitlab`, where the site is to be published from; empty for nowhere.
        pre_commit: whether a hook is to check strategies before each commit.
        force: whether files that were made before, and have been changed since, are made again.
    """

    pages: str = ""
    pre_commit: bool = False
    force: bool = False


def set_up(folder: Path, config: SiteConfig | None, options: Options, wishes: Wishes) -> list[FileStep]:
    """Decide what a site lacks; nothing is written.

    Args:
        folder: the folder of the site's configuration.
        config: the configuration, if there is one.
        options: the plugin's options, if the site has it; else those by default.
        wishes: what is to be done besides.
    """
    top = _repository(folder)
    theme = config.words("theme", "mkdocs") if config else "material" if find_spec("material") else "mkdocs"
    steps = [_add_plugin(config)] if config else list(_new_site(folder, theme))
    path = folder / SCHEMA_FILE
    schema = json.dumps(editor_schema(options.classifications, options.sections), indent=2, ensure_ascii=False)
    steps += [
        _write(path, f"{schema}\n", "what editors complete and check in strategies", wishes.force),
        _add_schema(top / ".vscode" / "settings.json", relative_path(path, top), options.file_names),
        *_add_lines(path, [folder / (config.words("docs_dir", "docs") if config else "docs"), *options.roots], options),
    ]
    if wishes.pages:
        steps.append(_publish(top, folder, config, theme, wishes))
    if wishes.pre_commit:
        steps.append(_add_hook(top / ".pre-commit-config.yaml"))
    return steps


def _repository(folder: Path) -> Path:
    """Return the top of the Git repository that a folder is in, or the folder."""
    return next((path for path in (folder, *folder.parents) if (path / ".git").exists()), folder)


def _add_plugin(config: SiteConfig) -> FileStep:
    if PLUGIN in config.plugins:
        return FileStep(config.path, f"it has the plugin `{PLUGIN}`")
    try:
        changed = config.with_plugin()
    except NoPlaceError as error:
        return FileStep(config.path, f"{error}; add to that list", by_hand=f"- {PLUGIN}\n")
    return FileStep(config.path, f"the plugin `{PLUGIN}`; diagrams need nothing else", changed.encode())


def _new_site(folder: Path, theme: str) -> Iterator[FileStep]:
    name = " ".join(re.sub(r"[\W_]+", " ", folder.name).split())
    name = name[:1].upper() + name[1:] or "Strategies"
    settings = {"site_name": name, "theme": {"name": theme}, "plugins": ["search", PLUGIN]}
    text = yaml.dump(settings, Dumper=_Indented, sort_keys=False, allow_unicode=True)
    yield FileStep(folder / "mkdocs.yml", f"a site with the theme {theme} and the plugin", text.encode(), new=True)
    first = next((path for path in (folder / "docs/index.md", folder / "docs/README.md") if path.exists()), None)
    if first:
        yield FileStep(first, "it is the first page; the index gets a page of its own")
    else:
        data = _INDEX.format(name).encode()
        yield FileStep(folder / "docs" / "index.md", "a first page, with the index of all strategies", data, new=True)


class _Indented(yaml.SafeDumper):
    """Indents lists below their keys, as most people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow)


def _write(path: Path, text: str, what: str, force: bool) -> FileStep:
    """Write a file that is ours; one that somebody changed stays."""
    if not path.exists():
        return FileStep(path, what, text.encode(), new=True)
    if path.read_bytes() == text.encode():
        return FileStep(path, "it is there")
    if force:
        return FileStep(path, what, text.encode())
    return FileStep(path, "it is there, and another one than this version would write; `--force` replaces it")


def _read(path: Path) -> str:
    """Read a file of somebody else's, which may be missing."""
    try:
        return path.read_bytes().decode() if path.exists() else ""
    except UnicodeDecodeError:
        raise NoPlaceError("it is not UTF-8") from None


def _add_schema(path: Path, schema: str, file_names: Sequence[str]) -> FileStep:
    entry: dict[str, Any] = {"yaml.schemas": {f"./{schema}": list(file_names)}}
    try:
        before = _read(path)
        if f'"./{schema}"' in before:
            return FileStep(path, "it names the schema")
        changed = with_schema(before, entry)
    except NoPlaceError as error:
        lines = json.dumps(entry, indent=2, ensure_ascii=False)
        return FileStep(path, f"{error}; add to it", by_hand=f"{lines}\n")
    what = "the schema, for Visual Studio Code with its extension “YAML”"
    return FileStep(path, what, changed.encode(), new=not path.exists())


def _add_lines(schema: Path, folders: Sequence[Path], options: Options) -> Iterator[FileStep]:
    """Name the schema in the strategies that do not name any."""
    for file in dict.fromkeys(f for folder in folders for f in discover(folder, options.file_names, options.exclude)):
        before = file.read_bytes()
        changed = with_schema_line(before, relative_path(schema, file.parent))
        if changed != before:
            yield FileStep(file, "its first line names the schema, for other editors", changed)


def _publish(top: Path, folder: Path, config: SiteConfig | None, theme: str, wishes: Wishes) -> FileStep:
    """Write what publishes the site; its commands run at the top of the repository."""
    text = (resources.files(__package__) / "files" / f"pages-{wishes.pages}.yml").read_text(encoding="utf-8")
    if theme != "material":
        text = text.replace("[material]", "")
    name = config.path.name if config else "mkdocs.yml"
    inside = relative_path(folder, top)
    if inside != "." or name not in {"mkdocs.yml", "mkdocs.yaml"}:
        text = text.replace("build --strict", f"build --strict --config-file {quote(str(PurePosixPath(inside, name)))}")
    site = PurePosixPath(inside, config.words("site_dir", "site") if config else "site")
    if str(site) != "site":
        text = text.replace("path: site\n", f"path: {json.dumps(str(site), ensure_ascii=False)}\n")
    if wishes.pages == "github":
        what = "builds and publishes the site; its first lines say what to choose at GitHub"
        return _write(top / ".github" / "workflows" / "pages.yml", text, what, wishes.force)
    path = top / ".gitlab-ci.yml"
    if path.exists() and "mkdocs build" not in path.read_text(encoding="utf-8", errors="replace"):
        return FileStep(path, "it has other jobs; add these", by_hand=text)
    return _write(path, text, "builds and publishes the site", wishes.force)


def _add_hook(path: Path) -> FileStep:
    try:
        before = _read(path)
        if "mkdocs-arckit" in before:
            return FileStep(path, "it has the hook")
        changed = add_item(before, "repos", _HOOK)
    except NoPlaceError as error:
        return FileStep(path, f"{error}; add below `repos`", by_hand="\n".join([*_HOOK.dashed, ""]))
    what = "a hook that checks strategies before each commit; `pre-commit install` switches it on"
    return FileStep(path, what, changed.encode(), new=not path.exists())
