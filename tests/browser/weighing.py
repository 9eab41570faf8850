"""What comes over the line for a page, as a first visitor gets it: bytes with their headers, compressed as sent."""

from typing import Any

from playwright.sync_api import Page

_PHOTOS = {"image/avif", "image/webp", "image/jpeg", "image/png"}
"""The bar is before photos. Drawings of ours (weaves, maps, icons) count as the page's own."""


class Scales:
    """Weighs what a tab is sent; nothing that an earlier page brought is in its store."""

    def __init__(self, page: Page) -> None:
        self.weights: dict[str, int] = {}
        self._coming: dict[str, tuple[str, str]] = {}
        self._came: dict[str, int] = {}
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        line.on("Network.responseReceived", self._begin)
        line.on("Network.loadingFinished", self._finish)

    def clear(self) -> None:
        """Before a page is opened."""
        self._coming.clear()
        self._came.clear()

    def weigh(self, path: str) -> int:
        """All that came until now without photos, in bytes; noted for the path."""
        self.weights[path] = sum(self._came.values())
        return self.weights[path]

    def told(self) -> str:
        """What came, heaviest first."""
        heaviest = sorted(self._came.items(), key=lambda one: -one[1])
        return f"{sum(self._came.values())} bytes: " + ", ".join(f"{size} {address}" for address, size in heaviest[:8])

    def heaviest(self, count: int = 10) -> list[tuple[str, int]]:
        """The pages that weigh most."""
        return sorted(self.weights.items(), key=lambda one: -one[1])[:count]

    def _begin(self, happened: dict[str, Any]) -> None:
        answer = happened["response"]
        self._coming[happened["requestId"]] = (answer["url"], answer["mimeType"])

    def _finish(self, happened: dict[str, Any]) -> None:
        address, kind = self._coming.pop(happened["requestId"], ("", ""))
        if address.startswith("http") and kind not in _PHOTOS:
            self._came[address] = self._came.get(address, 0) + int(happened["encodedDataLength"])
