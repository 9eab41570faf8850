"""What other rooms still have at a site: they say so here, and the site stays open until that is settled."""

from collections.abc import Callable, Sequence
from uuid import UUID

Titles = Callable[[UUID], Sequence[str]]
_TIES: dict[str, Titles] = {}


def tie(name: str) -> Callable[[Titles], Titles]:
    """Register a question: the titles of what still stands at a site. Registering a name again replaces it."""

    def register(titles: Titles) -> Titles:
        _TIES[name] = titles
        return titles

    return register


def titles_at(site_id: UUID) -> list[str]:
    """Everything that keeps a site from being closed."""
    return [title for titles in _TIES.values() for title in titles(site_id)]
