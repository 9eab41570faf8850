"""Files that no row names: left by a rolled back change, a killed process or a deleted row."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from exchange.kernel.files.names import checked, folder_of
from exchange.kernel.files.store import store

KEPT_FOR = timedelta(hours=12)
"""Far longer than any transaction between a file and its row; with a sweep each six hours strays go within a day."""
_AT_ONCE = 500

Named = Callable[[Collection[str]], Collection[str]]
_NAMED: dict[str, Named] = {}


def named_by(folder: str) -> Callable[[Named], Named]:
    """Register who knows a folder's files: told some names, it returns those that rows name."""

    def register(named: Named) -> Named:
        _NAMED[folder] = named
        return named

    return register


def sweep(*, at: datetime) -> int:
    """Delete old files that no row names; how many. What nobody answers for is left alone. Raises Unavailable."""
    deleted = 0
    for names in _batches(filter(_is_known, store().older_than(at - KEPT_FOR))):
        for name in _unnamed(names):
            store().delete(name)
            deleted += 1
    return deleted


def _is_known(name: str) -> bool:
    try:
        return folder_of(checked(name)) in _NAMED
    except ValueError:
        return False


def _unnamed(names: Collection[str]) -> Iterator[str]:
    for folder, named in _NAMED.items():
        of_folder = [name for name in names if folder_of(name) == folder]
        if of_folder:
            yield from set(of_folder).difference(named(of_folder))


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    left = iter(names)
    while batch := list(islice(left, _AT_ONCE)):
        yield batch
