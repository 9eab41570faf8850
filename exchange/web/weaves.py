"""The generated cloth that stands where a photo is missing: one weave per material, always the same.

A weave is drawn as on a loom. The structure says at each crossing whether the warp or the weft lies on top, the
colour order says which yarn each thread is, and every float becomes one round-ended stroke. Presentation attributes
only: the picture is served under a policy that forbids inline style.
"""

from collections import defaultdict
from hashlib import sha256
from typing import Literal

from exchange.web.dyes import FAMILIES, Dyes, mixed
from exchange.web.looms import ORDERS, STRUCTURES, Structure

THREAD = 10
"""Width of one thread in the picture's own units."""
Yarn = tuple[str, int]
"""Which dye (G, S or A, as in the colour order), and which of its three shades (yarn is never even)."""
Side = Literal["warp", "weft"]


def weave_svg(code: str, *, cells: int) -> str:
    """The cloth of a material as a standalone SVG: `cells` threads wide (at least 8), five eighths as high.

    The family (the code before its first dot) gives the dyes, the whole code the structure and the colour order, so
    that siblings resemble one another and a material is recognised from one page to the next.
    """
    chance = sha256(code.encode()).digest()
    structure = STRUCTURES[chance[0] % len(STRUCTURES)]
    width, height, tile = cells * THREAD, cells * THREAD * 5 // 8, structure.repeat * THREAD
    dyes = _dyes_of(code, chance)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'preserveAspectRatio="xMidYMid slice">'
        f'<defs><pattern id="w" width="{tile}" height="{tile}" patternUnits="userSpaceOnUse">'
        f'<path fill="{mixed(dyes.ground, "#000000", 0.55)}" d="M0 0h{tile}v{tile}H0z"/>'
        f"{_threads(structure, dyes, chance)}</pattern>{_SHEEN}</defs>"
        f'<path fill="url(#w)" d="M0 0h{width}v{height}H0z"/><path fill="url(#s)" d="M0 0h{width}v{height}H0z"/></svg>'
    )


_SHEEN = (
    '<linearGradient id="s" x2="1" y2=".6"><stop stop-color="#fff" stop-opacity=".13"/>'
    '<stop offset=".34" stop-color="#fff" stop-opacity="0"/><stop offset=".5" stop-color="#fff" stop-opacity=".12"/>'
    '<stop offset=".66" stop-opacity="0"/><stop offset="1" stop-opacity=".22"/></linearGradient>'
)


def _dyes_of(code: str, chance: bytes) -> Dyes:
    family = FAMILIES.get(code.partition(".")[0]) or list(FAMILIES.values())[chance[1] % len(FAMILIES)]
    share = (chance[2] % 4) * 0.06
    return Dyes(
        mixed(family.ground, family.second, share / 2), mixed(family.second, family.accent, share), family.accent
    )


def _threads(structure: Structure, dyes: Dyes, chance: bytes) -> str:
    """Every float of one repeat: first the shadow it throws, then the yarn, then the light along its back."""
    strokes: dict[Side, dict[Yarn, str]] = {side: _floats(structure, chance, side) for side in ("weft", "warp")}
    drawn = []
    for side, by_yarn in strokes.items():
        every = "".join(by_yarn.values())
        drawn.append(f'<path stroke="#000" stroke-opacity=".34" stroke-width="9.6" d="{every}"/>')
        drawn += [f'<path stroke="{_shade(dyes, yarn)}" stroke-width="8" d="{d}"/>' for yarn, d in by_yarn.items()]
        light = ".2" if side == "warp" else ".12"
        drawn.append(f'<path stroke="#fff" stroke-opacity="{light}" stroke-width="2.4" d="{every}"/>')
    return '<g fill="none" stroke-linecap="round">' + "".join(drawn) + "</g>"


def _floats(structure: Structure, chance: bytes, side: Side) -> dict[Yarn, str]:
    order = ORDERS[chance[3] % len(ORDERS)]
    yarns = order.warp if side == "warp" else order.weft
    paths: dict[Yarn, str] = defaultdict(str)
    for thread in range(structure.repeat):
        yarn = yarns[thread % len(yarns)], chance[(thread + (8 if side == "warp" else 17)) % 32] % 3
        for start, length in structure.floats(side, thread):
            paths[yarn] += _stroke(side, thread, start, length)
            if start + length > structure.repeat:
                paths[yarn] += _stroke(side, thread, start - structure.repeat, length)
    return dict(paths)


def _stroke(side: Side, thread: int, start: int, length: int) -> str:
    across, along, run = thread * THREAD + 5, start * THREAD + 4, length * THREAD - 8
    return f"M{across} {along}v{run}" if side == "warp" else f"M{along} {across}h{run}"


def _shade(dyes: Dyes, yarn: Yarn) -> str:
    dye, shade = yarn
    colour = {"G": dyes.ground, "S": dyes.second, "A": dyes.accent}[dye]
    return (colour, mixed(colour, "#ffffff", 0.09), mixed(colour, "#000000", 0.1))[shade]
