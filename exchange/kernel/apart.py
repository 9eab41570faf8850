"""What strangers send is decoded in a process of its own, with little memory, little time and no secrets."""

import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_NO_SECRETS = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
_MEGABYTE = 1_000_000
_LARGEST_OUTPUT_MB = 200


class Refused(Exception):
    """The child looked at it and said no; ``code`` is its exit code (3 to 20)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class TookTooMuch(Exception):
    """The child ran out of its time or memory, or a decoder crashed it."""


def run_apart(module: str, content: bytes, *, memory_mb: int, seconds: int, arguments: Sequence[str] = ()) -> bytes:
    """What a module prints when it is run on some bytes under limits of address space and of time.

    Raises Refused for its own no, TookTooMuch for whatever else ended it.
    """
    limits = [str(memory_mb), str(seconds)]
    try:
        child = subprocess.run(
            [sys.executable, "-m", module, *limits, *arguments],
            input=content, capture_output=True, timeout=seconds, check=False, cwd=_ROOT, env=_NO_SECRETS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TookTooMuch from error
    if 3 <= child.returncode <= 20:
        raise Refused(child.returncode)
    if child.returncode:
        raise TookTooMuch
    return child.stdout


def confined(work: Callable[[bytes, Sequence[str]], bytes]) -> None:
    """The child's side: take the limits on, then read, work and print."""
    memory_mb, seconds, *arguments = sys.argv[1:]
    memory, cpu_s, output = int(memory_mb) * _MEGABYTE, int(seconds), _LARGEST_OUTPUT_MB * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(work(sys.stdin.buffer.read(), arguments))
