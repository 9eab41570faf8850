"""What the doors of matching answer programs, as JSON Schema."""

from exchange.matching.core.compatibility import SOFT, Rule
from exchange.matching.core.counterfactual import Unit
from exchange.matching.core.facts import Side
from exchange.matching.core.verdict import FlagKind
from exchange.matching.core.weights import FULL_SCORE, TermName
from exchange.web.described import Described, Schema, record, rows

MOST = 100
_TEXT: Schema = {"type": "string"}
_ID: Schema = {"type": "string", "format": "uuid"}
_KM: Schema = {"type": "number", "minimum": 0}
_YES: Schema = {"type": "boolean"}
_POINTS: Schema = {"type": "integer", "minimum": 0, "maximum": FULL_SCORE}
_SIDE: Schema = {"enum": list(Side)}
_VALUES: Schema = {"type": "object", "required": ["kind"], "description": "The values of the sentence, by its kind"}
_FACT: Schema = {"type": ["string", "number", "boolean", "array", "null"], "items": _TEXT}
_OR_NONE: Schema = {"type": "null"}

_TERM = record(name={"enum": list(TermName)}, points=_POINTS, max=_POINTS, evidence=_TEXT, values=_VALUES)
_FLAG = record(kind={"enum": list(FlagKind)}, sentence=_TEXT, values=_VALUES)
_REASONS: dict[str, Schema] = {
    "terms": rows(_TERM), "left_out": rows({"enum": list(TermName)}), "flags": rows(_FLAG),
}  # fmt: skip
_EDIT = record(
    side=_SIDE, attribute=_TEXT, short_by={"type": ["string", "null"]}, unit={"enum": [*Unit, None]},
    **{"from": _FACT, "to": _FACT},
)  # fmt: skip
_CHANGE = record(sentence=_TEXT, edits=rows(_EDIT))
_OTHER: dict[str, Schema] = {
    "id": _ID, "kind": _SIDE, "title": _TEXT, "place": _TEXT, "distance_km": _KM, "is_observed": _YES,
}  # fmt: skip
_MATCH = record(**_OTHER, score=_POINTS, **_REASONS)
_NEAR = record(
    **_OTHER, rule={"enum": sorted(SOFT)}, change=_CHANGE, own_change={"anyOf": [_CHANGE, _OR_NONE]},
)  # fmt: skip
_FAILING = record(rule={"enum": list(Rule)}, says=_TEXT, counterfactual={"anyOf": [_CHANGE, _OR_NONE]})
_PAIR: dict[str, Schema] = {"offer": _ID, "need": _ID, "distance_km": _KM}
_FITS = record(**_PAIR, compatible={"const": True}, score=_POINTS, **_REASONS)
_FAILS = record(
    **_PAIR, compatible={"const": False}, score=_OR_NONE, near_miss={"enum": [*sorted(SOFT), None]},
    failing=rows(_FAILING),
)  # fmt: skip

RANKED = Described(
    record(items=rows(_MATCH), next={"type": ["string", "null"]}, is_waiting=_YES),
    query={
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST},
        "after": {"type": "string", "description": "«next» of the answer before; anything else begins anew"},
    },
)
NEAR = Described(record(items=rows(_NEAR)))
PAIR = Described({"anyOf": [_FITS, _FAILS]})
