"""The map of a search in three ways: a drawing, the same as words, and features for the map that moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from exchange.kernel.place import Place
from exchange.listings.map.areas import Area, Group, areas, around, grouped, outline
from exchange.listings.search.criteria import Criteria, Kind
from exchange.listings.search.totals import Cluster
from exchange.web.maps import Spot, territory_corners, territory_map

_MOST_NAMED = 2
_DECIMALS = 5
"""Of a degree: about a metre, for what is known to five kilometres."""


@dataclass(frozen=True, slots=True)
class Line:
    """One dot of the map as words: where, how many, and the search that lists them."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Places:
    """What the map's part shows; ``elsewhere`` counts what no dot stands for."""

    drawing: Markup
    lines: Sequence[Line]
    elsewhere: int
    features_href: str
    corners: str
    tiles: str
    tiles_credit: str


def places(criteria: Criteria, clusters: Sequence[Cluster]) -> Places:
    """Everything that the map beside a search shows, from its counts by cell."""
    found = areas(clusters)
    south_west, north_east = territory_corners()
    return Places(
        drawing=drawn(criteria, found),
        lines=[Line(_label(criteria, area.town.name, area.count), _href(criteria, Group([area]))) for area in found],
        elsewhere=sum(cluster.count for cluster in clusters) - sum(area.count for area in found),
        features_href=url_for("map.features", **criteria.arguments()),
        corners=",".join(f"{degrees:.{_DECIMALS}f}" for degrees in (*south_west, *north_east)),
        tiles=current_app.config["MAP_TILES"],
        tiles_credit=current_app.config["MAP_TILES_CREDIT"],
    )


def drawn(criteria: Criteria, found: Sequence[Area]) -> Markup:
    """The territory with a dot for each town that has answers, sized by how many."""
    return territory_map(
        [_spot(criteria, Group([area])) for area in found],
        land_href=url_for("pictures.land"),
        title=_("Where they are"),
        description=_("Each dot leads to what there is around a town; the same list follows as text."),
    )


def features(criteria: Criteria, clusters: Sequence[Cluster], zoom: int) -> dict[str, Any]:
    """GeoJSON (RFC 7946): a point for each dot, with its words, its list and the cells that it stands for."""
    dots = grouped(areas(clusters), zoom)
    return {"type": "FeatureCollection", "features": [_feature(criteria, group) for group in dots]}


def _feature(criteria: Criteria, group: Group) -> dict[str, Any]:
    cells = [[_position(corner) for corner in outline(cell)] for area in group.areas for cell in area.cells_m]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": _position(group.place)},
        "properties": {
            "label": _label(criteria, _named(group), group.count),
            "count": group.count,
            "kind": criteria.kind.value,
            "href": _href(criteria, group),
            "cells": cells,
        },
    }


def _position(place: Place) -> list[float]:
    return [round(place.lon, _DECIMALS), round(place.lat, _DECIMALS)]


def _spot(criteria: Criteria, group: Group) -> Spot:
    town, place = group.towns[0], group.place
    return Spot(town.name, group.count, _href(criteria, group), criteria.kind.value, place.lat, place.lon)


def _href(criteria: Criteria, group: Group) -> str:
    return url_for("search.show", **around(criteria, group.towns).arguments())


def _named(group: Group) -> str:
    names = ", ".join(town.name for town in group.towns[:_MOST_NAMED])
    more = len(group.towns) - _MOST_NAMED
    if more <= 0:
        return names
    return ngettext("%(names)s and %(num)d more", "%(names)s and %(num)d more", more, names=names)


def _label(criteria: Criteria, where: str, count: int) -> str:
    if criteria.kind is Kind.NEED:
        return ngettext("%(where)s: %(num)d need", "%(where)s: %(num)d needs", count, where=where)
    return ngettext("%(where)s: %(num)d lot", "%(where)s: %(num)d lots", count, where=where)
