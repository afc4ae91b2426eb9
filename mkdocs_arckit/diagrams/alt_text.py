"""What a diagram shows, told: the one place for the words of its sentence, and for the list that is folded below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

MAX_NAME = 100
"""Characters of a name in a sentence; the list has all of it."""
MAX_NAMES = 8
"""More names than these make no sentence."""

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def counted(number: int, noun: str, plural: str = "s") -> str:
    """Say a number of things in words: `five steps`."""
    shown = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{shown} {noun}{'' if number == 1 else plural}"


def shortened(text: str) -> str:
    """Shorten a name for a sentence."""
    return text if len(text) <= MAX_NAME else text[: MAX_NAME - 1].rstrip() + "…"


def listed(names: Iterable[str], last: str = " and ", between: str = ", ") -> str:
    """List names as a sentence does, `a, b and c`; of many, only the first ones."""
    shown = [*names]
    if len(shown) > MAX_NAMES:
        shown = [*shown[: MAX_NAMES - 1], f"{len(shown) - MAX_NAMES + 1} more"]
    *others, end = map(shortened, shown)
    return f"{between.join(others)}{last if others else ''}{end}"


def sentence(text: str) -> str:
    """Make a sentence of a text: a capital letter, a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def escaped_html(text: str) -> str:
    """Escape text as HTML, braces too, in which extensions look for attributes or macros."""
    return escape(text, quote=False).replace("{", "&#123;").replace("}", "&#125;")


def bullets(items: Sequence[str], *, ordered: bool = False) -> str:
    """Make a list of items that are HTML already."""
    tag = "ol" if ordered else "ul"
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>" if items else ""


def folded(*parts: str) -> str:
    """Fold HTML so that a reader can unfold it; on one line, which every Markdown extension leaves as it is."""
    return f'<details class="arckit-data"><summary>Diagram as text</summary>{"".join(parts)}</details>'
