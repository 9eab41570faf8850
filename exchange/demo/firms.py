"""Inventing companies: a trade, a name from the weaving shed, a commune, a yard, somebody who runs it."""

from collections.abc import Iterator
from datetime import date, timedelta

from exchange.accounts.service import SiteDraft
from exchange.demo.dice import Dice
from exchange.demo.numbers import DEMO_FROM, fictitious
from exchange.demo.plan import Firm, PlannedPermit
from exchange.demo.reading import Cast, Character, FixedCompany, Trade, kinds, trades, words
from exchange.demo.reading import cast as read_cast
from exchange.kernel.place import Place, haul_km
from exchange.kernel.territory import Commune, territory
from exchange.kernel.trade import Country, LegalStatus
from exchange.kernel.words import folded

BELGIAN_SHARE, UNVERIFIED_SHARE, ENGLISH_SHARE, DUTCH_SHARE_IN_BELGIUM = 0.15, 0.07, 0.08, 0.7
NEIGHBOURS_WITHIN_KM = 25.0
_YARD_SPREAD_DEGREES = 0.012  # most yards stand within about a kilometre of the middle of their commune
_PERMIT_TRADES = {"recycler", "compost", "pallets"}


def plan_firms(dice: Dice, count: int, cast: Cast, *, today: date) -> list[Firm]:
    """The cast's companies first, then invented ones, each trade once before any comes twice."""
    firms = [
        fixed_firm(dice, company, cast, number, today=today)
        for number, company in enumerate(cast.companies, start=DEMO_FROM)
    ]
    names = {company.name for name in ("cast", "review") for company in read_cast(name).companies}
    for trade in _trades(dice, count - len(firms)):
        firms.append(_firm(dice, trade, len(firms), names, today=today))
        names.add(firms[-1].name)
    return firms


def fixed_firm(dice: Dice, company: FixedCompany, cast: Cast, number: int, *, today: date) -> Firm:
    """A company of the cast, with the people who belong to it."""
    commune = territory().communes[company.commune]
    people = tuple(person for person in cast.people if person.company == company.key)
    codes = {kinds()[material].waste_code.rstrip("*") for material in company.permits}
    permits = (_permit(dice, codes, today, is_verified=True),) if codes else ()
    return Firm(
        name=company.name, registration=fictitious(number, commune.country), trade=trades()[company.trade],
        language=people[0].language, is_verified=company.is_verified, site=_site(dice, commune, people[0].language),
        people=people, permits=permits, suspended_because=company.suspended_because,
    )  # fmt: skip


def _trades(dice: Dice, count: int) -> Iterator[Trade]:
    every = list(trades().values())
    yield from dice.shuffled(every)[:count]
    for _ in range(count - len(every)):
        yield dice.weighted(every, [trade.weight for trade in every])


def _firm(dice: Dice, trade: Trade, number: int, taken: set[str], *, today: date) -> Firm:
    commune = _commune(dice)
    language = _language(dice, commune.country)
    is_verified = not dice.happens(UNVERIFIED_SHARE)
    return Firm(
        name=_name(dice, trade, language, taken), trade=trade, language=language, is_verified=is_verified,
        registration=fictitious(DEMO_FROM + number, commune.country), site=_site(dice, commune, language),
        people=(_person(dice, language, number),), permits=tuple(_permits(dice, trade, today, is_verified)),
    )  # fmt: skip


def _commune(dice: Dice) -> Commune:
    """The more people, the more companies; some stand across the border."""
    inside = [commune for commune in territory().communes.values() if commune.inside]
    if not dice.happens(BELGIAN_SHARE):
        return dice.weighted(inside, [commune.population for commune in inside])
    outside = (commune for commune in territory().communes.values() if not commune.inside)
    return dice.pick([c for c in outside if haul_km(c.place, territory().centre) <= NEIGHBOURS_WITHIN_KM])


def _language(dice: Dice, country: Country) -> str:
    if country is Country.BE:
        return "nl" if dice.happens(DUTCH_SHARE_IN_BELGIUM) else "fr"
    return "en" if dice.happens(ENGLISH_SHARE) else "fr"


def _name(dice: Dice, trade: Trade, language: str, taken: set[str]) -> str:
    """A name that no other company of the demo has; numbered when the words run out."""
    style = "nl" if language == "nl" else "fr"
    free = [name for rest in words()["names"][style] if (name := f"{trade.names[style]} {rest}") not in taken]
    if free:
        return dice.pick(free)
    return f"{trade.names[style]} {dice.pick(words()['names'][style])} {len(taken)}"


def _person(dice: Dice, language: str, number: int) -> Character:
    """Their address is under .example, which nobody can receive mail at (RFC 2606), so nobody confirmed it."""
    first, family = dice.pick(words()["people"][language]), dice.pick(words()["people"]["families"])
    address = f"{folded(first)}.{folded(family)}.{number}@navette.example"
    return Character(address, f"{first} {family}", language, is_confirmed=False)


def _site(dice: Dice, commune: Commune, language: str) -> SiteDraft:
    style = "nl" if language == "nl" else "fr"
    told, number = words()["sites"], dice.between(1, 180)
    street = dice.pick(told[f"streets_{style}"])
    hours = dice.pick(told["hours"])
    place = Place(
        round(commune.place.lat + dice.scatter(_YARD_SPREAD_DEGREES), 6),
        round(commune.place.lon + dice.scatter(_YARD_SPREAD_DEGREES), 6),
    )
    return SiteDraft(
        name=dice.pick(told[f"names_{style}"]),
        address=f"{street} {number}" if style == "nl" else f"{number} {street}",
        postal_code=commune.postal_codes[0],
        commune=commune,
        place=place,
        opening_hours={str(day): hours for day in range(5)},
        access=dice.pick(told[f"access_{style}"]),
    )


def _permits(dice: Dice, trade: Trade, today: date, is_verified: bool) -> Iterator[PlannedPermit]:
    """Trades that live on waste hold a permit; one in three has stated another that waits for a moderator."""
    if trade.key not in _PERMIT_TRADES:
        return
    as_waste = (kind for kind in kinds().values() if kind.status is LegalStatus.WASTE and trade.key in kind.takers)
    codes = {kind.waste_code.rstrip("*") for kind in as_waste}
    yield _permit(dice, codes, today, is_verified=is_verified)
    if dice.happens(0.33):
        yield _permit(dice, set(dice.shuffled(sorted(codes))[:2]), today, is_verified=False)


def _permit(dice: Dice, codes: set[str], today: date, *, is_verified: bool) -> PlannedPermit:
    return PlannedPermit(tuple(sorted(codes)), today + timedelta(days=dice.between(200, 1500)), is_verified)
