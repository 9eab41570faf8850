"""From a seed to a whole plan."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from exchange.catalogue.core.snapshot import Catalogue
from exchange.demo.dice import Dice
from exchange.demo.firms import fixed_firm, plan_firms
from exchange.demo.lots import plan_lot, plan_wish
from exchange.demo.numbers import REVIEW_FROM
from exchange.demo.plan import Firm, Plan, Size
from exchange.demo.reading import Kind, cast, kinds
from exchange.demo.stories import Scene, plan_stories
from exchange.kernel import clock

GIVES, TAKES = 0, 1
"""Places of the cast's companies among the firms."""


def plan(size: Size, seed: int, *, known: Catalogue, now: datetime) -> Plan:
    """The same for the same size, seed, catalogue and moment."""
    dice = Dice(seed)
    fixed = cast("cast").companies
    firms = plan_firms(dice, size.businesses, cast("cast"), today=clock.day_of(now))
    given = [(material, place) for place, company in enumerate(fixed) for material in company.lots]
    taken = [(material, place) for place, company in enumerate(fixed) for material in company.needs]
    lots = [
        plan_lot(dice, kind, firms, firm, known=known, now=now)
        for kind, firm in _shared_out(dice, firms, size.offers, given, are_givers=True)
    ]
    wishes = [
        plan_wish(dice, kind, firms, firm, known=known, now=now)
        for kind, firm in _shared_out(dice, firms, size.needs, taken, are_givers=False)
    ]
    stories = plan_stories(dice, Scene(firms, lots, wishes, now), giver=GIVES, taker=TAKES)
    return Plan(tuple(firms), tuple(lots), tuple(wishes), tuple(stories))


def plan_review(*, known: Catalogue, now: datetime) -> Plan:
    """The fixed companies of a review with the lots and needs that their file names; always the same."""
    dice, fixed, today = Dice(0), cast("review"), clock.day_of(now)
    firms = [
        fixed_firm(dice, company, fixed, REVIEW_FROM + number, today=today)
        for number, company in enumerate(fixed.companies)
    ]
    lots = [
        plan_lot(dice, kinds()[material], firms, place, known=known, now=now)
        for place, company in enumerate(fixed.companies)
        for material in company.lots
    ]
    wishes = [
        plan_wish(dice, kinds()[material], firms, place, known=known, now=now)
        for place, company in enumerate(fixed.companies)
        for material in company.needs
    ]
    return Plan(tuple(firms), tuple(lots), tuple(wishes), ())


def _shared_out(
    dice: Dice, firms: Sequence[Firm], count: int, fixed: Sequence[tuple[str, int]], *, are_givers: bool
) -> Iterator[tuple[Kind, int]]:
    """The cast's own first, then every kind of lot once before any comes again, each at a firm of a fitting trade."""
    yield from ((kinds()[material], firm) for material, firm in fixed[:count])
    made = len(fixed)
    while made < count:
        for kind in dice.shuffled(list(kinds().values())):
            trades = kind.givers if are_givers else kind.takers
            fit = [place for place, firm in enumerate(firms) if firm.trade.key in trades]
            if fit and made < count:
                yield kind, dice.pick(fit)
                made += 1
