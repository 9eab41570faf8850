"""What a public register of companies says about a number, and where that differs from what its people typed.

France: the open search over SIRENE (DINUM, «API Recherche d'entreprises», licence ouverte 2.0). Asked for its least,
with the seat: no directors, no accounts. Belgium's register has no such open door.
"""

import enum
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from exchange.kernel.words import BadText, cleaned, folded

NAME_CHARS = 200
_OPEN, _CLOSED, _WITHHELD = "A", "C", "P"
_LEGAL_FORMS = frozenset(
    {
        "sa", "sas", "sasu", "sarl", "eurl", "sci", "scop", "scic", "snc", "scea", "gie", "gaec", "ei", "eirl", "ste",
        "societe", "ets", "etablissements", "association", "asbl",
    }
)  # fmt: skip


class UnreadableAnswer(ValueError):
    """Not what the register is known to answer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A company as the register has it; ``name`` and ``commune`` are empty where it withholds them."""

    name: str
    activity_code: str
    """NAF rev. 2, as 3832Z."""
    commune: str
    opened_on: date | None
    closed_on: date | None
    is_open: bool
    withholds: bool
    """Partial diffusion (Code de commerce R123-232-1): a natural person asked that name and address stay unsaid."""


class Difference(enum.StrEnum):
    """What a moderator looks at twice."""

    NOT_LISTED = "not_listed"
    CLOSED = "closed"
    OTHER_NAME = "other_name"
    OTHER_ACTIVITY = "other_activity"


def read_answer(body: bytes, number: str) -> Entry | None:
    """The entry of a SIREN in what the register answered; None where it knows no such company.

    Raises UnreadableAnswer for everything that is no such answer: a page of an error, another format.
    """
    try:
        found = [one for one in json.loads(body)["results"] if one["siren"] == number]
        return _entry(found[0]) if found else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableAnswer(number) from error


def differences(entry: Entry | None, *, name: str, activity_code: str | None) -> tuple[Difference, ...]:
    """Where an entry and what the company says of itself do not agree; withheld names are compared with nothing.

    Activities differ when their classes (four digits) do.
    """
    if entry is None:
        return (Difference.NOT_LISTED,)
    other_activity = entry.activity_code and activity_code and entry.activity_code[:4] != activity_code[:4]
    told = {
        Difference.CLOSED: not entry.is_open,
        Difference.OTHER_NAME: bool(entry.name) and not are_one_name(entry.name, name),
        Difference.OTHER_ACTIVITY: bool(other_activity),
    }
    return tuple(difference for difference, holds in told.items() if holds)


def are_one_name(one: str, other: str) -> bool:
    """Whether two ways to write a company's name can mean the same: case, accents, legal forms and additions aside.

    >>> are_one_name("Blanchisserie de la Duite", "BLANCHISSERIE DE LA DUITE SARL (LA DUITE)")
    True
    >>> are_one_name("Blanchisserie de la Duite", "BLANCHISSERIE DU PONT")
    False
    """
    first, second = _words(one), _words(other)
    return first == second or (bool(first and second) and (first <= second or second <= first))


def _words(name: str) -> frozenset[str]:
    words = frozenset(re.findall(r"\w+", folded(name)))
    return words - _LEGAL_FORMS or words


def _entry(found: Mapping[str, Any]) -> Entry:
    withholds = found.get("statut_diffusion") == _WITHHELD
    state = found["etat_administratif"]
    if state not in {_OPEN, _CLOSED}:
        raise UnreadableAnswer(state)
    seat: Mapping[str, Any] = found.get("siege") or {}
    return Entry(
        name="" if withholds else _text(found.get("nom_complet")),
        activity_code=_activity(found.get("activite_principale")),
        commune="" if withholds else _text(seat.get("libelle_commune")),
        opened_on=_day(found.get("date_creation")),
        closed_on=_day(found.get("date_fermeture")),
        is_open=state == _OPEN,
        withholds=withholds,
    )


def _text(said: object) -> str:
    """One line, bounded. Raises UnreadableAnswer for what no text of ours may carry."""
    if said is None:
        return ""
    try:
        return " ".join(cleaned(str(said)).split())[:NAME_CHARS]
    except BadText as error:
        raise UnreadableAnswer from error


def _activity(said: object) -> str:
    code = str(said or "").replace(".", "")
    return code if re.fullmatch(r"\d{4}[A-Z]", code, re.ASCII) else ""


def _day(said: object) -> date | None:
    return date.fromisoformat(str(said)[:10]) if said else None
