"""sqlmap on every target: one process each, two at a time, each with a session of its own."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from attacks.targets import THE_PATH, Target
from attacks.visiting import Visitor

_AT_ONCE = 2
_MOST_S = 900
_CLEAN = "do not appear to be injectable"
_FRESH_ID = "import uuid; request_id = str(uuid.uuid4())"
"""A form sent twice under one id is answered from memory: each try is a form of its own."""
_SURROUNDINGS = {**os.environ, "SQLMAP_UNSAFE_EVAL": "1"}
"""sqlmap runs code of the command line only where this says so; the code is the line above and nothing else."""
_told = threading.Lock()
STAGED_TOKEN = "token"
"""What the cookies of targets that bring one say."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What sqlmap said of one target."""

    target: Target
    words: str
    took_s: float

    @property
    def is_clean(self) -> bool:
        return self.words == "not injectable"


def attack(url: str, found: Sequence[Target], people: dict[str, str], tools: Path, level: int) -> list[Verdict]:
    """The verdicts, told as they come. ``people`` has the address each role signs in with; strangers have none."""
    forms_first = sorted(found, key=lambda one: one.method != "post")
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(_AT_ONCE) as several:
        tried = [
            several.submit(_try, url, one, people, tools, Path(scratch) / str(n), level)
            for n, one in enumerate(forms_first)
        ]
        return [one.result() for one in tried]


def _try(url: str, target: Target, people: dict[str, str], tools: Path, scratch: Path, level: int) -> Verdict:
    began = time.monotonic()
    cookie, token = _entered(url, target, people)
    command = [
        str(tools / "sqlmap"), "--batch", "--flush-session", "--disable-coloring", "--dbms", "PostgreSQL",
        "--technique", "BEUST", "--level", str(level), "--risk", "1", "--retries", "1", "--skip-waf",
        "--answers", "follow=N", "--output-dir", str(scratch), "--cookie", cookie, "--ignore-code", "401,404",
        "-H", f"X-CSRF-Token: {token}", "-H", "Accept-Language: en", "-u", url + target.address,
    ]  # fmt: skip
    if target.tried != (THE_PATH,):
        command += ["-p", ",".join(target.tried)]
    if target.method == "post":
        sent = {name: value for name, value in target.fields.items() if name != "csrf_token"}
        command += ["--data", urlencode({name: value or "1" for name, value in sent.items()})]
        command += ["--eval", _FRESH_ID] if "request_id" in sent else []
    verdict = Verdict(target, _run(command), time.monotonic() - began)
    with _told:
        sys.stdout.write(
            f"{verdict.took_s:6.1f} s  {target.role:9} {target.method:4} {target.address[:90]}: {verdict.words}\n"
        )
        sys.stdout.flush()
    return verdict


def _entered(url: str, target: Target, people: dict[str, str]) -> tuple[str, str]:
    """Cookie and token of whoever sends."""
    if target.cookie:
        return target.cookie, STAGED_TOKEN
    visitor = Visitor(url)
    if target.role in people:
        visitor.enter(people[target.role])
    token = visitor.token()["csrf_token"]  # asked for first: the cookie comes with it
    return visitor.cookie(), token


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=_MOST_S,
            stdin=subprocess.DEVNULL,
            env=_SURROUNDINGS,
        )
    except subprocess.TimeoutExpired:
        return f"not finished in {_MOST_S} s"
    if _CLEAN in done.stdout:
        return "not injectable"
    said = [
        line for line in done.stdout.splitlines() if "injectable" in line or "CRITICAL" in line or "Payload" in line
    ]
    return " | ".join(said)[:600] or f"ended without a verdict ({done.returncode}): {done.stdout[-200:]!r}"
