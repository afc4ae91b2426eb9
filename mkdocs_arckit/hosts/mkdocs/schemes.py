"""Two options of the plugin: the sections of a site, and its classification scheme."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as c

from mkdocs_arckit.findings import did_you_mean
from mkdocs_arckit.model.ladders import LADDERS
from mkdocs_arckit.model.site_sections import SiteSections, has_heading, same_heading
from mkdocs_arckit.model.strategy import NUMBERED, SECTION_TYPES, Strategy
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS


class SectionsOption(c.OptionallyRequired[SiteSections]):
    """The sections of all strategies of a site: by key `off`, or another heading; and `further` headings."""

    def run_validation(self, value: object) -> SiteSections:
        """Check the option."""
        if not isinstance(value, dict):
            raise base.ValidationError("write the keys of sections, each with `off` or another heading")
        off, named = [], []
        for key, said in value.items():
            if key == "further":
                continue
            if key not in SECTION_TYPES:
                near = did_you_mean(str(key), (*SECTION_TYPES, "further"))
                raise base.ValidationError(f"'{key}' is not a section{f'; {near}' if near else ''}")
            if said is False or said == "off":
                if key not in NUMBERED:
                    raise base.ValidationError(f"'{key}' cannot be off; it counts nowhere")
                off.append(key)
            elif isinstance(said, str) and said.strip():
                named.append((key, " ".join(said.split())))
            elif said is not True:
                raise base.ValidationError(f"'{key}' is neither `off` nor a heading")
        further = value.get("further") or []
        if not isinstance(further, list) or not all(isinstance(one, str) and one.strip() for one in further):
            raise base.ValidationError("'further' is not a list of headings")
        headings = [" ".join(one.split()) for one in further]
        _refuse_doubles(dict(named), headings)
        return SiteSections(frozenset(off), tuple(named), tuple(headings))


def _refuse_doubles(named: dict[str, str], further: list[str]) -> None:
    """Raise an error if a page could have two headings of one name, or if a heading would pass for a section's key."""
    taken = {key: Strategy.model_fields[key].title or key for key in ("document", "summary")}
    for key, kind in SECTION_TYPES.items():
        heading = named.get(key, kind.title)
        if other := _named_so(taken, heading):
            raise base.ValidationError(f"'{heading}' would be the heading of both `{other}` and `{key}`")
        taken[key] = heading
    for number, heading in enumerate(further):
        if has_heading(further[:number], heading):
            raise base.ValidationError(f"'further' has '{heading}' twice")
        if clash := heading if heading in SECTION_TYPES else _named_so(taken, heading):
            raise base.ValidationError(
                f"'further' has '{heading}', which each strategy can have already, as `{clash}`: leave it out"
            )


def _named_so(taken: dict[str, str], heading: str) -> str | None:
    return next((key for key, other in taken.items() if same_heading(other, heading)), None)


class Classifications(c.OptionallyRequired[list[str]]):
    """A scheme: the name of a ready-made one, or its words, lowest first."""

    def __init__(self) -> None:
        super().__init__(default=list(CLASSIFICATIONS))

    def run_validation(self, value: object) -> list[str]:
        """Check the option."""
        if isinstance(value, str):
            if (name := value.strip().casefold()) in LADDERS:
                return list(LADDERS[name])
            near = did_you_mean(value, LADDERS)
            names = f"; the ready-made schemes are {', '.join(LADDERS)}"
            raise base.ValidationError(
                f"'{value}' is not a scheme; {near}" if near else f"write a list of words{names}"
            )
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise base.ValidationError(f"write a list of words, or one of {', '.join(LADDERS)}")
        return value
