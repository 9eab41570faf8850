"""The embedded server, for real: no process is left behind and no row is lost, whoever is killed."""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from exchange.kernel.postgres import PROJECT, EmbeddedServer
from exchange.kernel.postgres_cluster import is_running, wait_for
from exchange.kernel.postgres_home import LONGEST_SOCKET_PATH, SOCKET_NAME, find_home, make_folders, may_reach

SOON_S = 30
SYSTEM_PYTHON = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
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


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that root and nobody can reach, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="navette-test-", dir="/var/tmp"))
    made.chmod(0o755)
    yield made
    assert wait_for(lambda: not _processes(made), limit_s=SOON_S), "a server or a watcher was left behind"
    shutil.rmtree(made)


@pytest.fixture
def root(folder) -> Iterator[Path]:
    yield folder / "postgres"
    shutil.rmtree(find_home(folder / "postgres").refuge, ignore_errors=True)


def test_a_started_server_answers_the_app_within_its_limits(root):
    with _using(root) as server, _connect(server.url()) as connection:
        limits = "SELECT current_user, current_setting('statement_timeout'), current_setting('lock_timeout')"
        assert connection.execute(limits).fetchone() == ("navette_app", "30s", "3s")
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_the_app_may_not_create_anything_before_a_migration_lets_it(root):
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege)
    with _using(root) as server, _connect(server.url()) as connection, refused:
        connection.execute("CREATE TABLE mine (id int)")


def test_a_role_is_refused_with_the_password_of_another(root):
    with _using(root) as server:
        borrowed = server.url("navette_app").replace("navette_app:", "postgres:")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            _connect(borrowed)


def test_the_last_user_to_stop_takes_the_server_along(root):
    first, second = _started(root), _started(root)
    first.stop()
    assert is_running(find_home(root))
    second.stop()
    assert not is_running(find_home(root))


def test_eight_simultaneous_starters_share_one_server(root):
    users = [_user_process(root) for _ in range(8)]
    urls = {_url_printed_by(user) for user in users}
    assert len(urls) == 1
    assert _count_rows_of_pg_roles(urls.pop()) == 2
    for user in users:
        user.communicate("", timeout=SOON_S)
    assert [user.returncode for user in users] == [0] * 8
    assert not is_running(find_home(root))


def test_killing_the_only_user_leaves_no_process_and_keeps_the_data(root):
    user = _user_process(root)
    with _connect(_url_printed_by(user)) as connection:
        connection.execute("CREATE TABLE lot AS SELECT 300 AS quantity_kg")
    _kill(user)

    assert wait_for(lambda: not _processes(root), limit_s=SOON_S)
    with _using(root) as server, _connect(server.url("navette_owner")) as connection:
        assert connection.execute("SELECT quantity_kg FROM lot").fetchone() == (300,)


def test_a_start_after_the_postmaster_was_killed_keeps_the_data(root):
    with _using(root) as survivor:
        with _connect(survivor.url("navette_owner")) as connection:
            connection.execute("CREATE TABLE lot AS SELECT 300 AS quantity_kg")
        os.kill(_postmaster(root), signal.SIGKILL)
        with _using(root) as server, _connect(server.url("navette_owner")) as connection:
            assert connection.execute("SELECT quantity_kg FROM lot").fetchone() == (300,)


def test_a_user_brings_back_a_server_that_was_killed(root):
    with _using(root) as server:
        os.kill(_postmaster(root), signal.SIGKILL)
        server.start()
        assert _count_rows_of_pg_roles(server.url()) == 2


def test_a_forgotten_server_object_stays_a_user(root):
    url = _started(root).url()
    assert _count_rows_of_pg_roles(url) == 2
    os.close(_descriptor_of(root / "users.lock"))
    assert wait_for(lambda: not _processes(root), limit_s=SOON_S)


def test_a_killed_watcher_is_replaced_by_the_next_start(root):
    with _using(root):
        assert wait_for(lambda: len(_watchers(root)) == 1, limit_s=SOON_S)
        os.kill(_watchers(root)[0], signal.SIGKILL)
        assert wait_for(lambda: not _is_locked(root / "watcher.lock"), limit_s=SOON_S)
        with _using(root):
            assert _is_locked(root / "watcher.lock")


def test_a_recycled_pid_is_not_taken_for_the_server(root):
    _started(root).stop()
    (find_home(root).data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    with _using(root) as server:
        assert _count_rows_of_pg_roles(server.url()) == 2


def test_a_throw_away_cluster_is_deleted_with_its_last_user(root):
    server = EmbeddedServer(root, durable=False)
    server.start()
    with _connect(server.url()) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
    server.stop()
    assert not find_home(root).data.exists()


def test_a_long_folder_name_does_not_exceed_what_a_socket_allows(root):
    home = find_home(root / ("x" * LONGEST_SOCKET_PATH))
    assert len(str(home.sockets) + SOCKET_NAME) <= LONGEST_SOCKET_PATH
    make_folders(home)
    assert home.sockets.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(home.refuge)


def test_data_stay_out_of_folders_that_the_server_may_not_enter(root):
    if os.geteuid() != 0:
        pytest.skip("only root starts the server as another user")
    root.parent.chmod(0o700)
    with _using(root) as server:
        assert find_home(root).data.parent == find_home(root).refuge
        assert _count_rows_of_pg_roles(server.url()) == 2
    assert root.parent.stat().st_mode & 0o777 == 0o700


def test_it_runs_as_a_plain_user(folder):
    python = next(filter(_is_open_to_all, (sys.executable, SYSTEM_PYTHON)), None)
    if os.geteuid() != 0 or python is None or not may_reach(PROJECT):
        pytest.skip("only root can borrow a plain user, and only where that user can run this code")
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    user = _user_process(folder / "postgres", python, user="nobody", group=nobody.pw_gid, extra_groups=[])
    assert _count_rows_of_pg_roles(_url_printed_by(user)) == 2
    user.communicate("", timeout=SOON_S)
    assert user.returncode == 0
    assert wait_for(lambda: not _processes(folder), limit_s=SOON_S)


@contextmanager
def _using(root: Path) -> Iterator[EmbeddedServer]:
    server = _started(root)
    try:
        yield server
    finally:
        server.stop()


def _started(root: Path) -> EmbeddedServer:
    server = EmbeddedServer(root)
    server.start()
    return server


def _connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)


def _count_rows_of_pg_roles(url: str) -> int:
    with _connect(url) as connection:
        return connection.execute("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'navette%'").fetchone()[0]


def _user_process(root: Path, python: str = sys.executable, **identity) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    packages = {"PYTHONPATH": str(Path(psycopg.__file__).parents[1]), "PATH": os.environ["PATH"]}
    return subprocess.Popen([python, "-c", USER, str(root)], cwd=PROJECT, env=packages, **pipes, **identity)


def _is_open_to_all(python: str) -> bool:
    return Path(python).exists() and may_reach(Path(python).resolve())


def _url_printed_by(user: subprocess.Popen[str]) -> str:
    return user.stdout.readline().strip()


def _kill(user: subprocess.Popen[str]) -> None:
    user.kill()
    user.communicate(timeout=SOON_S)


def _postmaster(root: Path) -> int:
    return int((find_home(root).data / "postmaster.pid").read_text().split()[0])


def _processes(folder: Path) -> dict[int, str]:
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


def _watchers(root: Path) -> list[int]:
    return [pid for pid, args in _processes(root).items() if "postgres_watch" in args]


def _descriptor_of(path: Path) -> int:
    wanted = path.stat()
    numbers = [int(entry.name) for entry in Path("/dev/fd").iterdir()]
    return next(number for number in numbers if _is_same_file(number, wanted))


def _is_same_file(number: int, wanted: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.fstat(number), wanted)
    except OSError:  # the descriptor of the listing itself
        return False


def _is_locked(path: Path) -> bool:
    with path.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
