"""HTML of our templates as Markdown."""

from __future__ import annotations

import pytest

from mkdocs_arckit.hosts.folder.to_markdown import to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<p>One\n  <b>two</b> <em>three</em> <code>a|`b</code> &lt;x&gt; *y*</p>",
            "One **two** *three* `a\\|'b` &lt;x&gt; &#42;y&#42;",
        ),
        ("<h3>Soon</h3><p>a</p><p></p>", "### Soon\n\na"),
        ('<p><a href="a(b).md#c" title="t">x</a><br>y<br></p>', "[x](a%28b%29.md#c)<br/>y"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><p>d</p>", "- a\n   - b\n- c\n\nd"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n1. b"),
        ('<p>a<span aria-hidden="true">→<i>x</i></span><span hidden>n<br></span><strong></strong> b</p>', "a b"),
        ('<div role="img" aria-label="A picture"><div>1</div></div><p>b</p>', "A picture\n\nb"),
        ("<dl><dt>Owner</dt><dd>Ada</dd></dl>", "**Owner**\n\nAda"),
        ("<style>p {}</style><svg><p>x</p></svg><hr>", ""),
        ("<table></table><table><tr><td></td></tr></table>", ""),
        ("<table><tr><td>a</td></tr></table>", "|  |\n| --- |\n| a |"),
        (
            '<table><caption>Words</caption><thead><tr><th colspan="2">H</th><th>Bar</th></tr></thead>'
            '<tr id="x"><th rowspan="2">a</th><td>b<ul><li>c</li><li>d</li></ul></td><td></td></tr><tr><td>e | f</td></tr></table>',
            '**Words**\n\n| H |  |\n| --- | --- |\n| <a id="x" name="x"></a>a | b<br/>c<br/>d |\n| a | e &#124; f |',
        ),
        ('<p id="r-1">x</p>', '<a id="r-1" name="r-1"></a>x'),
        ("</p></a></td>x", "x"),
    ],
)
def test_html_as_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown
