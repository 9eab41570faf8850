"""What is typed where a load changes hands on its way."""

from datetime import datetime, time

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TimeField, ValidationError

from exchange.deals.core.slots import NoSuchTime, instant
from exchange.deals.forms.load import PlateForm
from exchange.deals.labels import holder_label
from exchange.deals.models import HolderKind
from exchange.deals.service import CustodyDraft
from exchange.kernel import clock
from exchange.web.forms import DayField, LineField, Needed


class CustodyForm(PlateForm):
    """Who has the load from now on, where, since when, on which vehicle. Its fields stand beside other forms."""

    holder_kind = RadioField(
        _l("To whom it passes"), [Needed()], choices=[(k.value, holder_label(k)) for k in HolderKind],
        default=HolderKind.CARRIER.value,
    )  # fmt: skip
    holder = LineField(_l("Name of the company"), [Needed()], most=150)
    place = LineField(_l("Where"), [Needed()], most=160, description=_l("Street and town, or the name of the yard."))
    taken_on = DayField(_l("Day"), [Needed()])
    taken_time = TimeField(_l("Time"), [Needed()])

    def validate_taken_time(self, field: TimeField) -> None:
        """Raises ValidationError for an hour that the change of clocks skips or repeats."""
        if not self.taken_on.data or not field.data:
            return
        try:
            self.taken_at()
        except NoSuchTime:
            raise ValidationError(_l("The clocks change then: choose another hour.")) from None

    def taken_at(self) -> datetime:
        """In UTC. Raises NoSuchTime where the clocks change."""
        day, hour = self.taken_on.data or clock.today(), self.taken_time.data or time()
        return instant(day, hour, clock.zone())

    def draft(self) -> CustodyDraft:
        """The draft of a form that validated."""
        kind = HolderKind(self.holder_kind.data)
        where, who = self.place.data or "", self.holder.data or ""
        return CustodyDraft(kind, who, where, self.number_plate(), self.taken_at())
