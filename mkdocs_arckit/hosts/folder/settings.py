"""What a site is made of, without MkDocs: its options, its docs folder, and where it will be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load
from yaml_env_tag import construct_env_tag

from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig, options_of
from mkdocs_arckit.options import Options


class SettingsError(Exception):
    """A site's configuration is wrong; the text says why."""


@dataclass(frozen=True)
class Settings:
    """What a site is made of.

    Attributes:
        options: the engine's.
        docs: the folder of the site's other pages and files, which are taken over; `None` if there is none.
        paths: strategies, and folders with strategies, beside those of the options.
        left_out: patterns, as in a `.gitignore`, of files of the docs folder that are not part of the site.
        site_url: where the site will be, if that is known.
        on_error: whether a strategy with errors fails the command: `fail` or `warn`.
        clean: whether HTML of authors that could harm readers is left out.
        watched: the configuration's own file.
    """

    options: Options
    docs: Path | None = None
    paths: tuple[Path, ...] = ()
    left_out: tuple[str, ...] = ()
    site_url: str = ""
    on_error: str = "fail"
    clean: bool = True
    watched: Path | None = None


class _Loader(yaml.SafeLoader):
    """Reads what MkDocs and Zensical read; objects of Python, which only they need, are nothing here."""


def _nothing(loader: _Loader, suffix: str, node: yaml.Node) -> None:
    """Read a tag that says nothing to us."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("", _nothing)


def read_settings(config_file: Path) -> Settings:
    """Read the configuration of a MkDocs site, whatever themes and other plugins it names, installed or not.

    Raises:
        SettingsError: it cannot be read, does not have the plugin, or one of the plugin's options is wrong.
    """
    try:
        with config_file.open("rb") as file:
            read = yaml_load(file, _Loader)  # type: ignore[arg-type]  # it takes any loader
    except (OSError, yaml.YAMLError, UnicodeDecodeError, ConfigurationError) as error:
        raise SettingsError(f"{config_file} cannot be read: {error}") from None
    if not isinstance(read, dict):
        raise SettingsError(f"{config_file} is not a configuration: it has no options")
    base = config_file.absolute().parent
    plugin = ArckitConfig(config_file_path=str(config_file.absolute()))
    plugin.load_dict(_plugin_options(read, config_file))
    failed, warned = plugin.validate()
    if failed or warned:
        name, problem = [*failed, *warned][0]
        raise SettingsError(f"{config_file}: arckit: {name}: {problem}")
    return Settings(
        options_of(plugin, base),
        base / str(read.get("docs_dir") or "docs"),
        left_out=tuple(str(read.get("exclude_docs") or "").splitlines()),
        site_url=str(read.get("site_url") or ""),
        on_error=plugin.on_error,
        clean=plugin.clean_html,
        watched=config_file.absolute(),
    )


def _plugin_options(read: dict[str, Any], config_file: Path) -> dict[str, Any]:
    """Find the plugin's options, which are below its name in a list or in a mapping."""
    plugins = read.get("plugins") or []
    for item in plugins.items() if isinstance(plugins, dict) else plugins:
        name, options = item if isinstance(item, tuple) else (item, None)
        if isinstance(item, dict) and len(item) == 1:
            name, options = next(iter(item.items()))
        if name == "arckit":
            if not isinstance(options or {}, dict):
                raise SettingsError(f"{config_file}: the options of arckit are not a mapping")
            return {key: value for key, value in (options or {}).items() if key != "enabled"}
    raise SettingsError(f"{config_file} does not have the plugin: add `arckit` to `plugins`")
