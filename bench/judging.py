"""The rules and the score over columns: many offers and one need, or one offer and many needs.

The side with one row is repeated by NumPy. Whole numbers throughout, so that the points equal the core's.
"""

from dataclasses import dataclass

import numpy as np

from bench.columns import NO_PRICE, NO_STATUS, OPEN_END, Column, Needs, Offers
from bench.dealing import WASTE
from bench.materials import SUBSTITUTED, Materials
from exchange.kernel.place import EARTH_RADIUS_KM, chord_squared_limit
from exchange.matching.core.score import FULL_NET_CO2E_KG_PER_T, FULL_OVERLAP_DAYS
from exchange.matching.core.weights import TermName, Weights, maxima

LONGEST_REACH_KM = 1000
LIMITS = np.array([chord_squared_limit(km) for km in range(LONGEST_REACH_KM + 1)])
"""By whole kilometres of reach."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Rules and score under a territory's materials and weights."""

    materials: Materials
    most: Column
    """[price known, net CO₂e known] → most points of each term."""

    @classmethod
    def under(cls, materials: Materials, weights: Weights) -> "Judge":
        """A judge for the weights; what cannot be known brings no points."""
        known = [
            [maxima(weights, has_price=has_price, has_net_co2e=has_net) for has_net in (False, True)]
            for has_price in (False, True)
        ]
        return cls(materials, np.array([[[most.get(t, 0) for t in TermName] for most in row] for row in known]))

    def fits(self, offers: Offers, needs: Needs) -> Column:
        """All rules but material and distance, in the order in which they reject most."""
        traded = np.minimum(offers.free_g, needs.wanted_g)
        status, mask = offers.status, needs.statuses
        is_permitted = self.materials.permits[needs.permit, offers.code] | (needs.state == 1)
        is_legal = ((mask == 0) | (mask >> np.maximum(status, 0) & 1 == 1)) & ((status != WASTE) | is_permitted)
        fit: Column = (
            (traded >= np.maximum(offers.minimum_g, needs.smallest_g))
            & (traded > 0)
            & (np.maximum(offers.first, needs.first) <= np.minimum(offers.last, needs.last))
            & _is_affordable(offers, needs)
            & ((offers.grade == 0) | (offers.grade >= needs.lowest_grade))
            & ((status == NO_STATUS) | is_legal)
            & offers.is_active
            & needs.is_active
            & (offers.business != needs.business)
        )
        return fit

    def points(self, offers: Offers, needs: Needs, remoteness: Column, haul_m: Column) -> Column:
        """The score of compatible pairs. ``remoteness`` tells how closely each pair's material is accepted."""
        net = _net(self.materials, offers, haul_m)
        has_price, has_net = offers.ask_cents != NO_PRICE, ~np.isnan(net)
        most = np.moveaxis(self.most[has_price.astype(np.int8), has_net.astype(np.int8)], -1, 0)
        score: Column = (
            _material(self.materials, offers, remoteness, most[0])
            + _distance(offers, needs, haul_m, most[1])
            + np.minimum(offers.free_g, needs.wanted_g) * most[2] // needs.wanted_g
            + _time(offers, needs, most[3])
            + _price(offers, needs, most[4])
            + np.nan_to_num(np.rint(net * 1000)).clip(0, FULL_NET_CO2E_KG_PER_T * 1000).astype(np.int64)
            * most[5] // (FULL_NET_CO2E_KG_PER_T * 1000)
        )  # fmt: skip
        return score


Vectors = tuple[Column, Column, Column]


def chord_squared(here: Vectors, there: Vectors) -> Column:
    """Squared straight lines between unit vectors, summed as the kernel does."""
    dx, dy, dz = (a - b for a, b in zip(here, there, strict=True))
    chord: Column = dx * dx + dy * dy + dz * dz
    return chord


def haul_m(chord: Column) -> Column:
    """Great-circle metres under squared chords, rounded."""
    km = 2.0 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord) / 2.0))
    return np.rint(km * 1000).astype(np.int64)


def is_within(chord: Column, offers_reach: Column, needs_reach: Column) -> Column:
    """Whether the wider reach covers the way."""
    within: Column = chord <= LIMITS[np.maximum(offers_reach, needs_reach)]
    return within


def _is_affordable(offers: Offers, needs: Needs) -> Column:
    affordable: Column = (
        (offers.ask_cents == NO_PRICE)
        | (needs.highest_cents == NO_PRICE)
        | (offers.ask_cents <= needs.highest_cents)
        | offers.is_negotiable
        | needs.is_negotiable
    )
    return affordable


def _material(materials: Materials, offers: Offers, remoteness: Column, most: Column) -> Column:
    is_substitute = remoteness >= SUBSTITUTED
    accepted = (remoteness - is_substitute * SUBSTITUTED).astype(np.int64)
    points: Column = (accepted + materials.width[offers.material]) * most // (np.where(is_substitute, 5, 2) * accepted)
    return points


def _distance(offers: Offers, needs: Needs, haul: Column, most: Column) -> Column:
    reach = np.maximum(offers.reach_km, needs.reach_km).astype(np.int64) * 1000
    return np.where(reach == 0, most, np.maximum(0, reach - haul) * most // np.maximum(reach, 1))


def _time(offers: Offers, needs: Needs, most: Column) -> Column:
    last = np.minimum(offers.last, needs.last)
    days = last - np.maximum(offers.first, needs.first) + 1
    return np.where(last == OPEN_END, most, np.minimum(days, FULL_OVERLAP_DAYS) * most // FULL_OVERLAP_DAYS)


def _price(offers: Offers, needs: Needs, most: Column) -> Column:
    ask, highest = offers.ask_cents, needs.highest_cents
    whole = np.maximum(np.abs(highest) + np.abs(ask), 1)
    part = np.where(ask > highest, 0, (highest - ask) * most // whole)
    return np.where((highest == NO_PRICE) | ((ask <= 0) & (highest >= 0)), most, part)


def _net(materials: Materials, offers: Offers, haul: Column) -> Column:
    """Kilograms CO₂e avoided per tonne; not a number where no factor is known."""
    net: Column = materials.near[offers.material, offers.status] + materials.per_km[offers.material, offers.status] * (
        haul / 1000
    )
    return net
