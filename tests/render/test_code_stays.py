"""Code is on the page as its author typed it: each fence, in whatever it stands, with text that means something elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from textwrap import indent

import markdown
import pytest

from mkdocs_arckit.diagrams.figure import figure
from mkdocs_arckit.hosts.mkdocs.cleaning import EXTENSION, veil
from mkdocs_arckit.render.citations import link_citations
from mkdocs_arckit.render.clean import clean_html
from mkdocs_arckit.render.decorate import decorate_html
from mkdocs_arckit.render.direction import isolated
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.requirements import link_requirements
from tests.helpers.documents import look
from tests.helpers.hostile import OPTIONS, SETS
from tests.helpers.rendered import Element, elements

TEXTS = (
    "<a>{y}</a>",
    "on_failure = { a = 1 }",
    'run: echo "${{ inputs.action }}"',
    "A->>B: <b>c</b>",
    "{% if a %}{{ b }}{% endif %}{# c #}",
    "&amp; &lt; &#123; & <",
    "</b></pre></code></div>",
    "<!-- arckit:index --> <!--",
    "<script>x</script>",
    "[TBC] [OWNER_NAME] [a](b.md) ![c](d) [^1] [SL-C1]",
    "**a** _b_ ~~c~~ ==d== ^^e^^ :smile: ++ctrl++ (c) $x$",
    "a | b || c",
    "arckit1111111111111111n0 arckit1111111111111111b",
    "{: .a } { .b }",
    '--8<-- "a"',
    r"\* \[ \` \\ \<",
    "http://e.org/?a=1&b=2 @a www.e.org a@e.org",
    "# no heading",
    "- no item",
    "> no quotation",
    "!!! no note",
    '=== "no tab"',
    "/// no block",
    "\u0002klzzwxh:0001\u0003".strip("\u0002\u0003"),
    "wzxhzdk:0 qwertyuiop",
)
"""What means something elsewhere: to HTML, templates, extensions, this package, and Python-Markdown while it has code.

Not tabs, which Python-Markdown expands in any code, and no marks of critic, which it takes out of any code.
"""

Wrap = Callable[[str], str]


def _in(before: str, by: str) -> Wrap:
    return lambda code: f"{before}\n\n{indent(code, by)}"


def _quoted(code: str) -> str:
    return indent(code, "> ", lambda line: True)


CONTAINERS: dict[str, tuple[str, Wrap]] = {
    "nothing": ("", lambda code: code),
    "a paragraph": ("", lambda code: f"Text:\n{code}"),
    "a list": ("", _in("- x", "    ")),
    "a list by two spaces": ("", _in("- x", "  ")),
    "a list of numbers": ("", _in("1. x", "   ")),
    "the first line of an item": ("", lambda code: "- " + indent(code, "  ").lstrip()),
    "the first line of a number": ("", lambda code: "Text:\n1. " + indent(code, "   ").lstrip() + "\n2. y"),
    "the first line of an item in a list": ("", lambda code: "- x\n  - " + indent(code, "    ").lstrip() + "\n- y"),
    "the first line of an item in a quotation": ("", lambda code: _quoted("- " + indent(code, "  ").lstrip())),
    "a list in a list": ("", _in("- x\n    - y", "        ")),
    "a list in a list by two spaces": ("", _in("- x\n  - y", "    ")),
    "a quotation": ("", _quoted),
    "a list in a quotation": ("", lambda code: _quoted(_in("- x", "    ")(code))),
    "a quotation in a list": ("", lambda code: _in("- x", "    ")(_quoted(code))),
    "a quotation in a quotation": ("", lambda code: _quoted(_quoted(code))),
    "a note": ("admonition", _in("!!! note", "    ")),
    "a note in a list": ("admonition", lambda code: _in("- x", "    ")(_in("!!! note", "    ")(code))),
    "a list in a note": ("admonition", lambda code: _in("!!! note", "    ")(_in("- x", "    ")(code))),
    "details": ("pymdownx.details", _in("??? note", "    ")),
    "details in a quotation": ("pymdownx.details", lambda code: _quoted(_in("??? note", "    ")(code))),
    "a tab": ("pymdownx.tabbed", _in('=== "a"', "    ")),
    "a list in a tab": ("pymdownx.tabbed", lambda code: _in('=== "a"', "    ")(_in("- x", "    ")(code))),
    "a definition": ("def_list", _in("Word\n:   x", "    ")),
    "HTML": ("md_in_html", lambda code: f"<div markdown>\n\n{code}\n\n</div>"),
    "a block": ("pymdownx.blocks.admonition", lambda code: f"/// note\n{code}\n///"),
}
"""What code may stand in, the extension that this takes, and how it is written."""
FENCES: dict[str, Wrap] = {
    "backticks": "```\n{}\n```".format,
    "a language": "```xml\n{}\n```".format,
    "options": '```yaml title="a" linenums="1"\n{}\n```'.format,
    "tildes": "~~~ bash\n{}\n~~~".format,
    "many": "``````\n{}\n``````".format,
    "a fence in a fence": "````\n```\n{}\n```\n````".format,
    "mermaid": lambda code: "```mermaid\nsequenceDiagram\n  A->>B: c\n" + indent(code, "  %% ") + "\n```",
    "indentation": lambda code: f"Before.\n\n{indent(code, '    ')}",
}
SETTINGS = {name: {**SETS, **OPTIONS}[name] for name in ("mkdocs", "material", "pymdownx", "no Pygments")}


def made(body: str, extensions: str) -> Element:
    """The page of a strategy, as a site makes it."""
    said = look(body).strategy
    assert said
    text, inserts = Renderer().page(said).for_site(diagrams=True)
    settings = SETTINGS[extensions]
    html = markdown.markdown(
        veil(text.partition("\n---\n")[2], inserts.word),
        extensions=[*settings, EXTENSION],
        extension_configs={name: options for name, options in settings.items() if options},
    )
    html = inserts.fill(decorate_html(clean_html(html, inserts.boundary_in_html)), figure)
    html = link_citations(link_requirements(html, {"FR-1": "#fr-1"}), ("SL-C1",))
    return elements(isolated(html), balanced=False)


def read(page: Element, *tags: str) -> dict[str, str]:
    """What stands in code between two marks, by the number in them."""
    found = dict[str, str]()
    for element in page.all(*tags):
        for number, code in re.findall(r"BEGIN(\d+)\b ?(.*?)\s*END\1\b", element.text, re.DOTALL):
            found[number] = code.removeprefix("\n")
    return found


def marked(number: str, code: str) -> str:
    """Code between two marks."""
    return f"BEGIN{number}\n{code}\nEND{number}"


def uncommented(diagram: str) -> str:
    """The comments of a diagram."""
    return "\n".join(line.strip().removeprefix("%%").removeprefix(" ") for line in diagram.split("\n")).rstrip("\n")


@pytest.mark.parametrize("extensions", SETTINGS)
def test_code_in_blocks(extensions: str) -> None:
    sections, expected = [], {}
    for name, (extension, wrap) in CONTAINERS.items():
        if extension and extension not in SETTINGS[extensions]:
            continue
        parts = []
        for fence, write in FENCES.items():
            if (extensions, fence) == ("no Pygments", "options"):
                continue  # superfences wants Pygments for the options of code
            for code in ("\n".join(TEXTS), TEXTS[len(expected) % len(TEXTS)]):
                number = str(len(expected))
                expected[number] = (name, fence, code)
                parts.append(wrap(write(marked(number, code))))
        sections.append({"heading": name, "body": "\n\nThen.\n\n".join(parts)})
    found = read(made(f"sections: {json.dumps(sections)}\n", extensions), "pre")
    wrong = {
        (name, fence, code): found.get(number)
        for number, (name, fence, code) in expected.items()
        if (uncommented(found.get(number, "")) if fence == "mermaid" else found.get(number)) != code
    }
    assert wrong == {}


@pytest.mark.parametrize("extensions", SETTINGS)
def test_code_in_a_line(extensions: str) -> None:
    texts = [text for text in TEXTS if "`" not in text]
    expected, blocks = {}, []
    wraps = {name: wrap for name, (needed, wrap) in CONTAINERS.items() if not needed or needed in SETTINGS[extensions]}
    for name, wrap in {**wraps, "a cell": str}.items():
        said = []
        for text in texts:
            if name == "HTML" and "</div>" in text:
                continue  # which ends it for md_in_html
            number = str(len(expected))
            expected[number] = (name, text)
            said.append(f"Text `` BEGIN{number} {text} END{number} `` goes on.")
        blocks.append({"heading": name, "body": wrap("\n\n".join(said))})
    cells = [{"objective": text} for text in said]
    del blocks[-1]
    body = f"sections: {json.dumps(blocks)}\noverview: {{objectives: {json.dumps(cells)}}}\n"
    found = read(made(body, extensions), "code")
    assert {about: found.get(n) for n, about in expected.items() if found.get(n) != about[1]} == {}


@pytest.mark.parametrize("extensions", SETTINGS)
@pytest.mark.parametrize("key", ["cd.rollback", "containers.dockerfile", "observability.log_schema"])
def test_code_in_a_field(key: str, extensions: str) -> None:
    section, element = key.split(".")
    code = json.dumps(marked("0", "\n".join(TEXTS)))
    assert read(made(f"{section}: {{{element}: {code}}}\n", extensions), "pre") == {"0": "\n".join(TEXTS)}


@pytest.mark.parametrize("name", CONTAINERS)
@pytest.mark.parametrize("fence", FENCES)
def test_what_code_says_is_no_placeholder(name: str, fence: str) -> None:
    code = CONTAINERS[name][1](FENCES[fence]("[TBC]\n[OWNER_NAME]\n- [TBC]"))
    assert look(f"summary: {json.dumps(code)}\n").findings == ()
    assert [f.rule for f in look(f"summary: {json.dumps(f'{code}{chr(10) * 2}[TBC]')}\n").findings] == ["placeholder"]
