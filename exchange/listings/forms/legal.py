"""The legal status and its questions."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from exchange.catalogue.core.entries import WasteCodeEntry
from exchange.kernel.trade import LegalStatus
from exchange.listings import labels
from exchange.listings.forms.asking import DayField, ListingForm, Optional
from exchange.listings.forms.choices import OneOf, choices
from exchange.listings.lawful.judging import Told, objections
from exchange.listings.lawful.lots import lineage
from exchange.listings.lawful.reading import materials_of
from exchange.listings.legal import ByProductTest, EndOfWasteAct, LegalClaim
from exchange.web.forms import LineField, Needed

_FOOD, _FOR_PEOPLE = "food", "food.human"
_WHY = _l("Yes, because…")


class LegalQuestions(ListingForm):
    """Each status has its own questions; answers to the others are left aside."""

    legal_status = OneOf(
        _l("Legal status"), [Needed()], choices=choices((s.value, labels.legal_status(s)) for s in LegalStatus),
        description=_l("You decide, and answer for it."),
    )  # fmt: skip
    certain_use = LineField(labels.by_product_test(ByProductTest.CERTAIN_USE), description=_WHY)
    usable_directly = LineField(labels.by_product_test(ByProductTest.USABLE_DIRECTLY), description=_WHY)
    integral = LineField(labels.by_product_test(ByProductTest.INTEGRAL), description=_WHY)
    lawful = LineField(labels.by_product_test(ByProductTest.LAWFUL), description=_WHY)
    are_tests_met = BooleanField(_l("All four answers are yes"))
    waste_code = LineField(_l("Waste code"), most=24, description=_l("Six digits, with a star where it is hazardous."))
    is_hazardous = BooleanField(_l("It is hazardous"))
    is_pop = BooleanField(_l("It holds persistent organic pollutants (POP)"))
    animal_category = SelectField(
        _l("Animal matter"), default="", description=_l("Meat, fish, bones, blood, milk, eggs, kitchen waste."),
        choices=choices([("", _l("None in it")), *((str(c), labels.animal_category(c)) for c in (1, 2, 3))]),
    )  # fmt: skip
    feed_registration = LineField(
        _l("Your feed registration number"), description=_l("Where it may become feed: takers need it.")
    )  # fmt: skip
    use_by = DayField(_l("Use-by date"), [Optional()], description=_l("Not the best-before date. None: leave empty."))
    donation_refused = LineField(
        _l("Who declined it as a gift, and when?"), description=_l("Asked of waste: such goods are given away first.")
    )  # fmt: skip
    end_of_waste_act = SelectField(
        _l("Act relied on"),
        choices=choices([("", _l("Choose one")), *((a.value, labels.end_of_waste_act(a)) for a in EndOfWasteAct)]),
        default="",
    )

    def claim(self) -> LegalClaim:
        """What the holder declares. After validation of the status."""
        status = LegalStatus(self.legal_status.data)
        is_waste = status is LegalStatus.WASTE
        return LegalClaim(
            status=status,
            tests=self._tests() if status is LegalStatus.BY_PRODUCT else {},
            waste_code=(self.waste_code.data or "") if is_waste else "",
            is_hazardous=is_waste and bool(self.is_hazardous.data),
            act=self._act() if status is LegalStatus.END_OF_WASTE else None,
            is_pop=is_waste and bool(self.is_pop.data),
            use_by=self.use_by.data if self.is_for_people() else None,
            donation_refused=(self.donation_refused.data or "") if is_waste and self.is_given_away_first() else "",
            **self._animals(),
        )

    def validate(self, extra_validators: object = None) -> bool:
        """Then the objections of the rule book, each beside the answer to mend."""
        super().validate(extra_validators)
        if self.legal_status.data == LegalStatus.BY_PRODUCT and not self.are_tests_met.data:
            self.object_to("are_tests_met", _("A by-product meets all four tests. If not, choose another status."))
        elif self.legal_status.data in set(LegalStatus):
            for objection in objections(
                self.claim(), codes=self.catalogue.waste_codes, on=self.today, told=self.told()
            ):
                self.object_to(objection.field, objection.message)
        return not self.errors

    def told(self) -> Told:
        """What the rules look at beside the claim."""
        return Told(materials=self._lineage(), words=f"{self.title.data or ''}\n{self.description.data or ''}")

    def _lineage(self) -> frozenset[str]:
        return frozenset[str]().union(*(lineage(code) for code in self.chosen_codes()))

    def is_for_people(self) -> bool:
        """Whether people eat it: then it may carry a use-by date."""
        return _FOR_PEOPLE in self._lineage()

    def is_given_away_first(self) -> bool:
        """Whether the law has it offered to associations before it is waste."""
        return bool(self._lineage() & materials_of("donation_first"))

    def is_sheet_asked(self) -> bool:
        """Whether nobody takes it without a safety data sheet."""
        return bool(self._lineage() & materials_of("safety_sheet_missing"))

    def proposed_codes(self) -> tuple[WasteCodeEntry, ...]:
        """Codes that are usual for the chosen material today; proposed, never decided."""
        return tuple(
            entry for code in self.chosen_codes() for entry in self.catalogue.waste_codes_for(code, self.today)
        )

    def is_animal_asked(self) -> bool:
        """Only food and what is organic can hold animal matter."""
        return any(self.catalogue.lies_under(code, _FOOD) for code in self.chosen_codes())

    def _animals(self) -> dict[str, Any]:
        if not self.is_animal_asked():
            return {}
        category = int(self.animal_category.data) if self.animal_category.data in {"1", "2", "3"} else None
        return {"animal_category": category, "feed_registration": self.feed_registration.data or ""}

    def _tests(self) -> dict[ByProductTest, str]:
        return {test: self[test.value].data or "" for test in ByProductTest}

    def _act(self) -> EndOfWasteAct | None:
        return EndOfWasteAct(self.end_of_waste_act.data) if self.end_of_waste_act.data else None
