"""The real site as its own process, as people start it: found free port, waited for, ended, looked at from outside."""

import email
import email.message
import email.policy
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from exchange.kernel.postgres import PROJECT
from exchange.kernel.postgres_home import find_home
from tests.kernel.servers import processes

START_S = 240
"""A first start seeds the demo territory; machines with two busy cores take their time."""
END_S = 60
SOON_S = 60
PAUSE_S = 0.05


def wait_for(wanted: Callable[[], Any], what: str, within_s: float = SOON_S) -> Any:
    """Ask until the answer is not false; fails with ``what`` was waited for."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if found := wanted():
            return found
        time.sleep(PAUSE_S)
    raise AssertionError(f"not within {within_s:.0f} s: {what}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Site:
    """`python -m exchange.serve` on a data folder and a port of its own."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data, self.port, self.settings = data, free_port(), settings
        self.process: subprocess.Popen[bytes] | None = None
        self.log = data.with_name(data.name + ".log")

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, within_s: float = START_S) -> float:
        """Start and wait until it is ready; returns the seconds that it took."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "exchange.serve"], cwd=PROJECT, env=self.environment(), stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        wait_for(self._is_ready_or_gone, f"the site at {self.address}, see {self.log}", within_s)
        return time.monotonic() - began

    def environment(self) -> dict[str, str]:
        """What the process is told: nothing of the developer's own site."""
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PUBLIC_URL"}}
        return {**kept, "NAVETTE_DATA": str(self.data), "PORT": str(self.port), **self.settings}

    def end(self, number: int = signal.SIGTERM, within_s: float = END_S) -> int:
        """Send a signal and return the exit code; for what a terminal sends, see ``interrupt``."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(within_s)

    def said(self) -> str:
        """What it printed."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def servers(self) -> dict[int, str]:
        """Database servers and watchers of this folder that still run."""
        home = find_home(self.data / "postgres")
        return {pid: line for folder in {home.root, home.data} for pid, line in processes(folder).items()}

    def wait_until_nothing_is_left(self) -> None:
        """The watcher stops the server once its last user is gone."""
        wait_for(lambda: not self.servers(), f"no server of {self.data}")

    def forget(self) -> None:
        """Delete the data, wherever the server's user could live."""
        home = find_home(self.data / "postgres")
        for folder in (home.refuge, self.data):
            shutil.rmtree(folder, ignore_errors=True)

    def letters(self, to_address: str) -> list[email.message.EmailMessage]:
        """The mails laid into the mailbox for an address, oldest first."""
        files = sorted((self.data / "mailbox").glob("*.eml"))
        read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]
        return [letter for letter in read if letter["To"] == to_address]

    def link(self, to_address: str, part: str) -> str:
        """The newest link to a person whose address holds ``part``, as soon as the mail is there."""
        return str(wait_for(lambda: self._link(to_address, part), f"a mail to {to_address} with {part}"))

    def _link(self, to_address: str, part: str) -> str | None:
        for letter in reversed(self.letters(to_address)):
            if found := re.search(rf"https?://\S*{re.escape(part)}\S*", words(letter)):
                return found[0]
        return None

    def command(self, *arguments: str) -> str:
        """Run one of the site's own commands beside it; returns what it printed."""
        asked = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        done = subprocess.run(asked, cwd=PROJECT, env=self.environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def password_of(self, email: str) -> str:
        """What the demo's seeding printed for an account."""
        note = (self.data / "demo-accounts.txt").read_text("utf-8")
        return next(line.split()[1] for line in note.splitlines() if line.startswith(email))

    def status(self, path: str) -> tuple[int, dict[str, str]]:
        """Status and headers of an answer; 0 where nobody answers."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as answer:
                return answer.status, dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers)
        except OSError:
            return 0, {}

    def _is_ready_or_gone(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.said()
        return self.status("/health/ready")[0] == 200


def words(letter: email.message.EmailMessage) -> str:
    """The text of a mail."""
    part = letter.get_body(("plain",))
    return str(part.get_content()) if part else ""
