"""Which materials typed words may mean: exact, plural, beginning, compound, misspelt; rare words weigh most."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from exchange.catalogue.core.index import FAMILY_WEIGHT, Index, compound_parts, front, head
from exchange.catalogue.core.words import LIGHT_WORDS, WORD, packed, root, stem, tokens
from exchange.kernel.words import folded

MOST_CHARS, MOST_TOKENS, LONGEST_TOKEN = 400, 12, 48
"""Longer texts are cut: nobody names a material in more or longer words, and taking compounds apart costs time."""

_EXACT, _SAME_STEM, _JOINED, _PART, _HEAD, _BEGINNING, _MISSPELT, _ROOT = 1.0, 0.95, 0.9, 0.72, 0.5, 0.8, 0.85, 0.7
_SHORTEST_BEGINNING = 3
_SHORTEST_MISSPELT = 4
_LONG = 10
_OTHER_LANGUAGE = 0.96
_UNKNOWN_RARITY = 2.0
_FRONT = 0.45
_LIGHTLY = 0.35
_LIGHT = frozenset(stem(word) for word in LIGHT_WORDS)
_COVERS_QUERY, _COVERS_PHRASE, _ANYWHERE = 0.55, 0.2, 0.25


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A material that the words may mean; score from 0 to 1, 1 being its very name."""

    code: str
    score: float


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One typed word: how rare, and which known words it may be (closeness up to 1)."""

    rarity: float
    close_to: dict[str, float]
    typed: str
    stems: frozenset[str]
    """Of all that it may be: what a family's words are compared with."""


def suggest(
    index: Index, text: str, *, language: str | None = None, most: int = 10, guesses: bool = True
) -> list[Suggestion]:
    """The best materials for the words, best first, ties by code. Nothing known: an empty list.

    Without guesses a word may be misspelt by one slip only: for pages that act on what was understood.
    """
    wanted = _weighed(_wanted(index, _typed(text), guesses), packed(text))
    total = sum(word.rarity for word in wanted)
    if not total or not any(word.close_to for word in wanted):
        return []
    in_phrase: dict[int, dict[int, float]] = defaultdict(dict)
    for position, word in enumerate(wanted):
        for token, closeness in word.close_to.items():
            for number in index.by_token[token]:
                found = in_phrase[number]
                found[position] = max(found.get(position, 0.0), closeness)
    scores = _scored(index, wanted, total, in_phrase, language)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], index.codes[pair[0]]))
    return [Suggestion(index.codes[number], round(min(score, 1.0), 4)) for number, score in ranked[:most]]


def corrected(index: Index, text: str) -> str | None:
    """The text with each word that nobody knows put right, or None where nothing can be; known words stay as typed.

    Taken is the nearest word of the trades, the one with most materials first among equally near ones.
    """
    better = {token: _nearest(index, token) for token in _typed(text) if not _is_known(index, token)}
    if not any(better.values()):
        return None
    return WORD.sub(lambda word: better.get(folded(word[0])) or word[0], text[:MOST_CHARS])


def _typed(text: str) -> list[str]:
    return [token[:LONGEST_TOKEN] for token in tokens(text[:MOST_CHARS])[:MOST_TOKENS]]


def _is_known(index: Index, token: str) -> bool:
    """Whether it is a word of the trades, the beginning of one, or made of such."""
    return bool(
        token.isdigit()
        or stem(token) in index.by_stem
        or stem(token) in index.by_part
        or _beginning_with(index, token)
        or compound_parts(token, index)
    )


def _nearest(index: Index, token: str) -> str | None:
    slips = sorted((distance, -len(index.by_token[known]), known) for known, distance in _misspelt(index, token, True))
    return index.written[slips[0][2]] if slips else None


def _scored(
    index: Index, wanted: list[_Wanted], total: float, in_phrase: dict[int, dict[int, float]], language: str | None
) -> dict[int, float]:
    """Per material: its best phrase, plus what its other phrases and its family hold of the words."""
    best: dict[int, float] = defaultdict(float)
    anywhere: dict[int, dict[int, float]] = defaultdict(dict)
    for number, found in in_phrase.items():
        phrase = index.phrases[number]
        worth = phrase.weight * (1 if language in (None, phrase.language) else _OTHER_LANGUAGE)
        held = sum(wanted[position].rarity * closeness for position, closeness in found.items())
        of_phrase = min(1.0, held / index.phrase_weights[number])
        score = worth * (_COVERS_QUERY * held / total + _COVERS_PHRASE * of_phrase)
        best[phrase.material] = max(best[phrase.material], score)
        spread = anywhere[phrase.material]
        for position, closeness in found.items():
            spread[position] = max(spread.get(position, 0.0), closeness * worth)
    return {
        material: score + _ANYWHERE * _spread(index, material, wanted, anywhere[material]) / total
        for material, score in best.items()
    }


def _spread(index: Index, material: int, wanted: list[_Wanted], found: dict[int, float]) -> float:
    """Rarity of the words that the material holds anywhere; a family's word counts little."""
    family = index.family_tokens[material]
    held = 0.0
    for position, word in enumerate(wanted):
        closeness = found.get(position, 0.0)
        if not closeness and not family.isdisjoint(word.stems):
            closeness = FAMILY_WEIGHT
        held += word.rarity * closeness
    return held


def _wanted(index: Index, typed: list[str], guesses: bool) -> list[_Wanted]:
    """Neighbours written apart that the trade writes together («big bag») count as that word too.

    A compound that the index does not hold is wanted by its parts, each a word of its own.
    """
    known = {token: _close_to(index, token, guesses) for token in dict.fromkeys(typed)}
    close = [(token, dict(known[token])) for token in typed]
    for position in range(len(typed) - 1):
        joined = typed[position] + typed[position + 1]
        for token in index.by_stem.get(stem(joined), ()):
            close[position][1].setdefault(token, _JOINED)
            close[position + 1][1].setdefault(token, _JOINED)
    apart = [part for token, found in close for part in _apart(index, token, found)]
    return [_Wanted(_rarity(index, token, found), found, token, frozenset(map(stem, found))) for token, found in apart]


def _weighed(wanted: list[_Wanted], packing: str | None) -> list[_Wanted]:
    """State, form and packing count less than the material that they are said of, where one is known."""
    holder = set(tokens(packing)) if packing else set()
    light = [stem(word.typed) in _LIGHT or word.typed in holder for word in wanted]
    if not any(word.close_to and not is_light for word, is_light in zip(wanted, light, strict=True)):
        return wanted
    return [
        replace(word, rarity=word.rarity * _LIGHTLY) if is_light else word
        for word, is_light in zip(wanted, light, strict=True)
    ]


def _apart(index: Index, token: str, found: dict[str, float]) -> list[tuple[str, dict[str, float]]]:
    """The word itself, or the parts of an unknown compound with what the whole may be besides."""
    if any(closeness >= _JOINED for closeness in found.values()):
        return [(token, found)]
    parts = [(part, dict.fromkeys(index.by_stem[part], _PART)) for part in compound_parts(token, index)]
    return [(part, {**found, **known}) for part, known in parts] or [(token, found)]


def _rarity(index: Index, token: str, found: dict[str, float]) -> float:
    """Of the closest known word; numbers and unknown words weigh little, because most are not materials."""
    if not found:
        return 0.5 if token.isdigit() else _UNKNOWN_RARITY
    nearest = max(found.values())
    return min(index.rarity[known] for known, closeness in found.items() if closeness == nearest)


def _close_to(index: Index, token: str, guesses: bool) -> dict[str, float]:
    found: dict[str, float] = {}
    for known in index.by_part.get(stem(token), ()):
        found[known] = _PART
    for known in _beginning_with(index, token):
        found[known] = max(found.get(known, 0), _BEGINNING * (0.75 + 0.25 * len(token) / len(known)))
    for known in index.by_stem.get(stem(token), ()):
        found[known] = _SAME_STEM
    if token in index.rarity:
        found[token] = _EXACT
    if not any(closeness >= _SAME_STEM for closeness in found.values()):
        for known in index.by_root.get(root(token), ()):
            found[known] = max(found.get(known, 0), _ROOT)
        _add_unknown(index, token, found, guesses)
    return found


def _add_unknown(index: Index, token: str, found: dict[str, float], guesses: bool) -> None:
    """What a word may be that is in no list: its end, or a slip; a compound is misspelt by one slip at most."""
    parts = compound_parts(token, index)
    if not parts:
        _add_ends(index, token, found)
    for known, distance in _misspelt(index, token, guesses):
        if distance == 1 or not parts:
            found[known] = max(found.get(known, 0), _MISSPELT * (1 - distance / len(token)))


def _beginning_with(index: Index, token: str) -> list[str]:
    if len(token) < _SHORTEST_BEGINNING:
        return []
    first = bisect_left(index.vocabulary, token)
    last = bisect_left(index.vocabulary, token + "~")
    return [known for known in index.vocabulary[first:last] if known != token]


def _add_ends(index: Index, token: str, found: dict[str, float]) -> None:
    """A word of which only one end is known means at least that: «varkensmest» is manure, «kartonpulk» cardboard."""
    for ending, closeness in ((head(token, index), _HEAD), (front(token, index), _FRONT)):
        for known in index.by_stem[ending] if ending else ():
            found[known] = max(found.get(known, 0), closeness)


def _misspelt(index: Index, token: str, guesses: bool) -> list[tuple[str, int]]:
    """Known words one slip away, two in long words; with guesses two from eight letters on and three from twelve."""
    if len(token) < _SHORTEST_MISSPELT or token.isdigit():
        return []
    slips = min(1 + len(token) // 8 + len(token) // 12, 3) if guesses else 1 + (len(token) >= _LONG)
    near = process.extract(token, index.vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=8)
    return [(known, int(distance)) for known, distance, _ in near if known[0] == token[0] or distance == 1]
