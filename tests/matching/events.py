"""What can happen in a small territory, and in which varieties: drawn by the random histories."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from exchange.listings.flows.rows import Role
from exchange.matching.core.weights import Weights
from tests.matching import drafts
from tests.matching.world import PLACES

FIRST_LOTS: list[tuple[int, dict[str, Any]]] = [
    (0, {"material_code": "wood.pallets"}),
    (1, {"material_code": "wood.pallets", "legal": drafts.WOODEN_PACKAGING}),
    (2, {"material_code": "packaging.plastic_pallet", "quantity_kg": Decimal(4000)}),
    (0, {"material_code": "wood.pallets", "delivers_within_km": 60, "price_eur_per_t": Decimal(30)}),
]
FIRST_NEEDS: list[tuple[int, dict[str, Any]]] = [
    (1, {"material_codes": ("wood.pallets",), "collects_within_km": 90}),
    (2, {"material_codes": ("wood.pallets", "wood"), "collects_within_km": 90, "quantity_kg": Decimal(4000)}),
    (0, {"material_codes": ("wood.pallets",), "collects_within_km": 40}),
]
"""Nearly all of them fit, so that whatever happens to one touches pairs."""

_MATERIALS = st.sampled_from(["wood.pallets", "wood.pallets", "wood", "packaging.plastic_pallet", "metal.slag"])
_ACCEPTED = st.sampled_from(["wood.pallets", "wood", "construction.natural_aggregate"])
_KG = st.sampled_from([Decimal(200), Decimal(1000), Decimal("1500.5"), Decimal(4000)])
_FIRM, _WHICH, _PLACE = st.integers(0, 3), st.integers(0, 30), st.sampled_from(PLACES)
_TRADING = st.integers(0, 2)
_DAYS = st.sampled_from([0, 5, 12])
_LOTS = st.fixed_dictionaries(
    {
        "material_code": _MATERIALS,
        "quantity_kg": _KG,
        "legal": st.sampled_from([drafts.PRODUCT, drafts.WOODEN_PACKAGING]),
        "price_eur_per_t": st.sampled_from([None, Decimal(-10), Decimal(0), Decimal(30)]),
        "delivers_within_km": st.sampled_from([0, 0, 60]),
        "is_whole_lot": st.booleans(),
    }
)
_NEEDS = st.fixed_dictionaries(
    {
        "material_codes": st.lists(_ACCEPTED, min_size=1, max_size=2, unique=True).map(tuple),
        "quantity_kg": _KG,
        "highest_eur_per_t": st.sampled_from([None, None, Decimal(0), Decimal(50)]),
        "collects_within_km": st.sampled_from([20, 40, 90]),
    }
)
_WEIGHTS = [
    Weights(200, 400, 150, 100, 100, 50),
    Weights(0, 0, 0, 400, 600, 0),
    Weights(1000, 0, 0, 0, 0, 0),
]

EVENTS: dict[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "post_lot": {"firm": _FIRM, "told": _LOTS, "days": _DAYS},
    "post_need": {"firm": _FIRM, "told": _NEEDS, "days": _DAYS},
    "edit_lot": {"which": _WHICH, "told": _LOTS, "days": _DAYS},
    "edit_need": {"which": _WHICH, "told": _NEEDS, "days": _DAYS},
    "turn": {
        "kind": st.sampled_from(["offer", "need"]),
        "which": _WHICH,
        "verb": st.sampled_from(["pause", "resume", "withdraw", "publish", "reject"]),
    },
    "deal": {
        "which": _WHICH,
        "other": _WHICH,
        "for_need": st.booleans(),
        "kg": st.sampled_from([Decimal(150), Decimal(200), Decimal(1000)]),
        "end": st.sampled_from(["agreed", "cancelled", "weighed", "lighter", "heavier"]),
    },
    "permit": {"firm": _TRADING, "days": st.sampled_from([0, 3, 100]), "verify": st.sampled_from([True, True, False])},
    "stand": {"firm": _TRADING, "verb": st.sampled_from(["suspend", "suspend", "restore"])},
    "move": {"firm": _TRADING, "place": _PLACE},
    "weigh": {"weights": st.sampled_from(_WEIGHTS)},
    "load_other_rules": {"code": st.sampled_from(["S16", "S03", "X1"])},
    "observe": {
        "role": st.sampled_from(Role),
        "material": _MATERIALS,
        "tonnes": st.sampled_from([1, 7]),
        "establishment": st.integers(1, 2),
        "place": _PLACE,
    },
    "time_passes": {"days": st.integers(1, 9)},
    "one_job": {"which": _WHICH, "dies": st.sampled_from([False, False, True])},
}
"""Each by the name of what the machine does then, with what is drawn for it."""

DECK = [*EVENTS, "stand", "deal", "turn", "time_passes", "permit", "one_job", "one_job"]
"""Every history plays all of these, each in its own order: left to chance alone, most would never come up."""
