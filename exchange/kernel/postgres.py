"""PostgreSQL without an installation: one server per data folder, alive while any process uses it."""

import fcntl
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from exchange.kernel import postgres_cluster as cluster
from exchange.kernel.postgres_home import Home, ServerError, find_home, make_folders
from exchange.kernel.postgres_roles import DATABASE, Role, prepare_roles

WATCHER = "exchange.kernel.postgres_watch"
PROJECT = Path(__file__).parents[2]


class EmbeddedServer:
    """A share in the server of one root folder.

    Every user of the server holds a shared lock on one file. The kernel drops the locks of a dead process, whatever
    killed it, so a detached watcher that waits for the exclusive lock stops the server when the last user has left.
    """

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        """`durable=False` is for tests: faster, and deleted with its last user."""
        self._root = root.absolute()
        self._durable = durable
        self._share: int | None = None  # a bare descriptor: it outlives this object, as the database's users do

    def start(self) -> None:
        """Be a user of a server that answers. Any number of processes may start at once, after any kind of crash.

        Called again, it brings back a server that died meanwhile. Raises ServerError when none can run here.
        """
        home = find_home(self._root)
        share = _open_lock(home.root / "users.lock") if self._share is None else self._share
        try:
            fcntl.flock(share, fcntl.LOCK_SH)  # waits while a stop is under way
            with _exclusive(home.root / "control.lock"):
                self._start_alone(home)
        except BaseException:
            self._share = None
            os.close(share)
            raise
        self._share = share

    def stop(self) -> None:
        """Stop using the server, and the server with its last user."""
        share, self._share = self._share, None
        if share is None:
            return
        try:
            fcntl.flock(share, fcntl.LOCK_EX | fcntl.LOCK_NB)
            cluster.halt(find_home(self._root))
        except BlockingIOError:  # others use it; or the watcher is stopping it, and we wait until it has
            fcntl.flock(share, fcntl.LOCK_SH)
        finally:
            os.close(share)

    def is_running(self) -> bool:
        """Whether the server's process lives; cheap enough to ask every second."""
        return cluster.is_running(find_home(self._root))

    def url(self, role: str = "navette_app", database: str = DATABASE) -> str:
        """The SQLAlchemy address for one of the three roles; the server must have been started once."""
        home = find_home(self._root)
        password = _password_path(home, Role(role)).read_text()
        return f"postgresql+psycopg://{role}:{password}@/{database}?host={quote(str(home.sockets))}&port=5432"

    def _start_alone(self, home: Home) -> None:
        make_folders(home)
        passwords = {role: _password(home, role) for role in Role}
        _ensure_watcher(home)  # first: from here on a killed starter leaves nothing behind
        cluster.initialise(home, passwords[Role.SUPERUSER], durable=self._durable)
        with self._connect(home, passwords[Role.SUPERUSER]) as connection:
            prepare_roles(connection, passwords)

    def _connect(self, home: Home, password: str) -> psycopg.Connection:
        """Ready means that a statement is answered; a server that dies meanwhile is launched again."""
        opened: list[psycopg.Connection] = []

        def answers() -> bool:
            if not cluster.is_running(home):
                cluster.launch(home, durable=self._durable)
            try:
                opened.append(_superuser_connection(home, password))
            except psycopg.OperationalError as error:
                if "authentication failed" in str(error):
                    raise ServerError(f"{home.root} does not hold the passwords of its server any more.") from error
                return False
            return opened[0].execute("SELECT 1").fetchone() == (1,)

        if not cluster.wait_for(answers, limit_s=cluster.PATIENCE_S):
            raise ServerError(f"PostgreSQL in {home.data} runs but does not answer; see {home.data / 'log'}.")
        return opened[0]


def _superuser_connection(home: Home, password: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(home.sockets), port=5432, user=Role.SUPERUSER, password=password, dbname="postgres", autocommit=True
    )


def _password(home: Home, role: Role) -> str:
    """The role's password, drawn at its first use."""
    path = _password_path(home, role)
    if not path.exists():
        drawn = path.with_suffix(".new")
        drawn.unlink(missing_ok=True)
        drawn.touch(mode=0o600)
        drawn.write_text(secrets.token_urlsafe(24))
        drawn.rename(path)
    return path.read_text()


def _password_path(home: Home, role: Role) -> Path:
    return home.root / f"{role}.password"


def _ensure_watcher(home: Home) -> None:
    """Exactly one: it inherits the lock taken here, so no second one can come between the question and its start."""
    lock = _open_lock(home.root / "watcher.lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _spawn_watcher(home, lock)
    except BlockingIOError:
        return
    finally:
        os.close(lock)


def _spawn_watcher(home: Home, lock: int) -> None:
    with (home.root / "watcher.log").open("a") as log:
        subprocess.run(
            # the shell leaves at once: nobody has to wait for the watcher
            ["/bin/sh", "-c", '"$@" &', "watcher", sys.executable, "-m", WATCHER, str(home.root), str(lock)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=PROJECT,
            pass_fds=[lock],
            start_new_session=True,
            check=True,
        )


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    lock = _open_lock(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
