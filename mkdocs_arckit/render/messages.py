"""Messages of findings as HTML."""

from __future__ import annotations

from markupsafe import Markup

from mkdocs_arckit.text.code_spans import code_spans


def prose(message: str) -> Markup:
    """Write a message as HTML: what is in backticks is code."""
    html, at = Markup(), 0
    for start, end, width in code_spans(message):
        html += Markup("{}<code>{}</code>").format(message[at:start], message[start + width : end - width])
        at = end
    return html + message[at:]
