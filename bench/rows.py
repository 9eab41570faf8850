"""Columns as lines of text for COPY: every column that the application fills."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from bench.columns import NO_CODE, NO_NODE, NO_PRICE, NO_STATUS, OPEN_END, STATES, STATUSES, Columns
from bench.ids import Kind, row_id
from bench.world import World
from exchange.listings.placing import here, reach_circle

NULL = r"\N"
STAMP = "2026-01-05 08:00:00+00"
ADMINISTRATOR = 2**31
"""Number of the person who verified the permits."""
_PHRASES = ("en vrac", "sur palettes", "trié à la source", "propre et sec", "en big-bags", "chargement par chariot",
            "disponible chaque semaine", "fin de série", "stock déclassé", "enlèvement rapide")  # fmt: skip
_HERE = ("ux", "uy", "uz", "place", "cell_x_m", "cell_y_m", "cell_name")
_COMMON = ("id", "business_id", "site_id", "posted_by", "state", "title", "description", "unit", "kg_per_unit",
           "is_negotiable", *_HERE, "reach", "observed_ref", "created_at", "published_at", "matched_at")  # fmt: skip
TABLES: dict[str, tuple[str, ...]] = {
    "person": ("id", "email", "name", "password_hash", "language", "confirmed_at", "created_at"),
    "business": ("id", "name", "registration_kind", "registration_number", "country", "verification", "standing",
                 "standing_reason", "created_at"),
    "membership": ("person_id", "business_id", "role", "since"),
    "site": ("id", "business_id", "name", "address", "postal_code", "commune_code", "commune_name", "country", "lat",
             "lon", "created_at"),
    "permit": ("id", "site_id", "rubric", "reference", "waste_codes", "valid_until", "created_at", "verified_at",
               "verified_by"),
    "offer": (*_COMMON, "material_code", "material", "declared_kg", "free_kg", "mass_basis", "minimum_kg",
              "is_whole_lot", "condition", "legal_status", "waste_code", "is_hazardous", "available_from",
              "available_until", "delivers_within_km", "price_eur_per_t"),
    "need": (*_COMMON, "material", "wanted_kg", "covered_kg", "smallest_lot_kg", "lowest_grade", "accepted_statuses",
             "wanted_from", "wanted_until", "collects_within_km", "highest_eur_per_t"),
    "need_accepts": ("need_id", "material_code"),
}  # fmt: skip
Line = tuple[object, ...]


def lines(world: World, table: str) -> Iterator[Line]:
    """The rows of one table, in the order of its columns above."""
    makers = {"person": _people, "business": _businesses, "membership": _memberships, "site": _sites,
              "permit": _permits, "offer": _offers, "need": _needs, "need_accepts": _accepts}  # fmt: skip
    return iter(makers[table](world))


def _people(world: World) -> Iterator[Line]:
    for number in (*range(world.sites.businesses), ADMINISTRATOR):
        yield row_id(Kind.PERSON, number), f"p{number}@navette.example", f"Person {number}", "!", "fr", STAMP, STAMP


def _businesses(world: World) -> Iterator[Line]:
    sites, at = world.sites, dict(zip(world.sites.business.tolist(), world.sites.town.tolist(), strict=True))
    for number in range(sites.businesses):
        standing = (
            "unclaimed" if sites.is_unclaimed[number] else "suspended" if sites.is_suspended[number] else "active"
        )
        country = world.towns.countries[at[number]]
        reason = "late papers" if standing == "suspended" else ""
        yield (row_id(Kind.BUSINESS, number), f"Entreprise {number}", "siren", 100_000_000 + number, country,
               "verified", standing, reason, STAMP)  # fmt: skip


def _memberships(world: World) -> Iterator[Line]:
    for number in range(world.sites.businesses):
        yield row_id(Kind.PERSON, number), row_id(Kind.BUSINESS, number), "manager", STAMP


def _sites(world: World) -> Iterator[Line]:
    towns = world.towns
    for number, place in enumerate(world.sites.places):
        town, business = int(world.sites.town[number]), int(world.sites.business[number])
        yield (
            row_id(Kind.SITE, number), row_id(Kind.BUSINESS, business), "Yard", f"{number} rue de la Navette", "59000",
            f"{town:05d}", towns.names[town], towns.countries[town], place.lat, place.lon, STAMP,
        )  # fmt: skip


def _permits(world: World) -> Iterator[Line]:
    materials, verified_by = world.materials, row_id(Kind.PERSON, ADMINISTRATOR)
    covered = [
        "{" + ",".join(code for code, is_in in zip(materials.waste_codes, row, strict=True) if is_in) + "}"
        for row in materials.permits.tolist()
    ]
    for number, permit in enumerate(world.sites.permit.tolist()):
        if permit:
            yield (row_id(Kind.PERMIT, number), row_id(Kind.SITE, number), "2716 E", f"Acte {number}", covered[permit],
                   "2036-12-31", STAMP, STAMP, verified_by)  # fmt: skip


def _offers(world: World) -> Iterator[Line]:
    offers, materials = world.offers, world.materials
    own = zip(
        offers.material.tolist(), offers.free_g.tolist(), offers.minimum_g.tolist(), offers.is_whole.tolist(),
        offers.grade.tolist(), offers.status.tolist(), offers.code.tolist(), offers.ask_cents.tolist(), strict=True,
    )  # fmt: skip
    commons = _commons(world, offers, Kind.OFFER, offers.material.tolist())
    for common, window, (material, free_g, minimum_g, is_whole, grade, status, code, ask) in zip(
        commons, _windows(offers), own, strict=True
    ):
        yield (
            *common, materials.codes[material], f"[{material},{material + int(materials.width[material])})",
            _kg(free_g), _kg(free_g), "declared", "0" if is_whole else _kg(minimum_g), is_whole, grade or NULL,
            NULL if status == NO_STATUS else STATUSES[status], NULL if code == NO_CODE else materials.waste_codes[code],
            code != NO_CODE and bool(materials.is_hazardous[material]), *window, _price(ask),
        )  # fmt: skip


def _needs(world: World) -> Iterator[Line]:
    needs = world.needs
    nodes = needs.nodes.tolist()
    own = zip(
        nodes, needs.wanted_g.tolist(), needs.covered_g.tolist(), needs.smallest_g.tolist(),
        needs.lowest_grade.tolist(), needs.statuses.tolist(), needs.highest_cents.tolist(), strict=True,
    )  # fmt: skip
    commons = _commons(world, needs, Kind.NEED, [named[0] for named in nodes])
    for common, window, (named, wanted_g, covered_g, smallest_g, lowest, statuses, highest) in zip(
        commons, _windows(needs), own, strict=True
    ):
        yield (*common, _spans(world, named), _kg(wanted_g), _kg(covered_g), _kg(smallest_g), lowest or NULL,
               "{" + ",".join(statuses_of(statuses)) + "}", *window, _price(highest))  # fmt: skip


def statuses_of(mask: int) -> list[str]:
    """The legal statuses of a mask."""
    return [status for bit, status in enumerate(STATUSES) if mask >> bit & 1]


def _accepts(world: World) -> Iterator[Line]:
    for number, named in enumerate(world.needs.nodes.tolist()):
        yield from ((row_id(Kind.NEED, number), world.materials.codes[node]) for node in named if node != NO_NODE)


def _commons(world: World, listings: Columns, kind: Kind, materials: list[int]) -> Iterator[Line]:
    standing = [tuple(here(place)[name] for name in _HERE) for place in world.sites.places]
    rest = zip(listings.state.tolist(), listings.reach_km.tolist(), listings.is_negotiable.tolist(), strict=True)
    for number, (site, (state, reach_km, is_negotiable)) in enumerate(zip(listings.site.tolist(), rest, strict=True)):
        business = int(listings.business[number])
        is_observed = STATES[state] == "observed"
        label = world.materials.labels[materials[number]]
        yield (
            row_id(kind, number), row_id(Kind.BUSINESS, business), row_id(Kind.SITE, site),
            NULL if is_observed else row_id(Kind.PERSON, business), STATES[state], f"{label} n° {number}",
            f"{label}, {_PHRASES[number % len(_PHRASES)]}", "t", "1000", is_negotiable, *standing[site],
            reach_circle(world.sites.places[site], reach_km) or NULL, f"R{number}" if is_observed else NULL,
            STAMP, NULL if STATES[state] == "draft" else STAMP, STAMP,
        )  # fmt: skip


def _windows(listings: Columns) -> Iterator[Line]:
    """First day, last day, reach."""
    columns: Iterable[tuple[int, int, int]] = zip(
        listings.first.tolist(), listings.last.tolist(), listings.reach_km.tolist(), strict=True
    )
    for first, last, reach_km in columns:
        yield date.fromordinal(first), NULL if last == OPEN_END else date.fromordinal(last), reach_km


def _spans(world: World, named: list[int]) -> str:
    """What the nodes let in, substitutes included, as the application stores it."""
    intervals = {span for node in named if node != NO_NODE for span in world.materials.spans[node]}
    return "{" + ",".join(f"[{lft},{end})" for lft, end in sorted(intervals)) + "}"


def _kg(grams: int) -> str:
    return str(grams // 1000)


def _price(cents: int) -> str:
    return NULL if cents == int(NO_PRICE) else str(Decimal(cents) / 100)
