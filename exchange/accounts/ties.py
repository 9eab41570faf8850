"""What other rooms still have at a site or with a business: they say so here, and it stays until that is settled."""

from collections.abc import Callable, Sequence
from uuid import UUID

Titles = Callable[[UUID], Sequence[str]]
_TIES: dict[str, Titles] = {}
_BINDS: dict[str, Titles] = {}


def tie(name: str) -> Callable[[Titles], Titles]:
    """Register a question: the titles of what still stands at a site. Registering a name again replaces it."""

    def register(titles: Titles) -> Titles:
        _TIES[name] = titles
        return titles

    return register


def titles_at(site_id: UUID) -> list[str]:
    """Everything that keeps a site from being closed."""
    return [title for titles in _TIES.values() for title in titles(site_id)]


def bind(name: str) -> Callable[[Titles], Titles]:
    """Register a question: the titles of what a business still owes others. Registering a name again replaces it."""

    def register(titles: Titles) -> Titles:
        _BINDS[name] = titles
        return titles

    return register


def titles_of(business_id: UUID) -> list[str]:
    """Everything that keeps a business from being left by its last member."""
    return [title for titles in _BINDS.values() for title in titles(business_id)]
