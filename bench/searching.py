"""What people ask the search, drawn from a territory: the same kinds of questions at every size."""

from collections.abc import Iterator
from urllib.parse import urlencode

import numpy as np

from bench.materials import Materials
from exchange.kernel.territory import territory

Question = dict[str, str | int]
KINDS = ("everything", "a family", "a material", "words", "words and a place", "a place", "free, of a family",
         "cheapest", "nearest", "needs", "needs by words")  # fmt: skip


def questions(materials: Materials, kind: str, most: int, seed: int) -> list[Question]:
    """So many addresses of a kind; materials as often as they are offered, places among the territory's communes."""
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    return [_question(materials, kind, rng) for _ in range(most)]


def address(asked: Question) -> str:
    """The page that answers, in the language that the checks read."""
    return f"/search?{urlencode({**asked, 'lang': 'en'})}"


def _question(materials: Materials, kind: str, rng: np.random.Generator) -> Question:
    material = int(rng.choice(materials.leaves, p=materials.shares))
    code, label = materials.codes[material], materials.labels[material]
    near = str(rng.choice([commune.code for commune in territory().communes.values() if commune.inside]))
    family = code.partition(".")[0]
    asked: dict[str, Question] = {
        "everything": {}, "a family": {"material": family}, "a material": {"material": code}, "words": {"q": label},
        "words and a place": {"q": label, "near": near, "within": 20}, "a place": {"near": near, "within": 50},
        "free, of a family": {"material": family, "price": "free"}, "cheapest": {"material": code, "sort": "cheapest"},
        "nearest": {"material": family, "near": near}, "needs": {"kind": "need", "material": family},
        "needs by words": {"kind": "need", "q": label},
    }  # fmt: skip
    return asked[kind]


def naive(asked: Question, spans: dict[str, tuple[int, int]]) -> Iterator[str]:
    """The statements that most would write for a page and its counts: one per choice, text by pattern."""
    table = "need" if asked.get("kind") == "need" else "offer"
    price = "highest_eur_per_t" if table == "need" else "price_eur_per_t"
    base, facets = _always(asked), _chosen(asked, spans, price)
    source = f"FROM {table} l JOIN business b ON b.id = l.business_id JOIN site s ON s.id = l.site_id WHERE "
    every = " AND ".join([*base, *facets.values()])
    falls = f"l.{price}" if asked.get("sort") == "cheapest" else "l.published_at DESC"
    yield f"SELECT l.* {source}{every} ORDER BY {falls}, l.id LIMIT 25"
    yield f"SELECT count(*) {source}{every}"
    others = " AND ".join([*base, *(test for name, test in facets.items() if name != "material")])
    families = [code for code in spans if "." not in code]
    for low, high in (spans[code] for code in families):
        yield f"SELECT count(*) {source}{others} AND l.material && int4range({low}, {high})"
    others = " AND ".join([*base, *(test for name, test in facets.items() if name != "price")])
    for test in ("= 0", "> 0", "< 0", "IS NULL"):
        yield f"SELECT count(*) {source}{others} AND l.{price} {test}"
    yield f"SELECT cell_x_m, cell_y_m, count(*) {source}{every} GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 200"


def _always(asked: Question) -> list[str]:
    """What holds for the page and for every count: published, the words, the circle."""
    tests = ["l.state = 'published'", "b.standing = 'active'"]
    if q := asked.get("q"):
        said = [word for word in str(q).replace("'", " ").split() if len(word) > 2]
        tests += [f"(l.title ILIKE '%{word}%' OR l.description ILIKE '%{word}%')" for word in said]
    if "within" in asked:
        place = territory().communes[str(asked["near"])].place
        cosine = (
            f"sin(radians(s.lat)) * {np.sin(np.radians(place.lat))} + cos(radians(s.lat)) *"
            f" {np.cos(np.radians(place.lat))} * cos(radians(s.lon) - {np.radians(place.lon)})"
        )
        tests.append(f"6371 * acos(least(1, {cosine})) <= {asked['within']}")
    return tests


def _chosen(asked: Question, spans: dict[str, tuple[int, int]], price: str) -> dict[str, str]:
    """What was chosen among the choices that are counted, by choice: each one's count leaves its own test out."""
    tests = {}
    if "material" in asked:
        low, high = spans[str(asked["material"])]
        tests["material"] = f"l.material && int4range({low}, {high})"
    if asked.get("price") == "free":
        tests["price"] = f"l.{price} = 0"
    return tests
