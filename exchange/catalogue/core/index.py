"""What typed words are compared with: every label and trade word of the taxonomy, in three languages."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from exchange.catalogue.core.entries import MaterialEntry
from exchange.catalogue.core.words import WORD, root, stem, tokens
from exchange.kernel.words import folded

LABEL_WEIGHT = 1.0
SYNONYM_WEIGHT = 0.97
FAMILY_WEIGHT = 0.3
"""The label of what lies above: helps to choose between equals, never finds alone."""

_SHORTEST_PART = 3
_SHORTEST_HEAD = 4
_SHORTEST_FRONT = 5


@dataclass(frozen=True, slots=True)
class Phrase:
    """A label or trade word of one material."""

    material: int
    language: str
    weight: float
    tokens: tuple[str, ...]


@dataclass(slots=True)
class Index:
    """Look-ups from token to phrases, and from stems and parts of compounds to tokens."""

    codes: list[str] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    phrase_weights: list[float] = field(default_factory=list)
    """Rarity of all words of each phrase together."""
    family_tokens: list[frozenset[str]] = field(default_factory=list)
    by_token: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_stem: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_part: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_root: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rarity: dict[str, float] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    """Each token as the trade writes it, accents included."""
    vocabulary: list[str] = field(default_factory=list)


def build(materials: Iterable[MaterialEntry]) -> Index:
    """The index of all materials that are still listed. About 11,000 tokens for 365 nodes."""
    index = Index()
    living = {entry.code: entry for entry in materials if not entry.is_retired}
    for entry in living.values():
        _add(index, entry, living)
    index.vocabulary = sorted(index.by_token)
    for token in index.vocabulary:
        index.by_stem[stem(token)].append(token)
        index.by_root[root(token)].append(token)
    for token in index.vocabulary:
        for part in compound_parts(token, index):
            index.by_part[part].append(token)
    _weigh(index)
    return index


def compound_parts(token: str, index: Index) -> tuple[str, ...]:
    """The stems of the two known words that a compound is made of, linking -s-, -en- and -e- allowed.

    Dutch writes «katoensnijresten», French and English at times «bigbag»: the longest first word wins.
    """
    for cut in range(len(token) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first, second = token[:cut], stem(token[cut:])
        if len(second) >= _SHORTEST_PART and second in index.by_stem:
            surely = index.by_token if len(second) == _SHORTEST_PART else None
            known = next((stem(word) for word in _unlinked(first) if _is_part(word, index, surely)), None)
            if known is not None:
                return known, second
    return ()


def _is_part(word: str, index: Index, surely: Mapping[str, object] | None) -> bool:
    """Before a short ending the very word: «zeppelin» is neither soap nor linen."""
    return word in surely if surely is not None else stem(word) in index.by_stem


def head(token: str, index: Index) -> str | None:
    """The stem of the longest known word that ends an unknown one: «varkensmest» is at least manure."""
    for cut in range(1, len(token) - _SHORTEST_HEAD + 1):
        ending = stem(token[cut:])
        if len(ending) >= _SHORTEST_HEAD and ending in index.by_stem:
            return ending
    return None


def front(token: str, index: Index) -> str | None:
    """The stem of the longest known word that begins an unknown one: «cartonnette» has to do with cardboard."""
    for cut in range(len(token) - 2, _SHORTEST_FRONT - 1, -1):
        known = next((stem(word) for word in _unlinked(token[:cut]) if word in index.by_token), None)
        if known is not None:
            return known
    return None


def _unlinked(first: str) -> Iterable[str]:
    yield first
    for link in ("en", "s", "e"):
        if first.endswith(link) and len(first) - len(link) >= _SHORTEST_PART:
            yield first.removesuffix(link)


def _add(index: Index, entry: MaterialEntry, living: Mapping[str, MaterialEntry]) -> None:
    number = len(index.codes)
    index.codes.append(entry.code)
    index.family_tokens.append(_above(entry, living))
    for language, label in entry.label.by_language.items():
        _phrase(index, Phrase(number, language, LABEL_WEIGHT, tuple(tokens(label))), label)
    for language, synonyms in entry.synonyms.items():
        for synonym in synonyms:
            _phrase(index, Phrase(number, language, SYNONYM_WEIGHT, tuple(tokens(synonym))), synonym)


def _phrase(index: Index, phrase: Phrase, text: str) -> None:
    for word in WORD.findall(text):
        index.written.setdefault(folded(word), word.lower())
    for token in set(phrase.tokens):
        index.by_token[token].append(len(index.phrases))
    index.phrases.append(phrase)


def _above(entry: MaterialEntry, living: Mapping[str, MaterialEntry]) -> frozenset[str]:
    stems: set[str] = set()
    parent = living.get(entry.parent_code or "")
    while parent is not None:
        for label in parent.label.by_language.values():
            stems.update(stem(token) for token in tokens(label))
        for synonyms in parent.synonyms.values():
            stems.update(stem(token) for synonym in synonyms for token in tokens(synonym))
        parent = living.get(parent.parent_code or "")
    return frozenset(stems)


def _weigh(index: Index) -> None:
    """Rarity of a token among materials (inverse document frequency, smoothed, at least 1), by stem."""
    holders: dict[str, set[int]] = defaultdict(set)
    for token, phrases in index.by_token.items():
        holders[stem(token)].update(index.phrases[number].material for number in phrases)
    for token in index.vocabulary:
        index.rarity[token] = 1 + math.log(len(index.codes) / len(holders[stem(token)]))
    index.phrase_weights = [sum(index.rarity[token] for token in phrase.tokens) for phrase in index.phrases]
