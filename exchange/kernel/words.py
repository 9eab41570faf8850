"""Text at the border: what people type becomes clean, bounded, comparable words."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "’": "'"})
_KEPT_CONTROLS = {"\n", "\t"}
_INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}


class BadText(ValueError):
    """Text that no form, import or message may carry: NUL, other control characters, lone surrogates."""


def cleaned(text: str) -> str:
    """Text in NFC, without outer blanks, carriage returns normalised.

    Raises BadText for NUL, other C0 or C1 controls and lone surrogates. Text of invisible characters only is empty.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if any(_is_barred(char) for char in text):
        raise BadText
    text = text.strip()
    return "" if all(char in _INVISIBLE or char.isspace() for char in text) else text


def _is_barred(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} and char not in _KEPT_CONTROLS


def folded(text: str) -> str:
    """Lower case without accents or ligatures, for comparing what people type.

    >>> folded("Drêches d’Orge, Cœur")
    "dreches d'orge, coeur"
    """
    plain = unicodedata.normalize("NFKD", text).lower().translate(_LIGATURES)
    return "".join(char for char in plain if not unicodedata.combining(char))
