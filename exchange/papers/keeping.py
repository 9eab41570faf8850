"""Which stored documents are ours: the sweep deletes strays only."""

from collections.abc import Collection

from exchange.kernel import files
from exchange.papers import queries


@files.named_by("issued")
def named(names: Collection[str]) -> Collection[str]:
    """Those of some files that an issued paper names."""
    return queries.named_files(names)
