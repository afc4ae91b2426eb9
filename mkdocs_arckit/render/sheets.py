"""What is printed in the margins of every sheet."""

from __future__ import annotations

from hashlib import sha256


def sheet_style(running: str, marking: str = "", *, name: str) -> str:
    """Write the style that says on every sheet what it is from: title, classification, page, and the day of print.

    Args:
        running: the title, for the head of each sheet.
        marking: the classification, for its head and its foot.
        name: tells this kind of sheet from others; with a title of its own, each page has its own.
    """
    page = f"arckit-{name}" + (f"-{sha256(running.encode()).hexdigest()[:8]}" if running else "")
    mark = f'{{content:"{_css_text(marking.upper())}";font:700 11pt sans-serif}}'
    small = "font:8pt sans-serif"
    boxes = [
        *([f'@top-left{{content:"{_css_text(running)}";{small};text-align:left}}'] if running else []),
        *([f"@top-center{mark}"] if marking else []),
        f'@top-right{{content:var(--arckit-printed,"");{small}}}',  # set by print.js
        *([f"@bottom-center{mark}"] if marking else []),
        f'@bottom-right{{content:"Page " counter(page) " of " counter(pages);{small}}}',
    ]
    # The whole body, so that nothing before it gets a page of its own; by name, for pages of several strategies.
    style = f".arckit-sheet--{page}"
    return (
        f'<style class="arckit-sheet--{page}">@page {page}{{margin:18mm 15mm;{"".join(boxes)}}}'
        f"@media print{{body:has({style}),.arckit:has(>{style}){{page:{page}}}}}</style>"
    )


def _css_text(text: str) -> str:
    return "".join(c if (c.isascii() and c.isalnum()) or c in " ,.()" else f"\\{ord(c):x} " for c in text)
