"""Names of stored files: made by us, so that no path of a sender comes through."""

import re

_OURS = re.compile(r"[a-z]+/[0-9a-f-]{36}(-[a-z0-9]+)?\.[a-z0-9]+", re.ASCII)


def checked(name: str) -> str:
    """«folder/uuid.ext» or «folder/uuid-size.ext» as it is. Raises ValueError for any other."""
    if not _OURS.fullmatch(name):
        raise ValueError(name)
    return name


def folder_of(name: str) -> str:
    """Which kind of file it is."""
    return name.partition("/")[0]
