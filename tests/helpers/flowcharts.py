"""Flowcharts taken apart: what a diagram's Mermaid text draws."""

from __future__ import annotations

import re

_NODE = re.compile(r'([cng]\d+)[\[{(]+"(.*?)"[\]})]')
_LINK = re.compile(r"(\w+) -\.?->(?:\|[^|]*\|)? (\w+)")


def unset(text: str) -> str:
    """A diagram's text without its settings, which say how much room there is between boxes."""
    return re.sub(r'(?m)^ +%%\{init: \{"flowchart".*\}%%\n', "", text)


def chain(text: str) -> list[str]:
    """The labels of a flowchart's nodes, in the order of its links, which have to be one chain."""
    labels = dict(_NODE.findall(text))
    follows = dict(_links(text))
    (name,) = follows.keys() - follows.values()
    names = [name]
    while name in follows:
        name = follows[name]
        names.append(name)
    assert len(names) == len(_links(text)) + 1
    return [labels[name] for name in names]


def links(text: str) -> set[tuple[str, str]]:
    """The links of a flowchart, by labels; a group in another one counts as its label."""
    labels = dict(_NODE.findall(text))
    return {(labels[a], labels[b]) for a, b in _links(text)}


def _links(text: str) -> list[tuple[str, str]]:
    """The links by IDs; an arrow between groups in rows leads from the last step of one to the first of the other."""
    found: list[tuple[str, str]] = _LINK.findall(text)
    if "        subgraph" in text:
        return found
    inside: dict[str, list[str]] = {}
    group = ""
    for line in map(str.strip, text.splitlines()):
        if title := re.match(r"subgraph (\w+)", line):
            group = title[1]
            inside[group] = []
        elif line == "end":
            group = ""
        elif group and (node := _NODE.match(line)):
            inside[group].append(node[1])
    starts, ends = {a for a, _ in found}, {b for _, b in found}
    return [
        (start, end)
        for a, b in found
        for start in ([name for name in inside[a] if name not in starts] if a in inside else [a])
        for end in ([name for name in inside[b] if name not in ends] if b in inside else [b])
    ]


def groups(text: str) -> dict[str, list[str]]:
    """The labels in each group of a flowchart that holds no other group."""
    found: dict[str, list[str]] = {}
    inside: list[tuple[str, list[str]]] = []
    for line in map(str.strip, text.splitlines()):
        if title := re.fullmatch(r'subgraph \w+\["(.*)"\]', line):
            inside.append((title[1], []))
        elif line == "end":
            name, labels = inside.pop()
            found[name] = labels
        elif inside and (node := re.fullmatch(r'n\d+[\[{(]+"(.*)"[\]})]+', line)):
            inside[-1][1].append(node[1])
    return {
        name: labels
        for name, labels in found.items()
        if name not in {"Production", "Kubernetes Cluster", "Worker Nodes"}
    }
