"""A register file for the browser, and how one waits for what the worker makes of it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page
from stdnum.luhn import calc_check_digit

from tests.running import wait_for

MATERIAL = "event.banners"
PATIENCE_S = 120
"""The demo's own matching goes first; machines with two busy cores take their time."""
HEADER = "establishment_id,name,lat,lon,role,material,quantity_kg,period_start,period_end,reach_km,registration_number"


def a_siren(stem: str) -> str:
    """A number that passes the checksum, from its first eight digits."""
    return stem + calc_check_digit(stem)


def a_register_file(number: str, run: str) -> bytes:
    """The giver in Roubaix has a number; the taker in Lille is known by its place only. One line is broken."""
    lines = (
        f"G-{run},Imprimerie {run},50.6913,3.1741,offer,{MATERIAL},24000,2023-01-01,2023-12-31,50,{number}",
        f"T-{run},Sellerie {run},50.6311,3.0468,need,{MATERIAL},36000,2023-01-01,2023-12-31,50,",
        f"B-{run},Bricoles {run},50.6311,3.0468,need,unobtainium,1,2023-01-01,2023-12-31,50,",
    )
    return "\n".join([HEADER, *lines]).encode()


def look_until(page: Page, address: str, found: Callable[[], Locator]) -> None:
    """Look again until it is there, as somebody without scripts would."""

    def is_there() -> bool:
        page.goto(address, wait_until="domcontentloaded")
        return found().count() > 0

    wait_for(is_there, f"what is looked for on {address}", PATIENCE_S)
