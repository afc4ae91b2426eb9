"""Compare what a strategy is made of: values, mappings, tables, choices, code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from mkdocs_arckit.changes.change import Change, ChangeKind, Name, Sentence, Typed
from mkdocs_arckit.changes.place import At
from mkdocs_arckit.changes.rows import Pair, RowMatcher, name_field, row_name
from mkdocs_arckit.changes.told import as_rows, noun_of, told
from mkdocs_arckit.changes.values import as_lines, cut, is_long, line_changes, pair, said_of, same
from mkdocs_arckit.changes.words import count_of, join_parts, list_names, lower
from mkdocs_arckit.checks.people import has_signed, people_in
from mkdocs_arckit.model.base import Choice, Model, Row
from mkdocs_arckit.model.code import Code
from mkdocs_arckit.model.people import Person
from mkdocs_arckit.model.runtime import Control
from mkdocs_arckit.model.strategy import ApprovalRow
from mkdocs_arckit.text.plain import plain_items


class Elements:
    """Compares the parts of two strategies."""

    def __init__(self) -> None:
        self._rows = RowMatcher()

    def value(self, at: At, label: str, before: Any, after: Any, *, as_is: bool = False) -> Iterator[Change]:
        """Compare two values of any kind.

        Args:
            at: where they are.
            label: what they are called there.
            before: the one; `None` if there is none.
            after: the other.
            as_is: whether the label is a heading, which is written as it is.
        """
        before, after = as_rows(before), as_rows(after)
        value = before if before not in (None, [], {}) else after
        if value in (None, [], {}) or before == after:
            return
        if isinstance(value, Choice):
            yield from self._choice(at, label, before, after)
        elif isinstance(value, Code):
            old, new = (code.code if code else None for code in (before, after))
            yield from _lines(at, at.say(label, as_is=as_is), old, new, exact=True)
            if before and after:
                said = at.say(label, ": language", as_is=as_is)
                yield from _leaf(at.below("language"), said, before.language, after.language)
        elif isinstance(value, Model):
            yield from self.nested(at, label, before, after, as_is=as_is)
        elif isinstance(value, dict):
            for key in dict.fromkeys([*(before or {}), *(after or {})]):
                old, new = ((values or {}).get(key) for values in (before, after))
                yield from _leaf(at, at.say(label, " of ", Name(str(key)), as_is=as_is), old, new)
        elif isinstance(value, list) and isinstance(value[0], Model) and not isinstance(value[0], Person):
            yield from self._table(at, label, before or [], after or [], as_is=as_is)
        elif (is_long(before) or is_long(after)) and not isinstance(before, list) and not isinstance(after, list):
            yield from _lines(at, at.say(label, as_is=as_is), before, after)
        else:
            yield from _leaf(at, at.say(label, as_is=as_is), before, after)

    def nested(
        self, at: At, label: str, before: Model | None, after: Model | None, *, as_is: bool = False
    ) -> Iterator[Change]:
        """Compare two mappings; one that is new is told as a whole."""
        if before is None or after is None:
            kind, value = (ChangeKind.ADDED, after) if before is None else (ChangeKind.REMOVED, before)
            said = told(value, at.own) if value is after and value else ()
            yield at.change(kind, at.say(label, f" {kind.value}", *said, as_is=as_is))
        else:
            yield from self.fields(at.inside(at.say(label, as_is=as_is)[-1:]), before, after)

    def fields(self, at: At, before: Model, after: Model, without: frozenset[str] = frozenset()) -> Iterator[Change]:
        """Compare the keys of two mappings."""
        for key, field in type(after).model_fields.items():
            old, new = getattr(before, key), getattr(after, key)
            if key in without or key == "x":
                continue
            if key == "diagram":
                yield from _diagram(at.below(key), old, new)
            else:
                label = Typed(at.own[key]) if key in at.own else field.title or key
                yield from self.value(at.below(key), label, old, new)
        for name in dict.fromkeys([*before.x, *after.x]):
            yield from self.value(at.below(name), Name(name[2:]), before.x.get(name), after.x.get(name))

    def _choice(self, at: At, label: str, before: Choice[Row] | None, after: Choice[Row] | None) -> Iterator[Change]:
        """Compare two choices: what is selected, why, and what else was considered."""
        choice = after or before
        assert choice is not None
        column = next(iter(choice.row().columns().values()))
        noun = noun_of(at, label, column)
        said = at.say(noun[0] if len(noun) == 1 else label, as_is=True)
        old, new = ([said_of(name) for name in (c.selected if c else None) or []] for c in (before, after))
        if before is None or after is None:
            kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED
            selected = (": ", *list_names(new), " selected") if new else ()
            yield at.change(
                kind, (*at.say(label, f" {kind.value}", as_is=True), *selected), ", ".join(old), ", ".join(new)
            )
            return
        pairs = self._rows.match(before.options or [], after.options or [])
        renamed = {row_name(p.before): row_name(p.after) for p in pairs if p.before and p.after}
        old = [renamed.get(name, name) for name in old]
        come, gone = [n for n in new if n not in old], [n for n in old if n not in new]
        if come:
            instead = (" selected instead of ", *list_names(gone)) if gone else (" selected",)
            yield at.below("selected").change(
                ChangeKind.CHANGED, (*said, ": ", *list_names(come), *instead), ", ".join(old), ", ".join(new)
            )
        elif gone:
            sentence = (*said, ": ", *list_names(gone), " no longer selected")
            yield at.below("selected").change(ChangeKind.CHANGED, sentence, ", ".join(old), ", ".join(new))
        inner = at.inside((label,))
        yield from self.fields(inner, before, after, frozenset({"selected", "options"}))
        if bool(before.options) != bool(after.options):
            yield from self.value(inner.below("options"), "Options", before.options, after.options)
        else:
            yield from self._pairs(at.below("options"), noun, pairs)

    def _table(
        self, at: At, label: str, before: Sequence[Model], after: Sequence[Model], *, as_is: bool
    ) -> Iterator[Change]:
        """Compare two tables; one that is new is told as a whole."""
        if not before or not after:
            kind, rows = (ChangeKind.ADDED, after) if after else (ChangeKind.REMOVED, before)
            names = [name for row in rows if (name := row_name(row))]
            said = (": ", *list_names(names)) if names and rows is after else ()
            sentence = at.say(label, f" {kind.value}", *said, as_is=as_is)
            yield at.change(kind, sentence, *((", ".join(names), "") if rows is before else ("", ", ".join(names))))
            return
        of = type(after[0])
        column = of.model_fields[name_field(of)].title or ""
        yield from self._pairs(at, noun_of(at, label, column), self._rows.match(before, after))

    def _pairs(self, at: At, noun: tuple[str, ...], pairs: Sequence[Pair]) -> Iterator[Change]:
        """Compare rows."""
        *around, word = noun
        outer = at.inside(*((part,) for part in around))
        word = lower(word) if outer.subject else word
        for old, new in pairs:
            row = new or old
            assert row is not None
            called, key = row_name(row), name_field(type(row))
            inner = outer.inside(_about(word, called), name=called)
            if old is None or new is None:
                kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
                said = told(row, at.own, key) if old is None else ()
                yield inner.change(kind, (*join_parts(inner.subject, ", "), f" {kind.value}", *said))
                continue
            if (was := row_name(old)) != called:
                subject = join_parts(outer.inside(_about(word, was)).subject, ", ")
                yield inner.below(key).change(
                    ChangeKind.CHANGED, (*subject, " is now called ", Name(cut(called))), was, called
                )
            yield from self._cells(inner, old, new, key)

    def _cells(self, at: At, before: Model, after: Model, name: str) -> Iterator[Change]:
        """Compare what is in two rows; their names are compared only where a link in them may have changed."""
        subject = join_parts(at.subject, ", ")
        without = {name} if row_name(before) != row_name(after) else set()
        if isinstance(before, Control) and isinstance(after, Control):
            without.add("done")
            was, now = ("done" if row.done is True else "open" for row in (before, after))
            if was != now:
                said = " is done" if now == "done" else " is no longer done"
                yield at.below("done").change(ChangeKind.CHANGED, (*subject, said), was, now)
        if isinstance(before, ApprovalRow) and isinstance(after, ApprovalRow) and has_signed(after):
            was, now = (f"{_signer(row)} {row.date or ''}".strip() for row in (before, after))
            if was != now:
                without |= {"name", "signature", "date"}
                on = (" on ", Typed(after.date)) if after.date else ()
                yield at.change(ChangeKind.CHANGED, (*subject, ": signed by ", Typed(_signer(after)), *on), was, now)
        yield from self.fields(at, before, after, frozenset(without))


def _signer(row: ApprovalRow) -> str:
    return ", ".join(people_in(row.name) or people_in(row.signature))


def _about(word: str, name: str) -> Sentence:
    return (word, " ", Name(cut(name))) if name else (word,)


def _leaf(at: At, said: Sentence, before: Any, after: Any) -> Iterator[Change]:
    """Compare two values of one line, or lists of them."""
    if same(before, after):
        return
    whole = said_of(before), said_of(after)
    if isinstance(before, list) and isinstance(after, list) and isinstance((before + after)[0], str):
        old, new = Counter(plain_items(before)), Counter(plain_items(after))
        gone, come = list((old - new).elements()), list((new - old).elements())
        if len(gone) == len(come) == 1:
            before, after = gone[0], come[0]
        elif gone or come:
            parts = [(*list_names(names), f" {word}") for names, word in ((come, "added"), (gone, "removed")) if names]
            yield at.change(ChangeKind.CHANGED, (*said, " " if at.subject else ": ", *join_parts(parts, ", ")), *whole)
            return
    first, second = pair(before, after)
    if not first:
        yield at.change(ChangeKind.ADDED, (*said, " added: ", Typed(second)), *whole)
    elif not second:
        yield at.change(ChangeKind.REMOVED, (*said, " removed: ", Typed(first)), *whole)
    else:
        yield at.change(ChangeKind.CHANGED, (*said, " ", Typed(first), " → ", Typed(second)), *whole)


def _lines(at: At, said: Sentence, before: str | None, after: str | None, *, exact: bool = False) -> Iterator[Change]:
    """Compare two texts of many lines; spaces and line breaks matter only where they are `exact`, as in code."""
    old, new = ("\n".join(map(str.rstrip, (text or "").splitlines())).strip("\n") for text in (before, after))
    if old == new or (not exact and old.split() == new.split()):
        return
    if not old or not new:
        kind = ChangeKind.ADDED if new else ChangeKind.REMOVED
        size = count_of(len((old or new).splitlines()), "line")
        lines = tuple(("+", line) for line in as_lines(new)) if new else ()
        yield at.change(kind, (*said, f" {kind.value}, {size}"), old, new, lines)
        return
    gone, come, lines = line_changes(old, new)
    counts = [f"{count_of(n, 'line')} {word}" for n, word in ((come, "added"), (gone, "removed")) if n]
    more = ", ".join(counts) if lines else f"{count_of(gone, 'line')} → {count_of(come, 'line')}"
    yield at.change(ChangeKind.CHANGED, (*said, f" changed: {more}"), old, new, lines)


def _diagram(at: At, before: str | bool | None, after: str | bool | None) -> Iterator[Change]:
    """Compare two diagrams: drawn from the data, by the author, or not at all."""
    if isinstance(before, str) and isinstance(after, str):
        yield from _lines(at, at.say("Diagram"), before, after, exact=True)
    elif before != after:
        old, new = (_drawn(diagram) for diagram in (before, after))
        yield at.change(ChangeKind.CHANGED, at.say("Diagram", f" {old} → {new}"), old, new)


def _drawn(diagram: str | bool | None) -> str:
    return "drawn from the data" if diagram is None else "the author's own" if diagram else "left out"
