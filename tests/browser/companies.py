"""The companies of the journeys: numbers that pass the checksums and belong to nobody, and what each pair trades."""

from dataclasses import dataclass

from stdnum.luhn import calc_check_digit


@dataclass(frozen=True)
class Trade:
    """One journey of two companies. ``words`` is what people of the page's language type for the material."""

    number: int
    language: str
    width: int
    has_scripts: bool
    code: str
    words: str

    @property
    def name(self) -> str:
        """How the test run calls it."""
        return f"{self.language}-{self.width}-{'scripts' if self.has_scripts else 'plain'}"

    @property
    def siren(self) -> str:
        """A French number: eight digits and Luhn's."""
        stem = f"98{self.number:06d}"
        return stem + calc_check_digit(stem)

    @property
    def enterprise_number(self) -> str:
        """A Belgian number: eight digits and what is left of 97."""
        stem = 9_980_000 + self.number
        return f"{stem:08d}{97 - stem % 97:02d}"

    def price(self, euros_and_cents: str) -> str:
        """An amount as people of the language write it."""
        return euros_and_cents if self.language == "en" else euros_and_cents.replace(".", ",")


_TRADED = (
    ("fr", "furniture.whiteboards", "Tableaux blancs et de présentation"),
    ("fr", "electronics.keyboards", "Claviers, souris et petits périphériques"),
    ("fr", "machinery.hand_tools", "Outillage"),
    ("fr", "plastic.buckets", "Seaux et pots plastiques"),
    ("en", "electronics.chargers", "Chargers and power supplies"),
    ("en", "electronics.pos", "Tills and payment terminals"),
    ("en", "construction.raised_floor", "Raised access floor"),
    ("en", "glass.technical", "Technical and lab glass"),
    ("nl", "construction.stairs", "Trappen en leuningen"),
    ("nl", "metal.steel.tubes", "Stalen buizen en staven"),
    ("nl", "furniture.acoustic", "Akoestische panelen"),
    ("nl", "electronics.servers", "Servers en racks"),
)
_WAYS = ((390, True), (390, False), (1280, True), (1280, False))
TRADES = [
    Trade(number, language, *_WAYS[number % 4], code, words) for number, (language, code, words) in enumerate(_TRADED)
]
"""Each journey trades a material of its own: nobody else's listing answers it."""
