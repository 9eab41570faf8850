"""The territory served: its name, communes, neighbours, languages and weights. Data, never code."""

import csv
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from exchange.kernel.place import Place
from exchange.kernel.trade import Country
from exchange.kernel.words import folded

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Commune:
    """A municipality or locality where a site can stand. ``code`` is the INSEE code in France."""

    code: str
    name: str
    postal_codes: tuple[str, ...]
    country: Country
    place: Place
    inside: bool
    """Whether it belongs to the territory; neighbours across the border do not."""
    population: int = 0
    """Inhabitants of the territory's communes, as the data states them; 0 where it does not."""

    @property
    def label(self) -> str:
        """How people write it: name and first postal code."""
        return f"{self.name} ({self.postal_codes[0]})"


@dataclass(frozen=True, slots=True)
class Territory:
    """What a deployment knows of its territory. Rings are lists of (lat, lon)."""

    code: str
    name: str
    short_name: str
    country: Country
    time_zone: str
    languages: tuple[str, ...]
    default_language: str
    centre: Place
    operator_receipt: str
    contact_email: str
    landmarks: tuple[str, ...]
    """Codes of the neighbours that maps name first, the best known first."""
    weights: dict[str, int]
    communes: dict[str, Commune]
    outlines: tuple[tuple[str, tuple[tuple[tuple[float, float], ...], ...]], ...]

    def commune(self, code: str) -> Commune | None:
        """The commune or neighbour of a code, or None."""
        return self.communes.get(code)

    def communes_named(self, words: str) -> list[Commune]:
        """Communes whose folded name or postal code begins with the words; exact names first, then by name."""
        wanted = folded(words)
        found = [c for c in self.communes.values() if _answers_to(c, wanted)]
        return sorted(found, key=lambda c: (folded(c.name) != wanted, not c.inside, c.name))


def _answers_to(commune: Commune, wanted: str) -> bool:
    if not wanted:
        return False
    return (
        folded(commune.name).startswith(wanted)
        or folded(commune.label).startswith(wanted)
        or any(code.startswith(wanted) for code in commune.postal_codes)
    )


@cache
def territory(code: str = "mel") -> Territory:
    """The territory of this deployment, read once from its folder."""
    folder = _DATA / code
    settings = tomllib.loads((folder / "territory.toml").read_text("utf-8"))
    communes = [*_communes(folder, Country(settings["country"])), *_neighbours(folder)]
    settings["centre"] = Place(**settings["centre"])
    settings["country"] = Country(settings["country"])
    settings["languages"], settings["landmarks"] = tuple(settings["languages"]), tuple(settings["landmarks"])
    return Territory(
        **settings, communes={commune.code: commune for commune in communes}, outlines=tuple(_outlines(folder))
    )


def _communes(folder: Path, country: Country) -> Iterator[Commune]:
    """The town centre where GeoNames knows it, otherwise the centroid of the outline."""
    for row in _rows(folder / "communes.csv"):
        lat, lon = row["geonames_lat"] or row["lat"], row["geonames_lon"] or row["lon"]
        postal_codes = tuple(row["postal_codes"].split("|"))
        place = Place(float(lat), float(lon))
        yield Commune(row["insee_code"], row["name"], postal_codes, country, place, True, int(row["population"]))


def _neighbours(folder: Path) -> Iterator[Commune]:
    for row in _rows(folder / "neighbours.csv"):
        code = f"{row['postal_code']}-{folded(row['name']).replace(' ', '-')}"
        place = Place(float(row["lat"]), float(row["lon"]))
        yield Commune(code, row["name"], (row["postal_code"],), Country.BE, place, inside=False)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _outlines(folder: Path) -> Iterator[tuple[str, tuple[tuple[tuple[float, float], ...], ...]]]:
    for feature in json.loads((folder / "outlines.geojson").read_text("utf-8"))["features"]:
        yield feature["properties"]["code"], tuple(_ring(ring) for ring in feature["geometry"]["coordinates"])


def _ring(points: list[list[Any]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(lat), float(lon)) for lon, lat in points)
