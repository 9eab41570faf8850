"""The sheets and templates keep what the policy and the eye ask for."""

import re
from pathlib import Path

import pytest

from exchange.web.style import PRINT_SHEET, SHEETS

ROOT = Path(__file__).parents[2]
TOKENS = (ROOT / "exchange/static/css/tokens.css").read_text("utf-8")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SURFACES = ("ground", "ground-soft", "paper")
PAIRS = [
    *[(text, surface) for text in ("ink", "ink-soft", "link", "link-hover") for surface in SURFACES],
    *[(text, "paper") for text in ("good", "warning", "bad")],
    *[("ink", f"{tone}-soft") for tone in ("good", "warning", "bad", "info")],
    *[(tone, f"{tone}-soft") for tone in ("good", "warning", "bad")],
    ("link", "info-soft"),
    ("on-fill", "fill"),
    ("on-fill", "fill-hover"),
    ("ink-soft", "map-abroad"),
]


def colours(scheme):
    light, _, dark = TOKENS.partition("@media (prefers-color-scheme: dark)")
    declared = dict(re.findall(r"--([\w-]+): ([^;]+);", light))
    if scheme == "dark":
        declared |= dict(re.findall(r"--([\w-]+): ([^;]+);", dark))
    return declared


def luminance(declared, name):
    value = declared[name]
    while value.startswith("var("):
        value = declared[value[6:-1]]
    digits = value[1:] if len(value) == 7 else "".join(2 * digit for digit in value[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(declared, one, two):
    darker, lighter = sorted((luminance(declared, one), luminance(declared, two)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_text_can_be_read_in_both_schemes(scheme, text, surface):
    assert contrast(colours(scheme), text, surface) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_an_input_can_be_seen(scheme):
    assert contrast(colours(scheme), "line-strong", "paper") >= 3


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_nothing_that_the_policy_forbids(path):
    text = path.read_text("utf-8")

    assert text.strip()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?! src=)|\|\s*safe|javascript:", text)


def test_every_sheet_is_worn_by_every_page():
    folder = ROOT / "exchange/static"
    names = {str(path.relative_to(folder).with_suffix("")) for path in (folder / "css").rglob("*.css")}

    assert names - {*SHEETS, PRINT_SHEET} == set()


def test_every_class_a_macro_uses_is_known_to_a_sheet():
    sheets = " ".join(path.read_text("utf-8") for path in (ROOT / "exchange/static/css").rglob("*.css"))
    known = set(re.findall(r"\.([a-z][\w-]*)", sheets))
    used = {
        name
        for path in (ROOT / "templates/ui").glob("*.html")
        for names in re.findall(r'class="([a-z][\w -]*)"', path.read_text("utf-8"))
        for name in names.split()
    }

    assert used - known == set()


def test_every_icon_that_a_page_names_is_in_the_sprite():
    sprite = set((ROOT / "exchange/static/icons.txt").read_text("utf-8").split())
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r"icon(?:_name)?(?:\(|=)\"([a-z0-9-]+)\"", path.read_text("utf-8"))
    }

    assert named - sprite == set()
    assert {"circle-check", "triangle-alert", "octagon-x", "info", "hourglass", "inbox"} <= sprite
