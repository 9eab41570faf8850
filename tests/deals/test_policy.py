"""Who may do what, read aloud: a table written by hand against the table that the product reads."""

from collections.abc import Callable
from uuid import UUID

import pytest

from exchange.accounts.models import Business, Site
from exchange.deals import policy
from exchange.deals.core.contract import Verb
from exchange.deals.core.movement import LoadVerb
from exchange.deals.models import Deal
from exchange.listings.models import Offer
from tests import makers
from tests.deals import states
from tests.deals.acts import Acts
from tests.deals.states import Build

TALK, PLAN = "countered", "cancelled slot_proposed handed_over"
CLOCK = "expired waits_for_stock"
REFUSE = "refused_in_part refused"
EXPECTED: dict[Build, tuple[str, str, str]] = {
    states.asked: (f"{TALK} accepted declined", f"{TALK} withdrawn hold_asked sample_asked", CLOCK),
    states.countered: (f"{TALK} withdrawn", f"{TALK} accepted declined hold_asked sample_asked", CLOCK),
    states.hold_asked: (f"{TALK} accepted declined hold_granted hold_refused", f"{TALK} withdrawn", CLOCK),
    states.held: (
        f"{TALK} accepted declined hold_extended",
        f"{TALK} withdrawn hold_longer_asked hold_released",
        "hold_lapsed",
    ),
    states.sample_asked: ("declined sample_given sample_refused", "withdrawn sample_dropped", "sample_lapsed"),
    states.sample_given: ("declined", "withdrawn sample_judged", "sample_lapsed"),
    states.on_hold: (f"{TALK} declined", f"{TALK} withdrawn", "expired revived"),
    states.planned: (PLAN, PLAN, ""),
    states.slot_named: (f"{PLAN} slot_agreed", PLAN, ""),
    states.scheduled: (PLAN, PLAN, ""),
    states.on_the_road: ("weighed", f"weighed {REFUSE}", ""),
    states.weighed: ("weighed confirmed", REFUSE, "confirmed_by_silence"),
    states.weighed_by_giver: ("", f"weighed confirmed {REFUSE}", "confirmed_by_silence"),
    states.part_refused: ("weighed confirmed", REFUSE, "confirmed_by_silence"),
    states.refused: ("taken_back", REFUSE, "taken_back_by_silence"),
    states.went_back: ("", "", ""),
    states.completed: ("", "", ""),
    states.declined: ("", "", ""),
    states.withdrawn: ("", "", ""),
    states.cancelled: ("", "", ""),
    states.expired: ("", "", ""),
}


@pytest.mark.parametrize("build", EXPECTED, ids=lambda build: build.__name__)
def test_each_side_may_do_what_the_state_allows(build: Build, acts: Acts, look: Callable[[Deal | UUID], Deal]) -> None:
    deal = look(build(acts))
    stranger = makers.a_business("Elsewhere").id

    for who, allowed in zip((acts.giver.business_id, acts.taker.business_id, None), EXPECTED[build], strict=True):
        assert everything(who, deal) == set(allowed.split())
    assert not everything(stranger, deal)


def everything(who: UUID | None, deal: Deal) -> set[str]:
    """All that somebody may do with the contract and its loads."""
    moves = {verb for verb in LoadVerb for load in deal.movements if policy.may_move(verb, who, deal, load)}
    return {verb for verb in Verb if policy.may(verb, who, deal)} | moves


def test_takers_ask_for_others_lots_and_holders_answer_others_needs(
    brewery: Business, farm: Business, grain: Offer, farmyard: Site, brewhouse: Site
) -> None:
    theirs, own = makers.a_need(farmyard), makers.a_need(brewhouse)

    assert policy.may_propose(farm.id, grain, None)
    assert policy.may_propose(farm.id, grain, theirs)
    assert policy.may_propose(brewery.id, grain, theirs)
    assert not policy.may_propose(brewery.id, grain, None)
    assert not policy.may_propose(brewery.id, grain, own)
    assert not policy.may_propose(farm.id, grain, own)


@pytest.mark.parametrize(
    ("build", "shown"),
    [(states.asked, False), (states.planned, True), (states.completed, True), (states.cancelled, False)],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_addresses_and_people_are_for_both_sides_once_they_agreed(
    build: Build, shown: bool, acts: Acts, look: Callable[[Deal | UUID], Deal]
) -> None:
    deal = look(build(acts))

    assert policy.may_see_contacts(acts.taker.business_id, deal) is shown
    assert policy.may_see_contacts(acts.giver.business_id, deal) is shown
    assert not policy.may_see_contacts(makers.a_business("Elsewhere").id, deal)


def test_a_name_kept_back_is_known_after_the_agreement(
    acts: Acts, brewhouse: Site, look: Callable[[Deal | UUID], Deal]
) -> None:
    acts.offer_id = makers.a_lot(brewhouse, is_anonymous=True).id
    deal = acts.propose()
    assert not policy.knows_name(acts.taker.business_id, acts.giver.business_id, look(deal))
    assert policy.knows_name(acts.giver.business_id, acts.taker.business_id, look(deal))

    acts.accept(deal)

    assert policy.knows_name(acts.taker.business_id, acts.giver.business_id, look(deal))


def test_only_the_giver_shows_the_code_and_only_while_the_load_stands_there(
    acts: Acts, look: Callable[[Deal | UUID], Deal]
) -> None:
    deal = states.planned(acts)
    assert shows_code(acts.giver.business_id, look(deal))
    assert not shows_code(acts.taker.business_id, look(deal))

    acts.hand_over(deal)

    assert not shows_code(acts.giver.business_id, look(deal))


def shows_code(business_id: UUID, deal: Deal) -> bool:
    assert deal.load is not None
    return policy.may_show_code(business_id, deal, deal.load)
