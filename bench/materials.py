"""The catalogue as tables of numbers: who accepts what how closely, what is popular, net CO₂e, codes of waste."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from bench.columns import NO_CODE, STATUSES, Column
from exchange.catalogue.core.snapshot import Catalogue
from exchange.impact.core.benefit import Benefit
from exchange.impact.reckoning import reckon

UNACCEPTED = 32767
SUBSTITUTED = 10_000
"""Added to the width of an accepted node that a substitution lets in: farther than any that is named."""
PERMITS = 200
TONNE_KG = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Materials:
    """Nodes by number (their place in the tree)."""

    codes: list[str]
    labels: list[str]
    width: Column
    spans: list[list[tuple[int, int]]]
    """By node: intervals that it lets in, its own first, then those of substitutes."""
    remoteness: Column
    """[accepting node, offered material] → width of the closest accepted node; the last row is for padding."""
    leaves: Column
    """Nodes that lots are made of, the most popular first, with their shares."""
    shares: Column
    inner: Column
    near: Column
    """[material, status] → kg CO₂e avoided per tonne at no distance; not a number without a factor."""
    per_km: Column
    waste_codes: list[str]
    """Six digits each."""
    code_of: Column
    """By material: number of its likeliest waste code."""
    is_hazardous: Column
    """By material, when it is waste."""
    permits: Column
    """[permit, waste code]; the first permit covers nothing."""


def all_materials(rng: np.random.Generator, known: Catalogue, day: date) -> Materials:
    """Numbers of the catalogue's nodes run densely from 0, so that lists can be indexed by them."""
    nodes = list(known.materials.values())
    if [node.span.lft for node in nodes] != list(range(len(nodes))):
        raise RuntimeError("The tree is not numbered densely.")
    spans = [_let_in(known, node.code) for node in nodes]
    width = np.array([node.span.end - node.span.lft for node in nodes])
    leaves = rng.permutation([node.span.lft for node in nodes if node.span.end - node.span.lft == 1])
    shares = 1 / np.arange(1, len(leaves) + 1)
    near, per_km = _net(known)
    likeliest = [next(iter(known.waste_codes_for(code, day)), None) for code in known.materials]
    waste_codes = sorted({entry.code for entry in likeliest if entry is not None})
    number = {code: at for at, code in enumerate(waste_codes)}
    code_of = np.array([NO_CODE if entry is None else number[entry.code] for entry in likeliest])
    return Materials(
        codes=[node.code for node in nodes],
        labels=[node.label("fr") for node in nodes],
        width=width,
        spans=spans,
        remoteness=_remoteness(spans, len(nodes)),
        leaves=leaves,
        shares=shares / shares.sum(),
        inner=np.flatnonzero(width > 1),
        near=near,
        per_km=per_km,
        waste_codes=waste_codes,
        code_of=code_of,
        is_hazardous=np.array([entry is not None and entry.is_hazardous for entry in likeliest]),
        permits=_permits(rng, code_of, leaves, shares / shares.sum(), len(waste_codes)),
    )


def _let_in(known: Catalogue, code: str) -> list[tuple[int, int]]:
    own = known.span(code)
    substitutes = [known.span(rule.substitute_code) for rule in known.substitutions_into(code)]
    return [(span.lft, span.end) for span in (own, *substitutes)]


def _remoteness(spans: list[list[tuple[int, int]]], nodes: int) -> Column:
    table = np.full((nodes + 1, nodes), UNACCEPTED, np.int16)
    for number, ((lft, end), *substitutes) in enumerate(spans):
        for first, last in substitutes:
            held = table[number, first:last]
            np.minimum(held, SUBSTITUTED + last - first, out=held)
        table[number, lft:end] = end - lft
    return table


def _net(known: Catalogue) -> tuple[Column, Column]:
    near = np.full((len(known.materials), len(STATUSES) + 1), np.nan)
    per_km = near.copy()
    for number, code in enumerate(known.materials):
        for column, status in enumerate((*STATUSES, None)):
            here = reckon(known, code, TONNE_KG, 0.0, status).result
            there = reckon(known, code, TONNE_KG, 1.0, status).result
            if isinstance(here, Benefit) and isinstance(there, Benefit):
                near[number, column] = float(here.kg.central)
                per_km[number, column] = float(there.kg.central - here.kg.central)
    return near, per_km


def _permits(rng: np.random.Generator, code_of: Column, leaves: Column, shares: Column, codes: int) -> Column:
    table = np.zeros((PERMITS, codes), bool)
    for permit in range(1, PERMITS):
        covered = code_of[rng.choice(leaves, rng.integers(1, 40), p=shares)]
        table[permit, covered[covered != NO_CODE]] = True
        table[permit, 0] |= not table[permit].any()
    return table
