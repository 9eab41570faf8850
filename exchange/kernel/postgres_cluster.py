"""Initialise, launch and halt one embedded PostgreSQL cluster. Standard library only: the watcher uses it too."""

import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from exchange.kernel.postgres_home import Home, ServerError, give_to_server, server_user, usable_binaries

RELEASE_NUMBER = "18"
PATIENCE_S = 600  # recovery after a crash under load was seen to take 96 s
GENTLY_S = 60  # then a stop becomes an immediate one, which loses nothing either
PAUSE_S = 0.05
CONTROL_LOG = "control.log"  # in the root: the last words of initdb or pg_ctl
SOCKET_LOCK = ".s.PGSQL.5432.lock"
START_LOG = "start.log"  # beside the sockets: what the server said before its own log was open
ALWAYS = {
    "port": "5432",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",  # a ring of seven files
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_line_prefix": "%m [%p] %u@%d ",
}
MOST_BUFFERS_MB = 2048
THROW_AWAY = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "4GB"}


def initialise(home: Home, superuser_password: str, *, durable: bool) -> None:
    """Create the data folder, whole or not at all. Does nothing when it is there.

    Raises ServerError when it was made by another release of PostgreSQL or cannot be made.
    """
    if home.data.exists():
        _refuse_other_releases(home)
        return
    if not durable:
        home.throw_away_mark.touch()
    partial = home.data.with_name("data.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    give_to_server(partial)
    _run_initdb(home, partial, superuser_password, durable=durable)
    partial.rename(home.data)


def _buffers_mb() -> int:
    """A quarter of the machine's memory, as PostgreSQL's manual advises (19.4.1), and no more than the site can use."""
    memory_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(128, min(MOST_BUFFERS_MB, memory_mb // 4))


def launch(home: Home, *, durable: bool) -> None:
    """Start the server and wait until it takes connections or has given up (ServerError, with its last words)."""
    _clear_stale_locks(home)
    sized = {"shared_buffers": f"{_buffers_mb()}MB", "unix_socket_directories": str(home.sockets)}
    settings = {**ALWAYS, **sized, **({} if durable else THROW_AWAY)}
    options = " ".join(shlex.quote(f"--{name}={value}") for name, value in settings.items())
    log = home.sockets / START_LOG
    log.unlink(missing_ok=True)
    start = ["-w", "-t", str(PATIENCE_S), "-D", str(home.data), "-l", str(log), "-o", options, "start"]
    if not wait_for(lambda: _run(home, "pg_ctl", *start) or not _is_haunted(home), limit_s=GENTLY_S):
        raise ServerError(f"PostgreSQL does not start: processes of a killed server still use {home.data}.")
    if not is_running(home):
        raise ServerError(f"PostgreSQL does not start: {_last_words(home)}")


def is_running(home: Home) -> bool:
    """Whether the server of this cluster lives; a zombie or a stranger with a recycled pid does not count."""
    pid = _server_pid(home)
    return pid is not None and _is_alive(pid) and _works_in(pid, home.data)


def halt(home: Home) -> None:
    """Stop the server if it runs, and delete what is marked as throw-away. Safe at any moment."""
    pid = _server_pid(home)
    if pid is not None and is_running(home):
        os.kill(pid, signal.SIGINT)  # "fast": connections are closed, a checkpoint is written
        if not wait_for(lambda: not is_running(home), limit_s=GENTLY_S):
            os.kill(pid, signal.SIGQUIT)
            wait_for(lambda: not is_running(home), limit_s=GENTLY_S)
    if home.throw_away_mark.exists():
        for folder in (home.data, home.sockets, home.refuge):
            shutil.rmtree(folder, ignore_errors=True)
        home.throw_away_mark.unlink(missing_ok=True)


def wait_for(condition: Callable[[], bool], *, limit_s: float) -> bool:
    """Wait until the condition holds; False when it still does not after `limit_s` seconds."""
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE_S)
    return True


def _run_initdb(home: Home, target: Path, superuser_password: str, *, durable: bool) -> None:
    secret = home.sockets / "superuser"  # a folder that only the server's user may enter
    secret.unlink(missing_ok=True)
    with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        give_to_server(file.fileno())
        file.write(superuser_password)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"]
    access = ["--username=postgres", f"--pwfile={secret}", "--auth=scram-sha-256"]
    speed = [] if durable else ["--no-sync"]
    try:
        if not _run(home, "initdb", f"--pgdata={target}", *locale, *access, *speed, "--data-checksums"):
            raise ServerError(f"PostgreSQL cannot create its data folder: {_last_words(home)}")
    finally:
        secret.unlink()


def _run(home: Home, program: str, *arguments: str) -> bool:
    """Run one of PostgreSQL's programs as the server's user; its words go to the start log."""
    user = server_user()
    # A PGPORT or PGDATA of the caller must not reach the server.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}
    with (home.root / CONTROL_LOG).open("wb") as log:
        done = subprocess.run(
            [str(usable_binaries() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=environment,
            user=user and user.pw_uid,
            group=user and user.pw_gid,
            extra_groups=[] if user else None,
            umask=0o077,
            start_new_session=True,  # Ctrl-C is for us; the server leaves when its users have left
            check=False,
        )
    return done.returncode == 0


def _last_words(home: Home) -> str:
    rotated = sorted((home.data / "log").glob("*"), key=lambda log: log.stat().st_mtime)
    logs = [log for log in (home.root / CONTROL_LOG, home.sockets / START_LOG, *rotated[-1:]) if log.exists()]
    return "\n".join(line for log in logs for line in log.read_text(errors="replace").splitlines()[-8:])


def _is_haunted(home: Home) -> bool:
    """Children of a killed server hold its shared memory for a moment; a new server refuses to start until then."""
    return "still in use" in _last_words(home)


def _clear_stale_locks(home: Home) -> None:
    """PostgreSQL clears the locks of a dead process, but takes a zombie or a recycled pid for a live server."""
    if not is_running(home):
        for lock in (home.data / "postmaster.pid", home.sockets / SOCKET_LOCK):
            lock.unlink(missing_ok=True)


def _server_pid(home: Home) -> int | None:
    try:
        return int((home.data / "postmaster.pid").read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def _works_in(pid: int, folder: Path) -> bool:
    """Whether the process works in the data folder, as every PostgreSQL does; assumed where /proc cannot say."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except FileNotFoundError:
        return not Path("/proc/self").exists()
    except PermissionError:
        return True


def _refuse_other_releases(home: Home) -> None:
    made_by = (home.data / "PG_VERSION").read_text().strip()
    if made_by != RELEASE_NUMBER:
        raise ServerError(f"{home.data} is of PostgreSQL {made_by}, this is {RELEASE_NUMBER}: dump and restore it.")
