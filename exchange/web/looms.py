"""The structures of cloth and the orders of its colours, as weavers name them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Structure:
    """One repeat of a weave: `warp_on_top(end, pick)` for every crossing of its `repeat` ends and picks."""

    name: str
    repeat: int
    warp_on_top: Callable[[int, int], bool]

    def floats(self, side: Literal["warp", "weft"], thread: int) -> list[tuple[int, int]]:
        """Where a thread lies on top: (start, length) in threads, running past the edge where the float does."""
        up = [self._is_up(side, thread, crossing) for crossing in range(self.repeat)]
        if all(up):
            return [(0, self.repeat)]
        starts = [at for at in range(self.repeat) if up[at] and not up[at - 1]]
        return [(start, _run(up, start)) for start in starts]

    def _is_up(self, side: Literal["warp", "weft"], thread: int, crossing: int) -> bool:
        if side == "warp":
            return self.warp_on_top(thread, crossing)
        return not self.warp_on_top(crossing, thread)


@dataclass(frozen=True)
class Order:
    """The yarns in the order they are set up: G for the ground, S for the second dye, A for the accent."""

    warp: str
    weft: str


def _run(up: list[bool], start: int) -> int:
    length = 1
    while up[(start + length) % len(up)]:
        length += 1
    return length


def _zigzag(at: int, half: int) -> int:
    """0 1 2 … half … 2 1: a straight draft turned back on itself."""
    at %= 2 * half
    return min(at, 2 * half - at)


def _turned(end: int) -> int:
    """A straight draft that turns back after eight ends with a break of one, which makes the spine of the bone."""
    end %= 16
    return end if end < 8 else 17 - end


STRUCTURES = (
    Structure("plain", 8, lambda end, pick: (end + pick) % 2 == 0),
    Structure("basket", 8, lambda end, pick: (end // 2 + pick // 2) % 2 == 0),
    Structure("twill", 8, lambda end, pick: (end - pick) % 4 < 2),
    Structure("warp-faced twill", 12, lambda end, pick: (end + pick) % 4 < 3),
    Structure("herringbone", 16, lambda end, pick: (_turned(end) - pick) % 4 < 2),
    Structure("diamond", 12, lambda end, pick: (_zigzag(end, 6) + _zigzag(pick, 6)) % 4 < 2),
    Structure("satin", 10, lambda end, pick: (2 * end + pick) % 5 != 0),
    Structure("weft satin", 8, lambda end, pick: (3 * end + pick) % 8 == 0),
    Structure("chevron", 12, lambda end, pick: (_zigzag(end, 6) + pick) % 6 < 3),
)

ORDERS = (
    Order(warp="G", weft="S"),
    Order(warp="S", weft="G"),
    Order(warp="AAGGGGGG", weft="S"),
    Order(warp="GGGGSSSS", weft="GGGGSSSS"),
    Order(warp="GGGAGGGG", weft="SSSASSSS"),
    Order(warp="G", weft="SSSA"),
    Order(warp="SSGG", weft="G"),
)
