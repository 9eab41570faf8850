"""One page's map: the cached land below, the neighbours' names beside it, and what this page counts on top."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from exchange.web.maps.frame import HEIGHT, WIDTH, Frame, Neighbour, Outline, Spot
from exchange.web.maps.places import Name, Placed, named, spread


def map_svg(
    frame: Frame,
    outlines: Sequence[Outline],
    neighbours: Iterable[Neighbour],
    spots: Sequence[Spot],
    *,
    land_href: str,
    title: str,
    description: str,
) -> Markup:
    """The map of a page, a few kB: every spot is a link that the keyboard reaches and that says what it leads to.

    `land_href` is the address of the file made by `land_svg`. `neighbours` come in order of importance: those without
    room are left out. The page writes the same figures as a list beside the map.
    """
    rim = [frame.unit(corner) for outline in outlines for ring in outline.rings for corner in ring]
    return Markup(
        '<svg class="map" viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice" role="group" '
        'aria-labelledby="map-title" aria-describedby="map-description">'
        '<title id="map-title">{title}</title><desc id="map-description">{description}</desc>'
        '<use class="map__towns" href="{land}#towns"/>'
        '<use class="map__communes" href="{land}#communes"/><use class="map__border" href="{land}#border"/>'
        '<g class="map__neighbours" aria-hidden="true">{names}</g>{spots}</svg>'
    ).format(
        width=WIDTH,
        height=HEIGHT,
        title=title,
        description=description,
        land=land_href,
        names=Markup("").join(_name(name) for name in named(frame, neighbours, rim)),
        spots=Markup("").join(_spot(placed) for placed in spread(frame, spots)),
    )


def _name(name: Name) -> Markup:
    return Markup(
        '<g class="{4}"><circle cx="{0}" cy="{1}" r="4"/>'
        '<text x="{5}" y="{1}" dy="{2}" text-anchor="{6}">{3}</text></g>'
    ).format(
        *name.dot,
        name.shift,
        name.text,
        "map__name" if _is_on_phones(name) else "map__beside",
        name.dot[0] + {"start": 10, "end": -10}.get(name.anchor, 0),
        name.anchor,
    )


def _is_on_phones(name: Name) -> bool:
    """Whether the name lies wholly inside the middle square, which is all that a phone shows."""
    return name.room[0] >= (WIDTH - HEIGHT) / 2 and name.room[2] <= (WIDTH + HEIGHT) / 2


def _spot(placed: Placed) -> Markup:
    spot, (x, y), radius = placed
    return Markup(
        '<a class="map__spot map__spot--{kind}" href="{href}" aria-label="{label}, {count}"><title>{label}, {count}'
        '</title><circle cx="{x}" cy="{y}" r="{r}"/><text x="{x}" y="{y}" dy=".36em">{count}</text></a>'
    ).format(kind=spot.kind, href=spot.href, label=spot.label, count=spot.count, x=x, y=y, r=radius)
