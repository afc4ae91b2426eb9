"""Flowcharts taken apart: what a diagram's Mermaid text draws."""

from __future__ import annotations

import re
from itertools import pairwise


def chain(text: str) -> list[str]:
    """The labels of a flowchart's nodes, in the order of its links, which have to be one chain."""
    labels = dict(re.findall(r'(n\d+)[\[{(]"(.*?)"[\]})]', text))
    links = re.findall(r"(\w+) -->(?:\|\w+\|)? (\w+)", text)
    names = [links[0][0], *(end for _, end in links)]
    assert links == [*pairwise(names)]
    return [labels[name] for name in names]


def links(text: str) -> set[tuple[str, str]]:
    """The links of a flowchart, by labels; a group counts as its label."""
    labels = dict(re.findall(r'([ng]\d+)[\[{(]"(.*?)"[\]})]', text))
    return {(labels[a], labels[b]) for a, b in re.findall(r"(\w+) -\.?->(?:\|[^|]*\|)? (\w+)", text)}


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
        elif inside and (node := re.fullmatch(r'n\d+[\[{(]"(.*)"[\]})]', line)):
            inside[-1][1].append(node[1])
    return {
        name: labels
        for name, labels in found.items()
        if name not in {"Production", "Kubernetes Cluster", "Worker Nodes"}
    }
