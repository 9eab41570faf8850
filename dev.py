"""Set up, run, test, check and lock Navette: `python3 dev.py run`. Needs Python alone."""

import argparse
import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

import assets

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "navette-locks"
OLDEST_PYTHON = (3, 11)
LOCK, DEV_LOCK = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
LOCKED = ("requirements.in", *(f"requirements-{what}.in" for what in ("dev", "node", "semgrep", "attacks")))
QUIET_S = 2.0
FAST_TESTS = ("-n", "2", "--dist", "worksteal", "-m", "not browser and not slow and not long")


def main() -> int:
    """Do what the command line says; the exit code is that of the last step."""
    options, rest = _parser().parse_known_args()
    if sys.version_info < OLDEST_PYTHON:
        raise SystemExit(f"Navette needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).")
    os.chdir(ROOT)
    commands = {
        "setup": _setup, "run": _run, "test": _test, "check": _check, "lock": _lock, "assets": _assets,
        "words": _words, "bench": _bench, "attack": _attack,
    }  # fmt: skip
    if rest and options.command not in {"test", "bench", "attack"}:
        raise SystemExit(f"dev.py {options.command} takes no further arguments: {' '.join(rest)}")
    return commands[options.command](rest)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.epilog = """\
setup   prepare everything and start nothing
run     prepare, then serve on http://127.0.0.1:$PORT (8000) until Ctrl-C
test    the fast suite; further arguments go to pytest
check   every longer check, as the continuous integration runs them
lock    resolve the requirements again into their hashed locks
assets  fetch fonts, icons, htmx and Leaflet
words   bring the translations up to the sentences of the sources
bench   measure matching at 10,000, 100,000 and a million listings; further arguments: --rows 10000 100000
attack  let schemathesis and sqlmap loose on an instance of their own; further arguments: --examples 50, --only api"""
    choices = ("setup", "run", "test", "check", "lock", "assets", "words", "bench", "attack")
    parser.add_argument("command", choices=choices, metavar="command")
    return parser


def _setup(_: Sequence[str]) -> int:
    _install(LOCK)
    _assets(())
    return _call([PYTHON, "-m", "exchange.serve", "--prepare-only"])


def _run(_: Sequence[str]) -> int:
    _refuse_a_taken_port(os.environ.get("PORT", "8000"))
    _install(LOCK)
    _assets(())
    os.execv(PYTHON, [str(PYTHON), "-m", "exchange.serve"])


def _test(arguments: Sequence[str]) -> int:
    _install(DEV_LOCK)
    _assets(("--with-tools",))
    return _call([PYTHON, "-m", "pytest", *FAST_TESTS, *arguments])


def _check(_: Sequence[str]) -> int:
    return _call(["bash", ROOT / ".ci" / "run"])


def _assets(wishes: Sequence[str]) -> int:
    if not assets.are_ready(with_tools="--with-tools" in wishes):
        _install(LOCK)  # where npm is missing, a wheel brings it
        _show("Fetching fonts, icons and htmx", [str(PYTHON), "assets.py", *wishes])
    return 0


def _words(_: Sequence[str]) -> int:
    _install(LOCK)
    return _call([PYTHON, "words.py"])


def _bench(arguments: Sequence[str]) -> int:
    _install(LOCK)
    _assets(())
    return _call([PYTHON, "-m", "bench.matching", *arguments])


def _attack(arguments: Sequence[str]) -> int:
    _install(LOCK)
    _assets(())
    return _call([PYTHON, "-m", "attacks", *arguments])


def _lock(_: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        tools = Path(scratch) / "bin"
        _show("Installing uv", [str(tools / "python"), "-m", "pip", "install", "-q", "uv"])
        form = "--generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --quiet"
        for source in LOCKED:
            target = source.replace(".in", ".txt")
            _show(f"Locking {target}", [str(tools / "uv"), "pip", "compile", *form.split(), source, "-o", target])
    return 0


def _install(lock: Path) -> None:
    """Bring the virtual environment to the hashed lock; nothing to do when its stamp says so already."""
    wanted = _stamp(lock)
    if PYTHON.exists() and STAMPS.exists() and wanted in STAMPS.read_text().splitlines():
        return
    if not PYTHON.exists() or not _is_same_python():
        _make_venv()
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _show(f"Installing {lock.name}", [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)])
    # The development lock holds everything of the other one.
    STAMPS.write_text("\n".join({wanted, _stamp(LOCK)}) + "\n")


def _make_venv() -> None:
    STAMPS.unlink(missing_ok=True)
    try:
        venv.create(VENV.resolve(), with_pip=True, clear=True)
    except subprocess.CalledProcessError as error:
        raise SystemExit(
            "Python cannot make a virtual environment here. On Debian: apt install python3-venv"
        ) from error


def _is_same_python() -> bool:
    """Whether the environment was made by the Python that runs this file."""
    asked = [str(PYTHON), "-c", "import sys; print(sys.version)"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() == sys.version


def _stamp(lock: Path) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()} {version}"


def _refuse_a_taken_port(port: str) -> None:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise SystemExit(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", int(port)))
        except PermissionError:
            raise SystemExit(f"Port {port} needs more rights than you have: PORT=8010 python3 dev.py run") from None
        except OSError:
            free = f"PORT={int(port) % 65535 + 10} python3 dev.py run"
            raise SystemExit(f"Port {port} is in use. Stop what uses it, or choose another: {free}") from None


def _show(title: str, command: Sequence[str]) -> None:
    """Run a step, with a sign of life whenever it takes longer than two seconds and its words only if it fails."""
    print(f"{title} ", end="", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as words:
        step = subprocess.Popen(command, cwd=ROOT, stdout=words, stderr=subprocess.STDOUT, env=_environment())
        while _still_runs(step):
            print(".", end="", flush=True)
        print(f" {time.monotonic() - began:.1f} s", flush=True)
        words.seek(0)
        if step.returncode:
            raise SystemExit(
                f"{words.read()}\n{title} failed. The lines above say why; then run the same command again."
            )


def _still_runs(step: subprocess.Popen[bytes]) -> bool:
    try:
        step.wait(QUIET_S)
    except subprocess.TimeoutExpired:
        return True
    except BaseException:
        step.terminate()
        raise
    return False


def _call(command: Sequence[str | Path]) -> int:
    """Hand the terminal to a command and return its exit code; 130 after Ctrl-C."""
    child = subprocess.Popen(command, cwd=ROOT, env=_environment())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child got it too: wait for its own end
            continue


def _environment() -> Mapping[str, str]:
    return {**os.environ, "PATH": f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
