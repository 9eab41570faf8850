"""No process is left behind and no row is lost, whoever is killed."""

import os
import signal

from exchange.kernel.postgres_cluster import wait_for
from exchange.kernel.postgres_home import find_home
from tests.kernel.servers import (
    SOON_S,
    connect,
    count_rows_of_pg_roles,
    descriptor_of,
    is_locked,
    kill,
    postmaster,
    processes,
    started,
    url_printed_by,
    user_process,
    using,
    watchers,
)


def test_killing_the_only_user_leaves_no_process_and_keeps_the_data(root):
    user = user_process(root)
    with connect(url_printed_by(user)) as connection:
        connection.execute("CREATE TABLE lot AS SELECT 300 AS quantity_kg")
    kill(user)

    assert wait_for(lambda: not processes(root), limit_s=SOON_S)
    with using(root) as server, connect(server.url("navette_owner")) as connection:
        assert connection.execute("SELECT quantity_kg FROM lot").fetchone() == (300,)


def test_a_start_after_the_postmaster_was_killed_keeps_the_data(root):
    with using(root) as survivor:
        with connect(survivor.url("navette_owner")) as connection:
            connection.execute("CREATE TABLE lot AS SELECT 300 AS quantity_kg")
        os.kill(postmaster(root), signal.SIGKILL)
        with using(root) as server, connect(server.url("navette_owner")) as connection:
            assert connection.execute("SELECT quantity_kg FROM lot").fetchone() == (300,)


def test_a_user_brings_back_a_server_that_was_killed(root):
    with using(root) as server:
        os.kill(postmaster(root), signal.SIGKILL)
        server.start()
        assert count_rows_of_pg_roles(server.url()) == 2


def test_a_forgotten_server_object_stays_a_user(root):
    url = started(root).url()
    assert count_rows_of_pg_roles(url) == 2
    os.close(descriptor_of(root / "users.lock"))
    assert wait_for(lambda: not processes(root), limit_s=SOON_S)


def test_a_killed_watcher_is_replaced_by_the_next_start(root):
    with using(root):
        assert wait_for(lambda: len(watchers(root)) == 1, limit_s=SOON_S)
        os.kill(watchers(root)[0], signal.SIGKILL)
        assert wait_for(lambda: not is_locked(root / "watcher.lock"), limit_s=SOON_S)
        with using(root):
            assert is_locked(root / "watcher.lock")


def test_a_recycled_pid_is_not_taken_for_the_server(root):
    started(root).stop()
    (find_home(root).data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    with using(root) as server:
        assert count_rows_of_pg_roles(server.url()) == 2
