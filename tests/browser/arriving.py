"""Companies that meet for one journey: each signed up by hand, with a yard, reading English."""

from dataclasses import dataclass

from tests.browser.conftest import Opening
from tests.browser.hands import Somebody
from tests.running import Site

COMMUNES = {"giver": "Roubaix", "taker": "Mouscron"}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A giver in Roubaix and a taker in Mouscron, at one width, with or without scripts.

    ``numbers``: theirs, which pass the checksums and belong to nobody.
    """

    name: str
    open_browser: Opening
    site: Site
    width: int
    has_scripts: bool
    numbers: tuple[str, str]

    def arrive(self, side: str) -> Somebody:
        """A company with a yard, and somebody in front of its pages."""
        number = self.numbers[side == "taker"]
        context = self.open_browser(
            language="en", width=self.width, scripts=self.has_scripts, origin=f"192.0.2.{self.width // 8}"
        )
        email = f"{side}.{self.name}.{self.width}@navette.example"
        somebody = Somebody(context.new_page(), self.site, email, self.has_scripts)
        somebody.sign_up(side.title(), number, f"{self.name.title()} {side} {self.width}")
        somebody.confirm_by_mail()
        somebody.sign_in()
        somebody.add_site(COMMUNES[side])
        return somebody

    def moderator(self) -> Somebody:
        """Mona at the desk."""
        mona = Somebody(self.open_browser(language="fr").new_page(), self.site, "mona@navette.example")
        mona.sign_in(self.site.password_of(mona.email))
        return mona
