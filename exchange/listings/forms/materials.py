"""From words to a chosen material: what is put before the person, and whether the choice fits the words."""

from collections.abc import Sequence

from exchange.catalogue import asking, shown
from exchange.catalogue.core.snapshot import Catalogue
from exchange.catalogue.shown import Found

SHOWN = 5


def listed(catalogue: Catalogue, codes: Sequence[str]) -> list[str]:
    """The codes that the catalogue still lists, each once, in the order given."""
    known = (catalogue.material(code) for code in dict.fromkeys(codes))
    return [entry.code for entry in known if entry is not None and not entry.is_retired]


def offered(catalogue: Catalogue, words: str, chosen: Sequence[str], language: str) -> list[Found]:
    """What was chosen, then the best five for the words; all families where the words say nothing to us."""
    first = [shown.choice(catalogue, code, language) for code in chosen]
    found = shown.found(catalogue, words, language)[:SHOWN] if words else []
    if words and not found:
        found = [shown.choice(catalogue, family.code, language) for family in catalogue.families]
    return [*first, *(one for one in found if one.code not in chosen)]


def fits(catalogue: Catalogue, words: str, chosen: Sequence[str]) -> bool:
    """Whether the choice can have been made for these words; if they were changed afterwards, we ask again."""
    names = {catalogue.label(code, language) for code in chosen for language in ("fr", "en", "nl")}
    if not words or words in names:
        return bool(chosen)
    found = {one.code for one in catalogue.suggest(words, most=asking.MOST_SUGGESTIONS)}
    return bool(chosen) and (not found or not found.isdisjoint(chosen))
