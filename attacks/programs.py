"""schemathesis on every door for programs: so many examples for each, as each role, all of its checks."""

import json
import subprocess
import tempfile
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any

from attacks.visiting import Visitor, walk

_STARTS = ("/company", "/search", "/")


def attack(url: str, email: str | None, tools: Path, examples: int) -> tuple[int, str]:
    """The exit code and what schemathesis said, after the sizes of what it sent to each door."""
    visitor = Visitor(url)
    if email:
        visitor.enter(email)
    with urllib.request.urlopen(f"{url}/api/openapi.json") as answer:
        told = json.loads(answer.read())
    _with_real_ids(told, visitor)
    if email:  # the tool would «leave out» the cookie that is then sent all the same; strangers test that
        told["components"].pop("securitySchemes")
        for path in told["paths"].values():
            path["get"].pop("security")
    with tempfile.TemporaryDirectory() as scratch:
        document, events = Path(scratch) / "openapi.json", Path(scratch) / "events.ndjson"
        document.write_text(json.dumps(told))
        command = [
            str(tools / "st"), "--no-color", "run", str(document), "--url", url, "--max-examples", str(examples),
            "--workers", "1", "--phases", "examples,coverage,fuzzing", "--checks", "all", "--continue-on-failure",
            "--suppress-health-check", "all", "--report", "ndjson", "--report-ndjson-path", str(events),
        ]  # fmt: skip
        if email:
            command += ["-H", f"Cookie: {visitor.cookie()}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=scratch)
        return done.returncode, done.stdout + done.stderr


def _with_real_ids(told: dict[str, Any], visitor: Visitor) -> None:
    """Beside invented ids, those of offers and needs that the visitor's pages lead to: else all would be 404."""
    met: dict[str, list[str]] = {"offers": [], "needs": []}
    for path, _page in walk(visitor, _STARTS, most=120):
        parts = path.split("?")[0].split("/")
        if len(parts) > 2 and parts[1] in met and len(parts[2]) == 36 and parts[2] not in met[parts[1]]:
            met[parts[1]].append(parts[2])
    for path, operations in told["paths"].items():
        for parameter in operations["get"]["parameters"]:
            if parameter["in"] == "path":
                kind = "needs" if "/needs/" in path or parameter["name"] == "need_id" else "offers"
                parameter["schema"] = (
                    {"anyOf": [{"enum": met[kind]}, parameter["schema"]]} if met[kind] else parameter["schema"]
                )


def answered(log: Path, since: int) -> tuple[Counter[tuple[str, int]], list[str]]:
    """What the instance logged from a place on: answers by door and status, and every bug whole."""
    counts: Counter[tuple[str, int]] = Counter()
    bugs = []
    with log.open() as lines:
        lines.seek(since)
        for line in lines:
            said = json.loads(line) if line.startswith("{") else {}
            if said.get("event") == "answered":
                counts[said["path"], said["status"]] += 1
            if said.get("event") == "bug" or said.get("status", 0) >= 500:
                bugs.append(line)
    return counts, bugs
