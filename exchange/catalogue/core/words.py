"""Typed words made comparable: tokens and light stems that French, English and Dutch share."""

import re

from exchange.kernel.words import folded

_TOKEN = re.compile(r"[a-z0-9]+")
WORD = re.compile(r"[^\W_]+")
"""A word as people write it, accents included."""

_DOUBLED = re.compile(r"(.)\1")
_HARDENED = str.maketrans({"z": "s", "v": "f"})
_SHORTEST_STEM = 3
_SHORTEST_ROOT = 4
_DERIVED = tuple(
    sorted(
        """
        isations isation issements issement ations ation ements ement ments ment ances ance antes ante ants ant
        euses euse eurs eur eux eries erie ieres iere iers ier ages age ures ure ettes ette oires oire oirs oir
        iques ique istes iste aires aire ifs if ives ive ees ee es er ables able
        ings ing ed ers ingen sels sel tjes tje pjes pje jes je baar achtig ige ig
        """.split(),  # noqa: SIM905 — a list of quoted endings would be harder to read
        key=len,
        reverse=True,
    )
)
"""Endings that make one word of another in French, English and Dutch, longest first."""

STOP_WORDS = frozenset(
    """
    a an and any at by for from in into of on or our some the to very with
    au aux avec chez d dans de des du en et l la le les leur mes nos notre ou par pour sans sur un une vos
    de een en het in met of ons onze op per te uit van voor
    """.split()  # noqa: SIM905 — a list of quoted words would be harder to read
)
"""Words that join other words. Which language was typed is not asked, so all three are dropped."""


LIGHT_WORDS = frozenset(
    """
    surplus stock lot fin invendu usage use neuf vide ancien vieux occasion abime perime reforme declasse propre sale
    souille melange divers tri trie vrac recuperation reemploi excedent petit grand gros matiere materiau article
    depose demonte epuise sec
    leftover used spent old new empty clean dirty mixed unused unsold broken damaged reclaimed end small large bulk
    material obsolete expired loose
    gebruikt oud nieuw leeg lege schoon vuil gemengd ongebruikt kapot onverkocht restpartij materiaal los losse klein
    groot afgedankt
    """.split()  # noqa: SIM905
)
"""What says the state of a material and not which one; in the singular. They count less beside others. Forms such as
offcuts are not among them: the catalogue has nodes of their own for those."""

_PACKED = re.compile(
    r"^\W*(?:\d+\W+)?(sacs?|big ?bags?|palettes?|futs?|bidons?|cartons?|caisses?|rouleaux?|bobines?|bacs?|bennes?|pots?"
    r"|seaux?|camions?|bottes?|ballots?|bags?|pallets?|drums?|boxes|box|rolls?|sacks?|skips?|loads?|zakk?(?:en)?|vaten"
    r"|vat|dozen|doos|rollen|rol|bakken|bak)\s+(?:de\s|d['’]|du\s|des\s|of\s|van\s|met\s|avec\s|with\s)"
)


def packed(text: str) -> str | None:
    """What only holds the material, where the words begin so: «sacs de ciment», «bags of cement». Else None.

    >>> packed("Sacs de ciment"), packed("palettes perdues")
    ('sacs', None)
    """
    found = _PACKED.match(folded(text))
    return found[1] if found else None


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


def root(token: str) -> str:
    """What a word shares with those derived from it; much coarser than a stem, so it is worth less.

    >>> root("rabotage") == root("raboté"), root("treintjes") == root("trein"), root("vliegassen") == root("vliegas")
    (True, True, True)
    """
    plain = folded(token)
    if len(plain) <= _SHORTEST_ROOT or plain[0].isdigit():
        return plain
    for ending in _DERIVED:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_ROOT:
            plain = plain.removesuffix(ending)
            break
    bare = stem(plain)
    return bare.rstrip("sx") or bare


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
