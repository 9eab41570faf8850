"""Users of an embedded server in processes of their own, and what can be seen of it from outside."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from exchange.kernel.postgres import PROJECT, EmbeddedServer
from exchange.kernel.postgres_home import find_home, may_reach

SOON_S = 30
USER = """
import sys
from pathlib import Path
from exchange.kernel.postgres import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]))
server.start()
print(server.url("navette_owner"), flush=True)
sys.stdin.read()
server.stop()
"""


@contextmanager
def using(root: Path) -> Iterator[EmbeddedServer]:
    server = started(root)
    try:
        yield server
    finally:
        server.stop()


def started(root: Path) -> EmbeddedServer:
    server = EmbeddedServer(root)
    server.start()
    return server


def connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)


def count_rows_of_pg_roles(url: str) -> int:
    with connect(url) as connection:
        return connection.execute("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'navette%'").fetchone()[0]


def user_process(root: Path, python: str = sys.executable, **identity) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    packages = {"PYTHONPATH": str(Path(psycopg.__file__).parents[1]), "PATH": os.environ["PATH"]}
    return subprocess.Popen([python, "-c", USER, str(root)], cwd=PROJECT, env=packages, **pipes, **identity)


def is_open_to_all(python: str) -> bool:
    return Path(python).exists() and may_reach(Path(python).resolve())


def url_printed_by(user: subprocess.Popen[str]) -> str:
    return user.stdout.readline().strip()


def kill(user: subprocess.Popen[str]) -> None:
    user.kill()
    user.communicate(timeout=SOON_S)


def postmaster(root: Path) -> int:
    return int((find_home(root).data / "postmaster.pid").read_text().split()[0])


def processes(folder: Path) -> dict[int, str]:
    """Servers and watchers of this folder by pid, with their command lines; the dead are not counted."""
    running = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = (line.split(maxsplit=2) for line in running.splitlines())
    ours = ("postgres_watch", "bin/postgres")
    return {
        int(pid): args
        for pid, state, args in rows
        if state[0] != "Z" and str(folder) in args and any(name in args for name in ours)
    }


def watchers(root: Path) -> list[int]:
    return [pid for pid, args in processes(root).items() if "postgres_watch" in args]


def descriptor_of(path: Path) -> int:
    wanted = path.stat()
    numbers = [int(entry.name) for entry in Path("/dev/fd").iterdir()]
    return next(number for number in numbers if _is_same_file(number, wanted))


def _is_same_file(number: int, wanted: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.fstat(number), wanted)
    except OSError:  # the descriptor of the listing itself
        return False


def is_locked(path: Path) -> bool:
    with path.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
