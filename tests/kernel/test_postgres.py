"""The embedded server, for real: who may enter it, where it lives, how users share it."""

import os
import pwd
import shutil
import sys

import psycopg
import pytest

from exchange.kernel.postgres import PROJECT, EmbeddedServer
from exchange.kernel.postgres_cluster import is_running, wait_for
from exchange.kernel.postgres_home import LONGEST_SOCKET_PATH, SOCKET_NAME, find_home, make_folders, may_reach
from tests.kernel.servers import (
    SOON_S,
    connect,
    count_rows_of_pg_roles,
    is_open_to_all,
    processes,
    started,
    url_printed_by,
    user_process,
    using,
)

SYSTEM_PYTHON = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"


def test_a_started_server_answers_the_app_within_its_limits(root):
    with using(root) as server, connect(server.url()) as connection:
        limits = "SELECT current_user, current_setting('statement_timeout'), current_setting('lock_timeout')"
        assert connection.execute(limits).fetchone() == ("navette_app", "30s", "3s")
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_the_app_may_not_create_anything_before_a_migration_lets_it(root):
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege)
    with using(root) as server, connect(server.url()) as connection, refused:
        connection.execute("CREATE TABLE mine (id int)")


def test_a_role_is_refused_with_the_password_of_another(root):
    with using(root) as server:
        borrowed = server.url("navette_app").replace("navette_app:", "postgres:")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            connect(borrowed)


def test_the_last_user_to_stop_takes_the_server_along(root):
    first, second = started(root), started(root)
    first.stop()
    assert is_running(find_home(root))
    second.stop()
    assert not is_running(find_home(root))


def test_eight_simultaneous_starters_share_one_server(root):
    users = [user_process(root) for _ in range(8)]
    urls = {url_printed_by(user) for user in users}
    assert len(urls) == 1
    assert count_rows_of_pg_roles(urls.pop()) == 2
    for user in users:
        user.communicate("", timeout=SOON_S)
    assert [user.returncode for user in users] == [0] * 8
    assert not is_running(find_home(root))


def test_a_throw_away_cluster_is_deleted_with_its_last_user(root):
    server = EmbeddedServer(root, durable=False)
    server.start()
    with connect(server.url()) as connection:
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
    with using(root) as server:
        assert find_home(root).data.parent == find_home(root).refuge
        assert count_rows_of_pg_roles(server.url()) == 2
    assert root.parent.stat().st_mode & 0o777 == 0o700


def test_it_runs_as_a_plain_user(folder):
    python = next(filter(is_open_to_all, (sys.executable, SYSTEM_PYTHON)), None)
    if os.geteuid() != 0 or python is None or not may_reach(PROJECT):
        pytest.skip("only root can borrow a plain user, and only where that user can run this code")
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    user = user_process(folder / "postgres", python, user="nobody", group=nobody.pw_gid, extra_groups=[])
    assert count_rows_of_pg_roles(url_printed_by(user)) == 2
    user.communicate("", timeout=SOON_S)
    assert user.returncode == 0
    assert wait_for(lambda: not processes(folder), limit_s=SOON_S)
