"""The form that fills itself: what the words at its top say goes into whatever nobody has answered otherwise."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from werkzeug.datastructures import MultiDict

from exchange.catalogue.core.entries import UnitEntry
from exchange.catalogue.core.snapshot import Catalogue
from exchange.catalogue.core.suggest import Suggestion
from exchange.catalogue.labels import unit as unit_label
from exchange.listings.core.words import Spoken, read_words
from exchange.listings.forms.asking import UNITS
from exchange.listings.forms.typed import Typed
from exchange.web.forms import LINE_CHARS, plain

SURE_ENOUGH = 0.35
"""Below this score of the catalogue a material is only put before the person, not chosen for them."""
A_NAME, NEARLY = 0.9, 0.75
"""From this score on the words are the material's name; from this share of the best one is nearly as sure."""
_PACKED = {"container", "pallet"}
_TRADED = {"mass": "kg", "volume": "m3"}
"""A unit that the form does not offer is counted in the one of its kind that it does."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What it takes to read words: the catalogue, the page's language, the day (waste codes come and go)."""

    catalogue: Catalogue
    language: str
    today: date

    def proposals(self, words: str) -> Typed:
        """Answers by the fields' names, as somebody would type them. Nothing is proposed for what nobody said."""
        spoken = self._read(words[:LINE_CHARS])
        code = self._material(spoken.material)
        unit, quantity = self._measure(spoken, code)
        title = spoken.material[:1].upper() + spoken.material[1:]
        found = {
            "title": title, "material_words": spoken.material, "material_code": code, "unit": unit,
            "quantity": plain(quantity) if quantity else "", "packaging": self._packaging(unit, code),
            "waste_code": self._waste_code(code),
        }  # fmt: skip
        return {name: [text] for name, text in found.items() if text}

    def filled_in(self, typed: MultiDict[str, str], words: str, read_before: str) -> MultiDict[str, str]:
        """The form with what the words say, where it was open or still said what earlier words had put there."""
        fresh, stale = self.proposals(words), self.proposals(read_before) if read_before else {}
        texts = typed.copy()
        is_first = not read_before
        for name in {**fresh, **stale}:
            now = [text for text in texts.getlist(name) if text.strip()]
            is_usual = name == "unit" and is_first and not any(typed.getlist("quantity"))
            if not now or now == stale.get(name) or is_usual:
                texts.setlist(name, fresh.get(name, now if name == "unit" else []))
        texts["words_read"] = words
        return texts

    def _read(self, words: str) -> Spoken:
        """«40 EPAL» are forty of a thing that is a material itself, not forty loads of something."""
        spoken = read_words(words, self.language, self._name_unit)
        if spoken.unit is None or self.catalogue.units[spoken.unit].measure.dimension not in _PACKED:
            return spoken
        things = read_words(words, self.language, lambda _: None)
        best = self._best(things.material)
        return things if things.quantity and best and best[0].score >= A_NAME else spoken

    def _best(self, words: str) -> list[Suggestion]:
        return self.catalogue.suggest(words, language=self.language, most=5) if words else []

    def _name_unit(self, words: str) -> str | None:
        singular = " ".join(word.removesuffix("s") if len(word) > 2 else word for word in words.split())
        entry = self.catalogue.unit_named(words) or self.catalogue.unit_named(singular)
        return entry.code if entry and self._offered(entry) else None

    def _offered(self, entry: UnitEntry) -> str | None:
        return entry.code if entry.code in UNITS else _TRADED.get(entry.measure.dimension)

    def _material(self, words: str) -> str:
        """The best, or what lies under it and is nearly as sure: «cotton offcuts» are offcuts, not cotton at large."""
        best = self._best(words)
        if not best or best[0].score < SURE_ENOUGH:
            return ""
        near = [one.code for one in best[1:] if one.score >= NEARLY * best[0].score]
        return next((code for code in near if self.catalogue.lies_under(code, best[0].code)), best[0].code)

    def _measure(self, spoken: Spoken, code: str) -> tuple[str, Decimal | None]:
        """The unit said, or the material's usual one; pieces where things were counted that are traded so."""
        usual = [entry.code for entry in self.catalogue.units_for(code)] if code else []
        if spoken.unit is None:
            counted = spoken.quantity if "unit" in usual else None
            return ("unit" if counted else usual[0] if usual else ""), counted
        entry = self.catalogue.units[spoken.unit]
        unit = self._offered(entry) or "kg"
        if unit == entry.code or spoken.quantity is None:
            return unit, spoken.quantity
        return unit, (spoken.quantity * entry.measure.to_si / self.catalogue.units[unit].measure.to_si)

    def _packaging(self, unit: str, code: str) -> str:
        """What it was counted in, or what the trade usually packs it in."""
        usual = [unit, *(entry.code for entry in (self.catalogue.units_for(code) if code else ()))]
        packed = (self.catalogue.units[one] for one in usual if one)
        return next((unit_label(one, 2).capitalize() for one in packed if one.measure.dimension in _PACKED), "")

    def _waste_code(self, code: str) -> str:
        """The likeliest code of the list, for whoever says that it is waste. Proposed: its holder confirms it."""
        proposed = self.catalogue.waste_codes_for(code, self.today) if code else ()
        return proposed[0].spaced if proposed else ""
