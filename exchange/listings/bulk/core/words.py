"""What people write into cells for a condition, a legal status, a yes or a day, in three languages. Pure."""

import re
from datetime import date

from exchange.kernel.trade import Grade, LegalStatus
from exchange.kernel.words import folded

_GRADES = {
    Grade.NEW: "5;new;neuf;neuve;jamais utilise;nieuw;comme neuf;tres bon;tres bon etat;excellent",
    Grade.GOOD: "4;used good;good;bon;bon etat;bonne;goed;goede staat;gebruikt goed;occasion bon etat",
    Grade.WORN: "3;used worn;worn;fair;etat d'usage;usage;use;moyen;etat moyen;correct;versleten;matig;gebruikt",
    Grade.TO_REPAIR: "2;to repair;damaged;a reparer;degrade;abime;te herstellen;herstellen;beschadigd",
    Grade.SCRAP: "1;for recycling only;scrap;poor;mauvais;mauvais etat;hors d'usage;hs;a recycler;pour recyclage"
    " uniquement;schroot;slecht;alleen voor recyclage",
}
_STATUSES = {
    LegalStatus.PRODUCT: "product;produit",
    LegalStatus.REUSE_ITEM: "reuse item;reuse_item;item for re-use;re-use;reuse;reemploi;objet a reemployer;objet de"
    " reemploi;hergebruik;voorwerp voor hergebruik",
    LegalStatus.BY_PRODUCT: "by-product;by_product;sous-produit;bijproduct",
    LegalStatus.WASTE: "waste;dechet;afval;afvalstof",
    LegalStatus.END_OF_WASTE: "end of waste;end_of_waste;no longer waste;sortie du statut de dechet;sorti du"
    " statut de dechet;einde-afval;einde-afvalstatus",
}
_YES = frozenset(["1", "y", "yes", "o", "oui", "j", "ja", "x", "true", "vrai", "waar"])
_NO = frozenset(["0", "n", "no", "non", "nee", "neen", "false", "faux", "onwaar"])
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_OURS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


def _plain(text: str) -> str:
    """Letters and figures alone: «Used, good» and «used good» are one."""
    return " ".join("".join(char if char.isalnum() else " " for char in folded(text)).split())


def _each(known: dict[Grade, str] | dict[LegalStatus, str]) -> dict[str, Grade | LegalStatus]:
    return {_plain(word): value for value, words in known.items() for word in words.split(";")}


_GRADE_OF, _STATUS_OF = _each(_GRADES), _each(_STATUSES)


def grade(text: str) -> str | None:
    """The form's answer for a condition, None for words that we do not know."""
    found = _GRADE_OF.get(_plain(text))
    return None if found is None else str(found.value)


def legal_status(text: str) -> str | None:
    """The form's answer for a legal status, None for words that we do not know."""
    found = _STATUS_OF.get(_plain(text))
    return None if found is None else str(found.value)


def yes_or_no(text: str) -> bool | None:
    """Whether a cell says yes; nothing is no, other words None."""
    word = _plain(text)
    return True if word in _YES else False if word in _NO or not word else None


def day(text: str) -> str | None:
    """A day as the form wants it, from 2026-11-30 or 30/11/2026; None for what is none.

    >>> day("3/11/2026"), day("31/02/2026")
    ('2026-11-03', None)
    """
    iso, ours = _ISO.fullmatch(text), _OURS.fullmatch(text)
    parts = iso.groups() if iso else ours.groups()[::-1] if ours else None
    try:
        return None if parts is None else date(*map(int, parts)).isoformat()
    except ValueError:
        return None
