"""Numbering a tree by nested sets, so that «lies under» becomes «lies within an interval»."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


class BrokenTree(ValueError):
    """A parent that is missing, or a node that is its own ancestor."""


@dataclass(frozen=True, slots=True)
class Span:
    """A node's interval [lft, end) and its depth; roots have depth 0."""

    code: str
    lft: int
    end: int
    depth: int

    def holds(self, other: "Span") -> bool:
        """Whether the other node is this one or lies under it."""
        return self.lft <= other.lft and other.end <= self.end


def numbered(parents: Mapping[str, str | None]) -> dict[str, Span]:
    """Spans of all nodes, depth first, siblings in the order given.

    A leaf is one number wide and numbers are dense: a node's width is the size of its subtree.
    Raises BrokenTree for an unknown parent or a circle.

    >>> numbered({"wood": None, "wood.chips": "wood"})["wood"]
    Span(code='wood', lft=0, end=2, depth=0)
    """
    children = _children(parents)
    spans = {span.code: span for span in _walk(children)}
    if len(spans) != len(parents):
        raise BrokenTree(f"in a circle: {', '.join(sorted(set(parents) - set(spans)))}")
    return {code: spans[code] for code in parents}


def _children(parents: Mapping[str, str | None]) -> dict[str | None, list[str]]:
    children: dict[str | None, list[str]] = {}
    for code, parent in parents.items():
        if parent is not None and parent not in parents:
            raise BrokenTree(f"{code} hangs under {parent}, which does not exist")
        children.setdefault(parent, []).append(code)
    return children


def _walk(children: Mapping[str | None, list[str]]) -> Iterator[Span]:
    """Depth first without recursion: a node is named when all its descendants have been."""
    upcoming = 0
    path: list[tuple[str, int, Iterator[str]]] = []
    siblings = iter(children.get(None, []))
    while True:
        code = next(siblings, None)
        if code is not None:
            path.append((code, upcoming, siblings))
            upcoming += 1
            siblings = iter(children.get(code, []))
        elif path:
            code, lft, siblings = path.pop()
            yield Span(code, lft, upcoming, len(path))
        else:
            return
