"""What the lot costs, in the words of the trade, stored per tonne."""

import enum
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import ValidationError

from exchange.catalogue.core.units import NoMass
from exchange.listings.forms.asking import ListingForm
from exchange.listings.forms.choices import choices
from exchange.web.forms import Needed, NumberField

_CENT = Decimal("0.01")
_LEAST_EUR_PER_T, _MOST_EUR_PER_T = Decimal(-100_000), Decimal(10_000_000)


class PriceKind(enum.StrEnum):
    """How the holder thinks of the price."""

    FREE = "free"
    FIXED = "fixed"
    NEGOTIABLE = "negotiable"
    HOLDER_PAYS = "holder_pays"


class PriceBasis(enum.StrEnum):
    """What the amount is for."""

    PER_TONNE = "per_tonne"
    PER_LOT = "per_lot"


class PriceQuestions(ListingForm):
    """Free, fixed, to be negotiated, or the holder pays to have it taken."""

    price_kind = RadioField(
        _l("Price"), [Needed()], default=PriceKind.FREE.value,
        choices=choices([(PriceKind.FREE.value, _l("Free")), (PriceKind.FIXED.value, _l("Fixed price")),
                         (PriceKind.NEGOTIABLE.value, _l("To be negotiated")),
                         (PriceKind.HOLDER_PAYS.value, _l("We pay to have it taken"))]),
    )  # fmt: skip
    price = NumberField(_l("Amount, €"), least="0", most="10000000", places=2)
    price_basis = SelectField(
        _l("For"), default=PriceBasis.PER_TONNE.value,
        choices=choices([(PriceBasis.PER_TONNE.value, _l("a tonne")), (PriceBasis.PER_LOT.value, _l("the whole lot"))]),
    )  # fmt: skip

    @property
    def is_negotiable(self) -> bool:
        """Whether the price is a beginning, not an end."""
        return bool(self.price_kind.data == PriceKind.NEGOTIABLE)

    def validate_price(self, field: NumberField) -> None:
        """A fixed price and one that the holder pays need an amount; per tonne it stays within bounds."""
        kind = self.price_kind.data
        if kind in {PriceKind.FIXED, PriceKind.HOLDER_PAYS} and not field.data:
            raise ValidationError(_("Give an amount above zero, or choose “Free”."))
        try:
            per_t = self.price_eur_per_t()
        except (NoMass, KeyError, IndexError, ZeroDivisionError):
            return
        if per_t is not None and not _LEAST_EUR_PER_T <= per_t <= _MOST_EUR_PER_T:
            raise ValidationError(_("That is out of all proportion for a tonne. Check amount and quantity."))

    def price_eur_per_t(self) -> Decimal | None:
        """Euro per tonne, rounded to the cent: 0 free, negative when the holder pays, None to be discussed."""
        if self.price_kind.data == PriceKind.FREE:
            return Decimal(0)
        if not self.price.data:
            return None
        per_t = self.price.data
        if self.price_basis.data == PriceBasis.PER_LOT:
            per_t = per_t * 1000 / self.typed_kg()
        per_t = per_t.quantize(_CENT)
        return -per_t if self.price_kind.data == PriceKind.HOLDER_PAYS else per_t
