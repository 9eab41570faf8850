"""What is wrong with a page, seen from outside: axe, the console, other hosts, width, weight."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.conftest import VIEWPORTS
from tests.browser.weighing import Scales
from tests.running import Site

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
_RUN = """async only => {
    const rules = {"target-size": {enabled: true}};
    const found = await axe.run(document, only ? {runOnly: only} : {rules});
    const why = node => (node.any[0] || node.all[0] || node.none[0] || {message: ""}).message;
    const where = one => one.nodes.slice(0, 3).map(node => `${node.target.join(" ")} ${why(node)}`).join(" | ");
    return found.violations.map(one => `${one.id} (${one.nodes.length}): ${where(one)}`);
}"""
TOO_WIDE = """() => document.documentElement.scrollWidth > innerWidth
    ? `${document.documentElement.scrollWidth} px wide: ` + [...document.querySelectorAll("main *, header *, footer *")]
        .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility())
        .slice(-3).map(one => one.tagName + "." + one.className).join(", ")
    : "" """
Widths = Sequence[int]
ALL_WIDTHS, BOTH_SCHEMES = (1280, 768, 390), ("light", "dark")
HEAVIEST_BYTES = 150_000


class Looker:
    """Opens pages in one tab and notes what is wrong with each."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.host = page, urlsplit(site.address).netloc
        self.heard: list[str] = []
        self.scales = Scales(page)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("request", self._follow)

    def faults(self, path: str, widths: Sequence[int] = ALL_WIDTHS, schemes: Sequence[str] = BOTH_SCHEMES) -> list[str]:
        """Everything wrong with a page, each as a line."""
        self.heard.clear()
        self.scales.clear()
        answer = self.page.goto(path, wait_until="load")
        status = answer.status if answer else 0
        if status >= 400 and "no-such" not in path:
            return [f"{path}: answered {status}"]
        found = [f"{path}: {self.scales.told()}"] if self.scales.weigh(path) > HEAVIEST_BYTES else []
        found += [f"{path} {where}: {what}" for where, what in self._look(widths, schemes)]
        allowed = "the server responded with a status of 404" if status == 404 else "nothing"
        return found + [f"{path}: {what}" for what in self.heard if allowed not in what]

    def faults_here(self, what: str, widths: Sequence[int] = ALL_WIDTHS) -> list[str]:
        """What is wrong with the page that stands there, as a form that came back; its weight is not asked."""
        return [f"{what} {where}: {fault}" for where, fault in self._look(widths, BOTH_SCHEMES)]

    def _look(self, widths: Sequence[int], schemes: Sequence[str]) -> Iterator[tuple[str, str]]:
        self.page.evaluate(AXE)
        for width in widths:
            self.page.set_viewport_size({"width": VIEWPORTS[width][0], "height": VIEWPORTS[width][1]})
            if too_wide := self.page.evaluate(TOO_WIDE):
                yield f"at {width}", too_wide
            for scheme in schemes:
                self.page.emulate_media(color_scheme=scheme)
                only = None if scheme == schemes[0] else ["color-contrast"]
                for violation in self.page.evaluate(_RUN, only):
                    yield f"at {width}, {scheme}", violation

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(f"console: {message.text}")

    def _follow(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws"} and address.netloc != self.host:
            self.heard.append(f"asked another host: {request.url}")
