"""Strategies as Hypothesis draws them: any elements of any sections, in the template's words, with any texts in their cells."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from mkdocs_arckit.model.base import Attributes, Choice, Row
from mkdocs_arckit.model.overview import LAYERS, LayerRow, Maturity
from mkdocs_arckit.model.pipelines import CiPipeline, FlagPlatformRow, FlagTypeRow
from mkdocs_arckit.model.practice import Dora, TraceRow
from mkdocs_arckit.model.runtime import Control, Steps
from mkdocs_arckit.model.section import Element
from mkdocs_arckit.model.strategy import NUMBERED, SECTION_TYPES, ApprovalRow, RevisionRow

TEXTS = st.text(st.sampled_from("abc Éß0123456789.,:;!?%<>&|*`[](){}#+-=~/'\"✅日"), min_size=1, max_size=20).map(
    lambda text: " ".join(f"x{text}y".split())
) | st.sampled_from(["`make test`", "**bold**", "[a](https://example.org)", "10 min", "FR-001", "a, b", "no", "1.10"])
"""One line, as people write it: marks that mean nothing, marks that do, and whatever needs quotation marks in YAML."""
BLOCKS = st.lists(TEXTS.map(lambda text: f"So {text}."), min_size=1, max_size=2).map(
    lambda texts: "\n\n".join(texts) + "\n"
)
CODE = st.lists(TEXTS, min_size=1, max_size=3).map(lambda lines: "\n".join(lines) + "\n")
DAYS = st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat())


def rows(model: type[Row], **special: Any) -> Any:
    """Draw the rows of a table, with a column of the author's own in some."""
    first, *others = model.columns()
    fields = {name: special.get(name, TEXTS) for name in others}
    row = st.fixed_dictionaries({first: TEXTS}, optional={**fields, "x-Of our own": TEXTS})
    return st.lists(row, min_size=1, max_size=3)


def _choice(model: type[Choice[Any]]) -> Any:
    first = next(iter(model.row().columns()))
    options = rows(model.row()).filter(lambda rows: len({row[first].replace("`", "") for row in rows}) == len(rows))
    options = options.filter(lambda rows: all("selected" not in row[first] for row in rows))
    return options.flatmap(
        lambda rows: st.fixed_dictionaries(
            {"options": st.just(rows)},
            optional={"selected": st.sampled_from([row[first] for row in rows]), "rationale": TEXTS},
        )
    )


def _element(element: Element) -> Any:
    model = element.type
    if element.key == "feature_flags":
        return st.fixed_dictionaries({"platforms": rows(FlagPlatformRow), "types": rows(FlagTypeRow)})
    if model is Maturity:
        level = st.fixed_dictionaries({"name": TEXTS})
        return st.fixed_dictionaries(
            {"current": st.integers(0, 5), "target": st.integers(2, 5)},
            optional={
                "levels": st.dictionaries(st.integers(1, 5), level, min_size=1).map(_levels),
                "timeline": st.dictionaries(st.integers(1, 5), TEXTS, min_size=1),
            },
        )
    if model is Dora:
        row = st.fixed_dictionaries({"current": TEXTS}, optional={"target": TEXTS, "x-Of our own": TEXTS})
        return st.fixed_dictionaries({"mttr": row}, optional={"lead_time": row, "deployment_frequency": row})
    if model is LayerRow:
        return rows(LayerRow) | st.dictionaries(st.sampled_from([*LAYERS, "Queue"]), TEXTS, min_size=1)
    if model is Control:
        controls = [st.fixed_dictionaries({"control": TEXTS, "done": st.booleans()}), TEXTS]
        return st.one_of(*(st.lists(control, min_size=1, max_size=3) for control in controls))
    if element.key == "hotfix":
        return st.lists(TEXTS, min_size=1, max_size=3)
    if element.kind == "code":
        return CODE
    if element.key == "scanning_pipeline":
        return st.just({"phases": [{"name": "Before", "scans": ["a", "b & c"]}, {"name": "CI", "scans": ["d"]}]})
    if element.type is Steps:
        return st.just({"steps": ["Plan", "Merge?", "Apply (all)"]})
    if element.type is CiPipeline:
        groups = [{"name": "Build", "steps": ["A", "B"]}, {"name": "Test", "steps": ["A", "C; D"]}]
        flows = st.sampled_from([{}, {"flow": ["Build/A --> B", "Build/A --> Test/A --> C; D"]}])
        return flows.map(lambda flow: {"trigger": "Push", "groups": groups, **flow})
    if element.kind == "diagram":
        return st.just({"diagram": "flowchart LR\n    a[A] --> b[B]\n"})
    assert model
    if issubclass(model, Choice):
        return _choice(model)
    if issubclass(model, Attributes):
        names = [name for name in model.model_fields if name != "x"]
        return st.dictionaries(st.sampled_from([*names, "x-Of our own"]), TEXTS, min_size=1)
    assert issubclass(model, Row)
    return rows(model, status=st.sampled_from(["met", "planned", "so far"])) if model is TraceRow else rows(model)


def _levels(levels: dict[int, dict[str, str]]) -> list[dict[str, Any]]:
    return [{"level": level, **own} for level, own in sorted(levels.items()) if own]


def _section(key: str) -> Any:
    elements = {name: _element(element) for name, element in SECTION_TYPES[key].elements.items()}
    own = st.lists(
        st.fixed_dictionaries({"heading": TEXTS.map(lambda text: f"Ours {text}"), "body": BLOCKS}),
        min_size=1,
        max_size=2,
    )

    def around(data: dict[str, Any]) -> Any:
        notes = st.fixed_dictionaries({"below": BLOCKS}, optional={"above": BLOCKS})
        extra = own.map(lambda extras: [{"after": list(data)[-1], **extra} for extra in extras])
        return st.fixed_dictionaries(
            {name: st.just(value) for name, value in data.items()},
            optional={
                "summary": BLOCKS,
                "notes": st.dictionaries(st.sampled_from([*data]), notes, min_size=1, max_size=1),
                "extra": extra,
            },
        )

    if "rows" in elements:
        return elements["rows"]
    return st.fixed_dictionaries({}, optional=elements).filter(bool).flatmap(around)


CONTROL = st.fixed_dictionaries(
    {
        "version": st.sampled_from(["1.0", "2.10"]),
        "status": st.sampled_from(["DRAFT", "IN_REVIEW"]),
        "classification": st.just("OFFICIAL"),
        "created": DAYS,
    },
    optional={"review_cycle": st.sampled_from(["Quarterly", "Annual, plus events"]), "owner": TEXTS, "x-Team": TEXTS},
)
STRATEGIES = st.fixed_dictionaries(
    {
        "project": st.just({"id": "001", "name": "Pay"}),
        "document": CONTROL,
        "revisions": rows(RevisionRow, date=DAYS, approval_date=DAYS),
    },
    optional={
        "tags": st.just(["a", "b c"]),
        "summary": BLOCKS,
        **{key: _section(key) for key in NUMBERED},
        "approval": rows(ApprovalRow, date=DAYS),
        "appendices": st.just([{"heading": "Appendix A: Words", "body": "Ours.\n"}]),
        "generated": st.just({"by": "ArcKit `/arckit.devops` command", "on": "2026-01-01", "model": "M"}),
    },
)
"""The data of a strategy."""
