"""A site's own templates: whole partials, single blocks, and what happens when one is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment

from mkdocs_arckit.render.templates import Templates
from tests.helpers.findings import named_in
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

CI = "ci:\n  quality_gates: [{gate: Coverage, threshold: 80 %}]\n  artifacts: [{artifact: Image, registry: Harbor}]\n"
SITE = {
    "mkdocs.yml": config({"templates": "arckit"}),
    "docs/a/devops.yaml": strategy(more=CI + "release: {changelog: [{tool: towncrier}]}\n"),
}


def page(site: Callable[..., Built], **templates: str) -> str:
    """The text of the strategy's page with some templates of the site's own, named by their last part."""
    files = {f"arckit/{name.replace('__', '/')}.md": text for name, text in templates.items()}
    built = site({**SITE, **files}, strict=True)
    assert built.exit_code == 0, built.log
    return Html(built.html("a/devops/index.html")).text


def test_a_whole_section(site: Callable[..., Built]) -> None:
    text = page(site, sections__ci="## Ours: {{ section.quality_gates | length }} gate\n")
    assert "Ours: 1 gate" in text
    assert "Coverage" not in text
    assert "towncrier" in text, "other sections stay as they are"


def test_one_block_of_a_section(site: Callable[..., Built]) -> None:
    text = page(
        site,
        sections__ci='{% extends "arckit/sections/ci.md" %}\n'
        "{% block quality_gates %}{{ super() }}\nGates are agreed by the board.\n\n{% endblock %}\n",
    )
    assert "Coverage" in text
    assert "Harbor" in text
    assert text.index("Coverage") < text.index("Gates are agreed by the board.") < text.index("Harbor")


def test_a_block_can_be_left_out(site: Callable[..., Built]) -> None:
    text = page(site, sections__ci='{% extends "arckit/sections/ci.md" %}{% block quality_gates %}{% endblock %}')
    assert "Coverage" not in text
    assert "Harbor" in text


def test_what_all_sections_share(site: Callable[..., Built]) -> None:
    text = page(
        site,
        section='{% extends "arckit/section.md" %}{% block elements %}Before. {{ super() }}{% endblock %}',
    )
    assert "Coverage" in text


def test_the_page_itself(site: Callable[..., Built]) -> None:
    text = page(
        site,
        strategy='{% extends "arckit/strategy.md" %}\n'
        "{% block title %}{{ super() }}\nOwned by {{ cell(strategy.document.owner or 'nobody') }}.\n\n{% endblock %}",
    )
    assert "Owned by nobody." in text
    assert "Coverage" in text


def test_the_index(site: Callable[..., Built]) -> None:
    built = site(
        {
            **SITE,
            "arckit/index.html": "{% for title, rows in answer.groups(selection, classifications) %}{% for row in rows %}"
            '<a href="{{ href(row.document) }}">{{ row.document.project_name }}</a>{% endfor %}{% endfor %}',
        }
    )
    shown = Html(built.html("strategies/index.html"))
    assert shown.links["Payments"] == "../a/devops/"
    assert "Next review" not in shown.text


def test_the_page_of_a_file_with_errors(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"templates": "arckit", "on_error": "warn"}),
            "docs/a/devops.yaml": strategy(status="WRONG"),
            "arckit/error.md": "# Broken: {{ title }}\n",
        }
    )
    assert "Broken: docs/a/devops.yaml" in Html(built.html("a/devops/index.html")).text


def test_templates_that_are_not_the_package_s_can_be_included(site: Callable[..., Built]) -> None:
    text = page(site, sections__ci='{% include "ours/note.md" %}', ours__note="A note of ours.\n")
    assert "A note of ours." in text


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"sections/ci.md": '{% extends "sections/ci.md" %}'}, "sections/ci.md"),
        ({"section.md": '\n{% extends "section.md" %}'}, "section.md"),
        ({"section.md": '{% extends "base.md" %}', "base.md": '{% extends "section.md" %}'}, "section.md"),
        ({"strategy.md": '{% extends "a.md" %}', "a.md": '{% extends "a.md" %}'}, None),
    ],
)
def test_a_template_that_extends_itself(files: dict[str, str], name: str | None, site: Callable[..., Built]) -> None:
    """A template's own name leads to the site's."""
    built = site({**SITE, **{f"arckit/{name}": text for name, text in files.items()}})
    assert built.exit_code == 1
    if name:
        assert named_in(built.log) == [(f"arckit/{name}: error [template]", [f'{{% extends "arckit/{name}" %}}'])]
    assert name or "maximum recursion depth exceeded" in built.log


# What would have no effect


def without_effect(site: Callable[..., Built], files: dict[str, str]) -> list[tuple[str, list[str]]]:
    """The places in some templates of the site's own that are warned of; a strict build has to fail if any is."""
    built = site({**SITE, **{f"arckit/{name}": text for name, text in files.items()}}, strict=True)
    told = named_in(built.log, "WARNING")
    assert len(told) == sum(line.startswith("WARNING") for line in built.log.splitlines()), built.log
    assert built.exit_code == (1 if told else 0), built.log
    return told


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("section/ci.md", "sections/ci.md"),
        ("Sections/CI.md", "sections/ci.md"),
        ("sections/cii.md", "sections/ci.md"),
        ("sections/ci.html", "sections/ci.md"),
        ("sections/source-control.md", "sections/source_control.md"),
        ("ci.md", "sections/ci.md"),
        ("traceability.md", "sections/traceability.md views/traceability.md"),
        ("arckit/sections/ci.md", "sections/ci.md"),
        ("arckit/section.md", "section.md"),
        ("sections/header.md", "header.md"),
        ("headers.md", "header.md"),
        ("view/review.md", "views/reviews.md"),
        ("index.md", "index.html"),
    ],
)
def test_a_template_whose_name_is_nearly_one_of_ours(name: str, meant: str, site: Callable[..., Built]) -> None:
    found = without_effect(site, {name: '{% extends "arckit/sections/ci.md" %}'})
    assert found == [(f"arckit/{name}: warning [template]", meant.split())]


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "note.md", "footer.md", "macros.md", "partials/header.md", "ours/ci.md", "ours/sections/ci.md"),
        *("sections/note.md", "sections/gates.md", "sections/ci.md.bak", "sections/ci.md~", "sections/.ci.md.swp"),
    ],
)
def test_no_word_about_other_files(name: str, site: Callable[..., Built]) -> None:
    assert without_effect(site, {name: "A note"}) == []


@pytest.mark.parametrize("use", ["{% include %s %}", "{% extends %s %}", "{% import %s as x %}", "{% include [%s] %}"])
def test_no_word_about_what_another_template_uses(use: str, site: Callable[..., Built]) -> None:
    files = {"sections/cli.md": "## Ours", "sections/ci.md": use.replace("%s", '"sections/cli.md"')}
    files |= {"notice.md": "x", "header.md": '{{ "" }}{% set name = "notice.md" %}{% include name %}'}
    assert without_effect(site, files) == []


def test_files_that_are_no_templates(site: Callable[..., Built]) -> None:
    picture = site({**SITE, "arckit/a.png": ""}).site_dir.parent / "arckit/a.png"
    picture.write_bytes(b"\x89PNG")
    assert without_effect(site, {"sections/cii.md": "{% broken %}"}) != []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (
            "sections/ci.md",
            '{% extends "arckit/sections/ci.md" %}\n{% block stagess %}{% endblock %}',
            ("2:1", ["stagess", "stages"]),
        ),
        (
            "sections/ci.md",
            '{% extends "section.md" %}{% block stages %}{% block inner %}{% endblock %}{% endblock %}',
            ("1:1", ["stages", "elements"]),
        ),
        (
            "sections/document.md",
            '{% extends "arckit/sections/document.md" %}{% block fields %}{% endblock %}',
            ("1:1", ["fields"]),
        ),
        ("sections/ci.md", '{% extends "arckit/sections/ci.md" %}{% block elements %}{% endblock %}', None),
        (
            "sections/ci.md",
            '{% extends "arckit/sections/ci.md" %}{% block stages %}{% block gate %}{% endblock %}{% endblock %}',
            None,
        ),
        ("sections/ci.md", "{% block gate %}{% endblock %}", None),
        ("views/reviews.md", '{% extends "arckit/views/reviews.md" %}{% block view %}{% endblock %}', None),
        ("strategy.md", '{% set x = "arckit/strategy.md" %}{% extends x %}{% block a %}{% endblock %}', None),
    ],
)
def test_a_block_that_is_never_shown(
    name: str, text: str, found: tuple[str, list[str]] | None, site: Callable[..., Built]
) -> None:
    expected = [(f"arckit/{name}:{found[0]}: warning [template]", found[1])] if found else []
    assert without_effect(site, {name: text}) == expected


def test_no_word_about_blocks_where_what_is_extended_is_not_there(site: Callable[..., Built]) -> None:
    ci = '{% extends "arckit/sections/cii.md" %}{% block a %}{% endblock %}'
    built = site({**SITE, "arckit/sections/ci.md": ci})
    assert named_in(built.log) == [("arckit/sections/ci.md:1:1: error [template]", ["arckit/sections/cii.md"])]
    assert built.found_as("ERROR") == built.found


def test_a_block_of_the_site_s_own_section(site: Callable[..., Built]) -> None:
    section = '{% extends "arckit/section.md" %}{% block elements %}{% block intro %}{% endblock %}{% endblock %}'
    ci = '{% extends "arckit/sections/ci.md" %}{% block intro %}Words{% endblock %}'
    assert without_effect(site, {"section.md": section, "sections/ci.md": ci}) == []


BROKEN = {
    "syntax": ("## CI\n{% if %}\n", "2:1", ""),
    "unknown name": ("## CI\n\n{{ sektion.title }}\n", "3:1", "'sektion' is undefined"),
    "unknown attribute": ("{{ section.titel }}", "1:1", "titel"),
    "unknown filter": ("\n{{ section | shout }}", "2:1", "shout"),
    "missing template": ('\n{% include "gone.md" %}', "2:1", "`gone.md`"),
    "missing element": ('{{ element("teamz", "x") }}', "1:1", "'teamz'"),
    "wrong type": ("\n\n{{ section + 1 }}", "3:1", ""),
    "division": ("{{ 1 / 0 }}", "1:1", ""),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_template_ends_the_build_and_says_where(what: str, site: Callable[..., Built]) -> None:
    text, place, says = BROKEN[what]
    built = site({**SITE, "arckit/sections/ci.md": text})
    assert built.exit_code == 1
    assert built.found_as("ERROR") == [f"arckit/sections/ci.md:{place}: error [template]"]
    assert says in built.log
    assert "Traceback" not in built.log


@pytest.mark.parametrize("name", ["strategy.md", "index.html", "section.md"])
def test_a_broken_template_of_the_page_or_index(name: str, site: Callable[..., Built]) -> None:
    built = site({**SITE, f"arckit/{name}": "one\ntwo\n{% for %}\n"})
    assert built.exit_code == 1
    assert built.found == [f"arckit/{name}:3:1: error [template]"]


def test_line_of_a_name_that_is_unknown(site: Callable[..., Built]) -> None:
    built = site({**SITE, "arckit/sections/ci.md": "## CI\n\n{{ sektion.title }}\n"})
    assert built.found == ["arckit/sections/ci.md:3:1: error [template]"]
    assert "'sektion'" in built.log


def test_a_mistake_in_what_others_extend_is_told_where_it_is(site: Callable[..., Built]) -> None:
    built = site({**SITE, "arckit/section.md": "one\ntwo\n{{ sektion.title }}\n"})
    assert built.found == ["arckit/section.md:3:1: error [template]"]
    assert "'sektion'" in built.log


def test_a_template_that_is_not_utf8(site: Callable[..., Built]) -> None:
    site(SITE)
    path = site({**SITE, "arckit/sections/ci.md": "x"}).site_dir.parent / "arckit/sections/ci.md"
    path.write_bytes("## Größe".encode("latin-1"))
    built = site(SITE)
    assert built.exit_code == 1
    assert built.found == ["arckit/sections/ci.md: error [template]"]


def test_a_folder_of_templates_that_is_not_there(site: Callable[..., Built]) -> None:
    built = site(SITE)
    assert built.exit_code == 1
    assert "option 'templates'" in built.log


def test_a_rebuild_compiles_only_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "missing.md"
    own.write_text("First", encoding="utf-8")
    names = [name for name in Templates(tmp_path).environment.list_templates() if not name.startswith("arckit/")]
    for name in names:
        Templates(tmp_path).environment.get_template(name)
    own.write_text("Second", encoding="utf-8")
    compiled, compile_one = [], Environment.compile
    monkeypatch.setattr(Environment, "compile", lambda *a, **k: compiled.append(a[2]) or compile_one(*a, **k))  # type: ignore[func-returns-value]
    rebuilt = Templates(tmp_path)
    for name in names:
        rebuilt.environment.get_template(name)
    assert compiled == ["missing.md"]
    assert rebuilt.render("missing.md") == "Second"
