"""What each kind of notice says: registered by the room that tells it, spoken in the reader's language."""

from collections.abc import Callable
from typing import Any

Sentence = Callable[[dict[str, Any]], str]
_SENTENCES: dict[str, Sentence] = {}


def sentence(kind: str) -> Callable[[Sentence], Sentence]:
    """Register the function that says a kind of notice from its facts, in the language in force."""

    def register(say: Sentence) -> Sentence:
        _SENTENCES[kind] = say
        return say

    return register


def sentence_of(kind: str, facts: dict[str, Any]) -> str:
    """The words of a notice. Raises KeyError for a kind that no room registered."""
    return _SENTENCES[kind](facts)
