"""One press that makes a near miss a match: worked out anew, applied by the listing's own verb, or refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings import service as listings
from exchange.listings.models import Need, Offer
from exchange.matching import changing
from exchange.matching.core.compatibility import Rule, failing_rules
from exchange.matching.core.counterfactual import Change
from exchange.matching.core.facts import NeedFacts, OfferFacts, Side
from exchange.matching.core.nearness import own_change
from exchange.matching.queries import facts

_OFFER_COLUMNS = {"ask_eur_per_t": "price_eur_per_t"}
_NEED_COLUMNS = {"wanted_kg": "remaining_kg"}


@dataclass(frozen=True, slots=True)
class Press:
    """What the button said: which pair, from whose side, which rule, and the change as the person saw it."""

    side: Side
    offer_id: UUID
    need_id: UUID
    rule: Rule
    seen: str

    @property
    def own_id(self) -> UUID:
        """The listing that moves."""
        return self.offer_id if self.side is Side.OFFER else self.need_id


def adjust(press: Press, *, by: UUID, business_id: UUID, at: datetime) -> Change:
    """Move one's own listing so that the pair passes; returns what was changed.

    Nothing of what the form says is believed but which change was seen: it is worked out anew behind a lock on the
    own listing. Raises Conflict when the pair passes already, when another rule fails by now, when the change is not
    this side's to make, and when it is another one by now (the message names it); NotFound for a pair that is not.
    """
    own = _own(press, business_id)
    offer, need = _pair(press, at)
    _ensure_near(press, offer, need)
    change = own_change(offer, need, press.rule, press.side)
    if change is None:
        raise Conflict("not_yours_to_change", _("This is the other side's to change."))
    if changing.written(change) != press.seen:
        said = _("This has changed meanwhile. What would help now: %(change)s", change=changing.button(change))
        raise Conflict("changed_meanwhile", said)
    _apply(press, change, own.version, by=by, business_id=business_id, at=at)
    return change


def _own(press: Press, business_id: UUID) -> Offer | Need:
    if press.side is Side.OFFER:
        return listings.locked_own(Offer, press.offer_id, business_id)
    return listings.locked_own(Need, press.need_id, business_id)


def _pair(press: Press, at: datetime) -> tuple[OfferFacts, NeedFacts]:
    """Both ends as they are now. What only a register knows does not exist here."""
    offer = facts.offers([press.offer_id]).get(press.offer_id)
    need = facts.needs(clock.day_of(at), [press.need_id]).get(press.need_id)
    if offer is None or need is None or offer.is_observed or need.is_observed:
        raise NotFound
    if not (need if press.side is Side.OFFER else offer).is_active:
        raise NotFound
    return offer, need


def _ensure_near(press: Press, offer: OfferFacts, need: NeedFacts) -> None:
    failing = failing_rules(offer, need)
    if not failing:
        raise Conflict("fits_already", _("These two fit already."))
    if failing != (press.rule,):
        raise Conflict("changed_meanwhile", _("This has changed meanwhile, and one change would not be enough."))


def _apply(press: Press, change: Change, version: int, **hand: Any) -> None:
    values = {edit.attribute: edit.value for edit in change.edits}
    if press.side is Side.OFFER:
        offered = listings.OfferAdjustment(**_columns(values, _OFFER_COLUMNS))
        listings.adjust_offer(press.offer_id, offered, version=version, **hand)
    else:
        wanted = listings.NeedAdjustment(**_columns(values, _NEED_COLUMNS))
        listings.adjust_need(press.need_id, wanted, version=version, **hand)


def _columns(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What the core calls a fact, as the listing's verb calls it."""
    return {names.get(attribute, attribute): value for attribute, value in values.items()}
