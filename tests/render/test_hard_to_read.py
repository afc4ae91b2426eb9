"""Texts that Python or Python-Markdown itself can't read end no build."""

from __future__ import annotations

import pytest

from mkdocs_arckit.render.page import Inserts
from mkdocs_arckit.text.blocks import block
from mkdocs_arckit.text.inline import is_safe_url
from mkdocs_arckit.text.printable import unescaped
from tests.helpers.hostile import published

DIGITS = "1" * 5_000


@pytest.mark.parametrize(
    "text", ["# {}\n", "a {} b\n", "[a]({})\n", '<b title="{}">a</b>\n', "<b title='{}'>a</b>\n", "`{}`\n"]
)
@pytest.mark.parametrize("end", [";", "", " "])
def test_a_reference_with_thousands_of_digits_is_text(text: str, end: str) -> None:
    written = block(text.replace("{}", f"&#{DIGITS}{end}"), 3, lambda url: url)
    assert DIGITS in published(written, ["toc", "md_in_html", "attr_list"])


def test_short_references_are_characters() -> None:
    assert unescaped("&#65;&#x42;&amp;") == "AB&"
    assert unescaped(f"&#65;&#{DIGITS};") == f"A&#{DIGITS};"
    assert is_safe_url(f"a:&#{DIGITS};") is False


def test_what_an_extension_reads_too_deeply_is_shown_as_typed(caplog: pytest.LogCaptureFixture) -> None:
    inserts = Inserts()
    deep = "\n".join(["a", ": b"] * 3_000)
    text = f"{inserts.boundary}\n\n{deep}\n\n{inserts.boundary}\n\nafter\n"
    html = published(text, ["def_list"])
    assert "<pre>a\n: b" in html
    assert "<p>after</p>" in html
    assert "nested so deeply" in caplog.text
