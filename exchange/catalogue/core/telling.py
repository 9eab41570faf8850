"""How much each typed word tells of what is looked for: rare words much, words of state little."""

from exchange.catalogue.core.index import Index
from exchange.catalogue.core.words import LIGHT_WORDS, STOP_WORDS, WORD, stem
from exchange.kernel.words import folded

_MOST_CHARS, _MOST_WORDS = 200, 12
"""Longer texts are cut, as long as a search may be: each word is looked for in each listing that is weighed."""

_UNKNOWN_RARITY = 4.0
"""Of a word that no trade knows: a make or a colour, rarer than a material's everyday words, no more than its own."""

_NUMBER_RARITY = 0.5
_LIGHTLY = 0.35
_LIGHT = frozenset(stem(word) for word in LIGHT_WORDS)


def telling(index: Index, text: str) -> dict[str, float]:
    """The typed words, each with its share (all together 1) of what they tell; joining words only if there is nothing
    else. Known words count by their rarity among materials (inverse document frequency).
    """
    typed = list(dict.fromkeys(word.lower() for word in WORD.findall(text[:_MOST_CHARS])))
    named = [word for word in typed if folded(word) not in STOP_WORDS] or typed
    weights = {word: _weight(index, folded(word)) for word in named[:_MOST_WORDS]}
    return {word: weight / sum(weights.values()) for word, weight in weights.items()}


def _weight(index: Index, token: str) -> float:
    if token.isdigit():
        return _NUMBER_RARITY
    known = [token] if token in index.rarity else index.by_stem.get(stem(token), [])
    rarity = min((index.rarity[one] for one in known), default=_UNKNOWN_RARITY)
    return rarity * _LIGHTLY if stem(token) in _LIGHT else rarity
