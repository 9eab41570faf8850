"""What must hold in the whole database at any time: each room registers its own, one command proves them all."""

from collections.abc import Callable

Check = Callable[[], list[str]]
_INVARIANTS: dict[str, Check] = {}


def invariant(name: str) -> Callable[[Check], Check]:
    """Register a function that returns one line for each row that breaks a promise; none means that it holds."""

    def register(check: Check) -> Check:
        _INVARIANTS[name] = check
        return check

    return register


def broken() -> dict[str, list[str]]:
    """The lines of every invariant by name, empty lists included. Call inside ``unit_of_work.snapshot``."""
    return {name: check() for name, check in sorted(_INVARIANTS.items())}
