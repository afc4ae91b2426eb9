"""Code that takes a highlighter long, because its lexer looks through the rest of a line for each of its signs."""

from __future__ import annotations

import json

import pytest

from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.source.result import Limits
from tests.helpers.documents import look


def on_site(body: str) -> str:
    """What a site's Markdown is given of a strategy."""
    said = look(body).strategy
    assert said
    return Renderer().page(said).for_site()[0]


@pytest.mark.parametrize("lead", ["", "    ", "> "])
@pytest.mark.parametrize("info", ["makefile", '{.makefile title="a"}'])
def test_code_with_a_long_line_is_not_coloured(info: str, lead: str) -> None:
    for length, opener in ((500, info), (501, "text")):
        text = "\n".join(lead + line for line in (f"```{info}", "a:", "{" * (length - len(lead)), "```"))
        text = f"- x\n\n{text}" if lead == "    " else text
        assert f"\n{lead}```{opener}\n" in on_site(f"summary: {json.dumps(text)}\n")


def test_a_field_with_a_long_line_is_not_coloured() -> None:
    code = json.dumps("{" * 90_000)
    assert "```text\n{" in on_site(f"cd: {{rollback: {{language: makefile, code: {code}}}}}\n")
    assert "```makefile\n{" in on_site("cd: {rollback: {language: makefile, code: '{'}}\n")


def test_long_code_in_a_line_that_says_its_language_is_work() -> None:
    for length, rules in ((100, []), (9_000, ["limit"])):
        text = json.dumps(f"Text `#!makefile {'{' * length}`.")
        found = look(f"summary: {text}\n", limits=Limits(markup=2_500_000)).findings
        assert [f.rule for f in found] == rules
