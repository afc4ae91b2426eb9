"""Write what changed as text, as Markdown for a comment on a pull request, and as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import accumulate

from mkdocs_arckit.changes.change import Change, ChangeKind, FileChanges, Name, Sentence, Typed, as_words
from mkdocs_arckit.changes.words import count_of
from mkdocs_arckit.text.printable import printable

NOTHING = "Nothing changed that a reader would notice."
MOST_LINES = 24
"""More lines of one text are counted."""
_COMMENT = 60_000
"""Characters; GitHub takes 65,536 in a comment."""
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Characters that show nothing and change the direction of what follows, beyond the text that they are in."""
_HARMLESS = re.compile(
    r"(?!\d+[.)])[^\W_](?:[^\W_]|(?<=[^\W_])_(?=[^\W_])|[ .,;:()%/'’“”–—→…€£?!+=<>-])*|[<>]=? ?\d[\w .,%/]*"
)
"""Text in which Markdown has no marks but `<` and `>`, and nobody is mentioned."""
_SPECIAL = re.compile(r"www\.|://|\b(?:mailto|xmpp):|\bGH-\d|\b[0-9a-f]{7,}\b|:[\w+-]+:|__|[!%]\w", re.IGNORECASE)
"""What GitHub and GitLab make something of without such a mark: a link, an emoji."""
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "pre{overflow:auto;padding:.5rem;border:1px solid}ins,del{text-decoration:none}"
)


def as_text(files: Sequence[FileChanges]) -> str:
    """Write what changed as plain text."""
    parts = []
    for file in files:
        lines = [_clean(as_words(_title(file)))]
        for section, changes in file.sections:
            lines += ["", f"  {_clean(as_words(section))}"]
            for change in changes:
                lines.append(f"  - {_clean(as_words(change.sentence))}")
                lines += [f"      {line}" for line in _shown_lines(change)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) or NOTHING


def as_markdown(files: Sequence[FileChanges]) -> str:
    """Write what changed as Markdown for GitHub and GitLab; of what is too long for a comment, the first part.

    Texts of authors that could be anything else are code: it holds no marks, mentions nobody and links nothing.
    """
    lines = list(_markdown_lines(files))
    sizes = accumulate(len(line) + 1 for line in lines)
    fits = sum(1 for size in sizes if size <= _COMMENT)
    shown = "\n".join(lines[:fits]).strip() or NOTHING
    if left := sum(line.startswith("- ") for line in lines[fits:]):
        shown += f"\n\n*{count_of(left, 'more change')}: too long for a comment.*"
    return shown


def _markdown_lines(files: Iterable[FileChanges]) -> Iterator[str]:
    """Write line by line; the lines of a fence are one, so that it is never cut."""
    for file in files:
        yield f"### {_sentence(_title(file), _in_markdown)}\n"
        for section, changes in file.sections:
            yield f"**{_sentence(section, _in_markdown)}**\n"
            for change in changes:
                said = f"- {_sentence(change.sentence, _in_markdown)}"
                if lines := list(_shown_lines(change)):
                    fence = "`" * max(3, 1 + max(len(run) for run in re.findall("`+|$", "\n".join(lines))))
                    body = "\n".join(f"  {line}" for line in lines)
                    said += f"\n\n  {fence}diff\n{body}\n  {fence}\n"
                yield said
            yield ""


def as_html(files: Sequence[FileChanges]) -> str:
    """Write what changed as a page of its own."""
    body = "\n".join(f"<h2>{_sentence(_title(file), _in_html)}</h2>\n{changes_html(file)}" for file in files)
    head = (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Changes</title>\n<style>{_STYLE}</style>\n'
    )
    return f"{head}<h1>Changes</h1>\n{body or f'<p>{NOTHING}</p>'}\n</html>"


def changes_html(file: FileChanges, most: int | None = None) -> str:
    """Write the changes of one file as HTML.

    Args:
        file: the file.
        most: how many changes; more are counted. Without it, all.
    """
    out, left = [], len(file.changes)
    room = left if most is None else most
    for section, changes in file.sections:
        if room <= 0:
            break
        items = "".join(f"<li>{_item(change)}</li>\n" for change in changes[:room])
        out.append(f"<p><strong>{_sentence(section, _in_html)}</strong></p>\n<ul>\n{items}</ul>")
        left -= len(changes[:room])
        room -= len(changes)
    if left:
        out.append(f"<p>And {count_of(left, 'more change')}.</p>")
    return "\n".join(out)


def _item(change: Change) -> str:
    said = _sentence(change.sentence, _in_html)
    lines = []
    for line in _shown_lines(change):
        tag = {"+": "ins", "-": "del"}.get(line[:1])
        lines.append(f"<{tag}>{escape(line)}</{tag}>" if tag else escape(line))
    # A line break that no Markdown sees: a blank line would end the HTML around it.
    return f"{said}\n<pre>{'&#10;'.join(lines)}</pre>" if lines else said


def _title(file: FileChanges) -> Sentence:
    """Say which strategy it is, where its file is, and what became of the file."""
    where = file.after or file.before or ""
    said: Sentence = (Typed(file.project), " (", Typed(where), ")")
    if file.kind is ChangeKind.ADDED or file.kind is ChangeKind.REMOVED:
        return (*said, f": {file.kind.value}")
    if file.before != file.after:
        return (*said[:3], ", before ", Typed(str(file.before)), ")")
    return said if file.kind else (*said, ": nothing that a reader would notice")


def _shown_lines(change: Change) -> Iterator[str]:
    """Return the lines of a text, each with its sign; of many the first."""
    for sign, line in change.lines[:MOST_LINES]:
        yield f"{sign} {_clean(line)}".rstrip()
    if (more := len(change.lines) - MOST_LINES) > 0:
        yield f"… {count_of(more, 'more line')}"


def _clean(text: str) -> str:
    """Take out what shows nothing and does something."""
    return _DIRECTION.sub("", printable(text))


def _sentence(sentence: Sentence, write: Callable[[str], str]) -> str:
    return "".join(write(piece) for piece in sentence)


def _in_markdown(piece: str) -> str:
    if not isinstance(piece, Typed):
        return piece
    text = " ".join(_clean(piece).split())
    if _HARMLESS.fullmatch(text) and not _SPECIAL.search(text):
        text = text.replace("<", "&lt;").replace(">", "&gt;")
        return f"*{text}*" if isinstance(piece, Name) else text
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{space}{text}{space}{fence}" if text else ""


def _in_html(piece: str) -> str:
    if not isinstance(piece, Typed):
        return escape(piece)
    text = f"<bdi>{escape(_clean(piece))}</bdi>"
    return f"<em>{text}</em>" if isinstance(piece, Name) else text
