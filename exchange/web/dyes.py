"""The colours of the weaves: dye plants and the things themselves, one triple per family of materials."""

from dataclasses import dataclass

FLAX = "#f3e9d3"
WELD = "#d9a514"
MADDER = "#a82d28"
WOAD = "#17405c"


@dataclass(frozen=True)
class Dyes:
    """What one family is woven from: a dark ground, a light second and a rare accent, as #rrggbb."""

    ground: str
    second: str
    accent: str


FAMILIES: dict[str, Dyes] = {
    "battery": Dyes("#3f4d24", "#b9b46a", WELD),
    "chemical": Dyes("#553a66", "#b79ac4", FLAX),
    "construction": Dyes("#8a4630", "#dcb497", FLAX),
    "electronics": Dyes("#26344d", "#7fa8bd", WELD),
    "event": Dyes("#7a2a4c", "#e5b0a0", WELD),
    "food": Dyes("#43642a", "#cdb65a", FLAX),
    "furniture": Dyes("#2f5a4a", "#cfa94a", MADDER),
    "glass": Dyes("#2c6a63", "#a8cfc2", FLAX),
    "logistics": Dyes("#2a4d70", "#dfba78", MADDER),
    "machinery": Dyes("#1f4d57", "#d39a58", FLAX),
    "metal": Dyes("#46545f", "#b4c0c8", WOAD),
    "packaging": Dyes("#85592a", "#e3c995", WOAD),
    "paper": Dyes("#a88254", "#eadcbf", WOAD),
    "plastic": Dyes("#2f6d92", "#b5d3df", WELD),
    "retail": Dyes("#8a2824", "#ecc6a4", WOAD),
    "rubber": Dyes("#333336", "#8b857b", MADDER),
    "textile": Dyes(WOAD, "#c2504a", WELD),
    "wood": Dyes("#6a4526", "#c99c63", FLAX),
}


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with a share (0 to 1) of another in it: how a thread catches light or falls into shadow.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)
