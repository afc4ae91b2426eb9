"""A strategy is recognised by what a file holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_arckit.source.recognise import may_be_strategy, reads_like_strategy
from tests.helpers.samples import strategy
from tests.helpers.sites import ROOT

SECRET = strategy(classification="SECRET")
DATA: Any = yaml.safe_load(SECRET)
EXAMPLES = sorted((ROOT / "example-site").rglob("devops.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_strategies_are_recognised(path: Path) -> None:
    assert reads_like_strategy(path.read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        f"---\n# A comment\n\n{SECRET}",
        f"%YAML 1.2\n---\n{SECRET}",
        f"\ufeff{SECRET}",
        SECRET.replace("\n", "\r\n"),
        SECRET.replace("\n", "\r"),
        SECRET.replace("\n", "\u2028"),
        "".join(f"  {line}\n" for line in SECRET.splitlines()),
        f"<<<<<<< HEAD\n{SECRET}=======\n",
        f"Copied from the wiki:\n\n{SECRET}",
        f"x-a: &a {{b: c}}\noverview: {{summary: x}}\n{SECRET}",
        "".join(f"+{line}\n" for line in SECRET.splitlines()),
        "- " + SECRET.replace("\n", "\n  "),
        json.dumps(DATA),
        json.dumps(DATA, indent=2),
        json.dumps([DATA, DATA]),
        json.dumps(DATA) + "\n" + json.dumps(DATA),
        "{project: {id: '001', name: A}, document: {classification: SECRET}}",
        "{'document': {'classification': SECRET}}",
        "document: {classification: SECRET}",
        "document:\n  classification: SECRET\n",
        "Document:\n  Classification: SECRET\n",
        '"document":\n  "classification": SECRET\n',
        "? document\n: ? classification\n  : SECRET\n",
        "&d document: !!map\n  &c classification: SECRET\n",
        "project: {id: '001', name: A}\nclassification: SECRET\n",
        "project: {id: '001', name: A}\ndocument: {version: '1', status: DRAFT}\n",
        f"{SECRET}---\n{SECRET}",
        f"{SECRET}\tsummary: broken: yaml\n",
        SECRET[: SECRET.index("SECRET")],
        "PROJECT: {id: x}\nCLASSıFıCATıON: SECRET\n",
        "document:\n  claſſification: SECRET\n",
        f"{SECRET}summary: a\0b\n",
    ],
)
def test_a_strategy_in_any_shape_is_recognised(text: str) -> None:
    assert reads_like_strategy(text.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "latin-1"])
def test_a_strategy_in_any_encoding_is_recognised(encoding: str) -> None:
    assert reads_like_strategy(f"{SECRET}summary: ä\n".encode(encoding))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b\n",
        "project: Handbook\nversion: 2\n",
        "# Project: a\n\nThe document has a classification: none.\n",
        "openapi: 3.1.0\ncomponents:\n  document:\n    classification: {type: string}\n  project: {type: object}\n",
        json.dumps({"components": {"project": {}, "document": {"classification": {}}}}),
        json.dumps({"docs": [{"text": SECRET}]}),
        f"<!DOCTYPE html>\n<pre>\n{SECRET}</pre>",
        f'<?xml version="1.0"?>\n<text>\n{SECRET}</text>',
        "var a={project:b,document:window.document,classification:c};",
        "(function () {\n  const a = {\n    document: 1,\n    classification: 2,\n  };\n})();\n",
        "id,project,document,classification\n1,2,3,4\n",
        "body { color: red }\n.document:hover { top: 0 }\n",
    ],
)
def test_what_only_has_such_words_is_not_one(text: str) -> None:
    assert not reads_like_strategy(text.encode())


def test_a_picture_is_not_one() -> None:
    assert not reads_like_strategy(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20)


def test_markdown_may_quote_strategies_and_have_front_matter() -> None:
    text = f"---\nproject: Handbook\nclassification: OFFICIAL\n---\n\n# Format\n\n```yaml\n{SECRET}```\n\nText.\n"
    assert not reads_like_strategy(text.encode(), markdown=True)
    assert reads_like_strategy(text.encode())
    assert reads_like_strategy(f"# Format\n\n{SECRET}".encode(), markdown=True)


def test_a_similar_name_needs_less() -> None:
    assert may_be_strategy(b"project: {id: x}\nsummary: y\n")
    assert may_be_strategy(b"\x1f\x8b\x08\0" + bytes(range(128, 256)) * 9), "nobody can look into it"
    assert not may_be_strategy(b"trigger: [main]\nsteps: [{script: make}]\n")
