"""`python3 dev.py attack [--examples 1000] [--only api|forms|walk|doors]`: tools on an instance of theirs; Markdown.

Its exit code is 0 where neither tool found anything and the instance logged no bug.
"""

import argparse
import json
import re
import subprocess
import sys
import time
import venv
from collections import Counter
from pathlib import Path

from attacks import injecting, programs
from attacks.instance import Instance, running
from attacks.staged import staged
from attacks.targets import counted, targets
from attacks.visiting import Visitor

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".venv-attacks"
PEOPLE = {"manager": "anna@navette.example", "moderator": "mona@navette.example"}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def main() -> int:
    """Run both tools, or one; say what they sent and found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=1000, help="of schemathesis, for each operation and role")
    parser.add_argument("--level", type=int, default=1, help="of sqlmap, 1 to 5")
    parser.add_argument("--only", choices=("api", "forms", "walk", "doors"), help="walk and doors: forms' halves")
    options = parser.parse_args()
    tools, found = _tools(), 0
    with running() as instance:
        _say(f"An instance at {instance.url}")
        if options.only in {None, "api"}:
            found += sum(_programs(instance, role, tools, options.examples) for role in ("nobody", *PEOPLE))
        if options.only != "api":
            found += _forms(instance, tools, options.level, options.only)
    _say(f"\n{found} findings")
    return 1 if found else 0


def _tools() -> Path:
    """Where they are, installed by their lock where they are not; registries may be out of reach."""
    tools = HOME / "bin"
    if not (tools / "sqlmap").exists() or not (tools / "st").exists():
        venv.create(HOME, with_pip=True)
        lock = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements-attacks.txt")]
        installing = [str(tools / "pip"), "install", "--quiet", "--disable-pip-version-check", *lock]
        if subprocess.run(installing, check=False).returncode:
            raise SystemExit("schemathesis and sqlmap could not be installed: is the package registry within reach?")
    return tools


def _programs(instance: Instance, role: str, tools: Path, examples: int) -> int:
    since, began = instance.log.stat().st_size, time.monotonic()
    code, said = programs.attack(instance.url, PEOPLE.get(role), tools, examples)
    counts, bugs = programs.answered(instance.log, since)
    _say(f"\n## schemathesis as {role}: exit code {code}, {time.monotonic() - began:.0f} s, {len(bugs)} bugs logged")
    _tell(counts, only="/api/")
    _say("\n".join(["", *bugs, said]))
    return int(code != 0) + len(bugs)


def _forms(instance: Instance, tools: Path, level: int, only: str | None) -> int:
    since, began, all_of_them = instance.log.stat().st_size, time.monotonic(), []
    done: set[tuple[str, str, str]] = set()
    for role in (*PEOPLE, "nobody") if only != "doors" else ():
        visitor = Visitor(instance.url)
        if role in PEOPLE:
            visitor.enter(PEOPLE[role])
        mine = targets(visitor, role, done)
        _say(f"\n## sqlmap as {role}: {counted(mine)}")
        all_of_them += mine
    if only != "walk":
        mine = staged(instance, done)
        _say(f"\n## sqlmap at doors that the walk did not meet: {counted(mine)}")
        all_of_them += mine
    verdicts = injecting.attack(instance.url, all_of_them, PEOPLE, tools, level)
    counts, bugs = programs.answered(instance.log, since)
    odd = [one for one in verdicts if not one.is_clean]
    _say(f"\n{sum(counts.values())} requests, {time.monotonic() - began:.0f} s, {len(bugs)} bugs logged")
    _tell(counts)
    _say("\n".join(bugs))
    _say("\n".join(f"not clean: {one.target} {one.words}" for one in odd))
    return len(odd) + len(bugs)


def _tell(counts: Counter[tuple[str, int]], only: str = "/") -> None:
    """Answers for each door, ids left out."""
    doors: dict[str, Counter[int]] = {}
    for (path, status), times in counts.items():
        if path.startswith(only):
            doors.setdefault(_ID.sub("*", path)[:90], Counter())[status] += times
    _say(json.dumps({door: dict(sorted(doors[door].items())) for door in sorted(doors)}, indent=1))


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
