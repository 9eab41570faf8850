"""Stops the embedded server when its last user is gone: `python -m exchange.kernel.postgres_watch ROOT LOCK`.

LOCK is the inherited descriptor of the lock that makes the watcher the only one of its root.
"""

import fcntl
import os
import signal
import sys
from pathlib import Path

from exchange.kernel.postgres_cluster import halt
from exchange.kernel.postgres_home import find_home


def watch(root: Path, sole_watcher: int) -> None:
    """Wait until no process uses the server any more, then stop it."""
    home = find_home(root)
    with (root / "users.lock").open("r+") as users:
        fcntl.flock(users, fcntl.LOCK_EX)
        halt(home)
        os.close(sole_watcher)  # before `users`: whoever starts next must find no watcher


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    watch(Path(sys.argv[1]), int(sys.argv[2]))
