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
def root() -> Iterator[Path]:
    """A folder that root and nobody can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="navette-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder / "postgres"
    home = find_home(folder / "postgres")
    wait_for(lambda: _is_abandoned(folder / "postgres"), limit_s=SOON_S)
    shutil.rmtree(folder)
    shutil.rmtree(home.refuge, ignore_errors=True)


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

    assert wait_for(lambda: _is_abandoned(root), limit_s=SOON_S)
    with _using(root) as server, _connect(server.url("navette_owner")) as connection:
        assert connection.execute("SELECT quantity_kg FROM lot").fetchone() == (300,)


def test_a_start_after_the_postmaster_was_killed_keeps_the_data(root):
    with _using(root) as survivor:
        with _connect(survivor.url("navette_owner")) as connection:
            connection.execute("CREATE TABLE lot AS SELECT 300 AS quantity_kg")
        os.kill(_postmaster(root), signal.SIGKILL)
        with _using(root) as server, _connect(server.url("navette_owner")) as connection:
            assert connection.execute("SELECT quantity_kg FROM lot").fetchone() == (300,)


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


def test_it_runs_as_a_plain_user(root):
    if os.geteuid() != 0 or not (may_reach(PROJECT) and may_reach(Path(sys.executable).resolve())):
        pytest.skip("only root can borrow a plain user, and only where that user can read this code")
    nobody = pwd.getpwnam("nobody")
    os.chown(root.parent, nobody.pw_uid, nobody.pw_gid)
    user = _user_process(root, user="nobody", group=nobody.pw_gid, extra_groups=[])
    assert _count_rows_of_pg_roles(_url_printed_by(user)) == 2
    user.communicate("", timeout=SOON_S)
    assert user.returncode == 0
    assert not is_running(find_home(root))


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


def _user_process(root: Path, **identity) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", USER, str(root)], cwd=PROJECT, **pipes, **identity)


def _url_printed_by(user: subprocess.Popen[str]) -> str:
    return user.stdout.readline().strip()


def _kill(user: subprocess.Popen[str]) -> None:
    user.kill()
    user.communicate(timeout=SOON_S)


def _postmaster(root: Path) -> int:
    return int((find_home(root).data / "postmaster.pid").read_text().split()[0])


def _watchers(root: Path) -> list[int]:
    running = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = (line.split(maxsplit=2) for line in running.splitlines())
    return [int(pid) for pid, state, args in rows if "postgres_watch" in args and str(root) in args and state[0] != "Z"]


def _is_abandoned(root: Path) -> bool:
    return not is_running(find_home(root)) and not _watchers(root)


def _is_locked(path: Path) -> bool:
    with path.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
