"""The set-up's promises: errors that say what to do, and assets that are all there."""

import os
import socket
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

import assets
from exchange.kernel.postgres import PROJECT


def test_a_taken_port_is_named_together_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = _dev("run", PORT=str(port))
    assert refused.returncode == 1
    assert f"Port {port} is in use" in refused.stderr
    assert "PORT=" in refused.stderr


@pytest.mark.parametrize("port", ["80000", "0", "http"])
def test_a_port_that_is_none_is_refused(port):
    assert f"PORT is '{port}'" in _dev("run", PORT=port).stderr


def test_every_listed_icon_is_drawn_once():
    sprite = ET.parse(assets.VENDOR / "icons.svg").getroot()
    drawn = [symbol.attrib["id"] for symbol in sprite]
    assert drawn == (assets.STATIC / "icons.txt").read_text().split()
    assert len(set(drawn)) == len(drawn)
    assert all(len(symbol) > 0 and symbol.attrib["viewBox"] == "0 0 24 24" for symbol in sprite)


def test_every_font_file_that_the_style_sheet_names_is_there():
    styles = (assets.VENDOR / "fonts.css").read_text()
    named = [part.partition(")")[0] for part in styles.split("src: url(")[1:]]
    assert len(named) == 4
    assert all((assets.VENDOR / name).read_bytes().startswith(b"wOF2") for name in named)


def test_a_new_icon_asks_for_a_new_sprite(tmp_path, monkeypatch):
    assert assets.are_ready()
    longer = tmp_path / "icons.txt"
    longer.write_text((assets.STATIC / "icons.txt").read_text() + "anvil\n")
    monkeypatch.setattr(assets, "INPUTS", (assets.INPUTS[0], longer, assets.INPUTS[2]))
    assert not assets.are_ready()


def _dev(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "dev.py", *words]
    return subprocess.run(
        command, cwd=PROJECT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
