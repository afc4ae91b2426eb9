"""A strategy that is exported, and imported again, is the same strategy."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from mkdocs_arckit.authoring.importer import import_document
from mkdocs_arckit.authoring.yaml_writer import write_yaml
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.commands.export import document
from mkdocs_arckit.model.strategy import Strategy
from tests.helpers.generated import STRATEGIES
from tests.helpers.properties import examples


def said(value: Any) -> Any:
    """What a strategy says: what is missing or pending is not there."""
    if isinstance(value, Strategy):
        data = said(value.model_dump())
        return data | {"document": {"id": value.document_id} | data["document"]}
    if isinstance(value, dict):
        return {key: inner for key, part in value.items() if (inner := said(part)) not in (None, {}, [])}
    if isinstance(value, list):
        return [inner for part in value if (inner := said(part)) not in (None, {}, [])]
    return value


@examples(20)
@given(STRATEGIES)
def test_what_is_exported_and_imported_is_the_same(data: dict[str, Any]) -> None:
    strategy = validate(write_yaml(data).encode(), "devops.yaml").strategy
    assert strategy
    found = import_document(document(strategy), ("projects", "001-pay", "x.md"))
    assert found.comparison.missing == ()
    assert found.validation.strategy
    assert said(found.validation.strategy) == said(strategy)
