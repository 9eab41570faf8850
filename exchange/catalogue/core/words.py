"""Typed words made comparable: tokens and light stems that French, English and Dutch share."""

import re

from exchange.kernel.words import folded

_TOKEN = re.compile(r"[a-z0-9]+")
WORD = re.compile(r"[^\W_]+")
"""A word as people write it, accents included."""

_DOUBLED = re.compile(r"(.)\1")
_HARDENED = str.maketrans({"z": "s", "v": "f"})
_SHORTEST_STEM = 3

STOP_WORDS = frozenset(
    """
    a an and any at by for from in into of on or our some the to very with
    au aux avec chez d dans de des du en et l la le les leur mes nos notre ou par pour sans sur un une vos
    de een en het in met of ons onze op per te uit van voor
    """.split()  # noqa: SIM905 — a list of quoted words would be harder to read
)
"""Words that join other words. Which language was typed is not asked, so all three are dropped."""


def tokens(text: str) -> list[str]:
    """Folded words and numbers without joining words, in order; all words if nothing else is left.

    >>> tokens("Chutes d'œuvre, en coton")
    ['chutes', 'oeuvre', 'coton']
    """
    words = _TOKEN.findall(folded(text))
    return [word for word in words if word not in STOP_WORDS] or words


def stem(token: str) -> str:
    """What a word keeps through plural and spelling: -s, -x, -en, -ies, -eaux, doubled letters, final -e.

    Light on purpose: it is applied to both sides, so it need not be a word.

    >>> stem("batteries") == stem("batterie") == stem("battery")
    True
    >>> stem("dozen") == stem("doos"), stem("panneaux") == stem("panneau"), stem("pallets") == stem("palette")
    (True, True, True)
    """
    if len(token) <= _SHORTEST_STEM or token[0].isdigit():
        return token
    bare = _without_ending(token)
    bare = _DOUBLED.sub(r"\1", bare)
    return bare[:-1] + bare[-1].translate(_HARDENED)


def _without_ending(token: str) -> str:
    if token.endswith(("eaux", "yaux")):
        return token[:-1]
    if token.endswith("aux"):
        return token[:-3] + "al"
    if token.endswith(("ies", "ys")):
        return token[: -3 if token.endswith("ies") else -2] + "i"
    if token.endswith("en") and len(token) > _SHORTEST_STEM + 1:
        return token[:-2]
    if _is_plural(token):
        token = token[:-1]
    if token.endswith("e") and len(token) > _SHORTEST_STEM:
        token = token[:-1]
    return token[:-1] + "i" if token.endswith("y") else token


def _is_plural(token: str) -> bool:
    """Glass, glas and doos end in s by themselves; futs and pneus do not."""
    return token[-1] in "sx" and token[-2] != "s" and (len(token) > _SHORTEST_STEM + 1 or token[-2] not in "aeiou")
