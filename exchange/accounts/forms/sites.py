"""A site: where it is, when it is open, how to get in."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import ValidationError

from exchange.accounts.communes import candidates, postal_code
from exchange.accounts.core.hours import BadHours, read_hours, write_hours
from exchange.accounts.models import Site
from exchange.accounts.service import SiteDraft
from exchange.kernel.place import Place, is_within
from exchange.kernel.territory import Commune
from exchange.web.forms import ExchangeForm, LineField, Needed, NumberField, ParagraphField

FARTHEST_KM = 25
"""An exact place farther than this from its commune's centre is a slip, most often latitude and longitude swapped."""


class HoursField(LineField):
    """One day's opening hours."""

    def pre_validate(self, form: Any) -> None:
        """Raises ValidationError for what is not one or two intervals."""
        try:
            read_hours(self.data or "")
        except BadHours:
            raise ValidationError(_l("One or two intervals, as in 08:00-12:00 13:30-17:00.")) from None


class SiteForm(ExchangeForm):
    """Where a business loads and unloads."""

    name = LineField(_l("Name of the site"), [Needed()], most=120, description=_l("As your drivers call it."))
    address = LineField(_l("Street and number"), [Needed()], render_kw={"autocomplete": "street-address"})
    commune = LineField(
        _l("Commune"), [Needed()], description=_l("Name or postal code."), render_kw={"list": "communes"}
    )
    commune_code = RadioField(_l("Which of these?"), choices=(), validate_choice=False)
    monday = HoursField(_l("Monday"))
    tuesday = HoursField(_l("Tuesday"))
    wednesday = HoursField(_l("Wednesday"))
    thursday = HoursField(_l("Thursday"))
    friday = HoursField(_l("Friday"))
    saturday = HoursField(_l("Saturday"))
    sunday = HoursField(_l("Sunday"))
    access = ParagraphField(_l("Access"), most=1000, description=_l("Dock, forklift, height limit, whom to ask."))
    lat = NumberField(_l("Latitude"), least="-90", most="90", places=6)
    lon = NumberField(_l("Longitude"), least="-180", most="180", places=6)

    def days(self) -> list[HoursField]:
        """The fields of the week, Monday first."""
        return [self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday]

    def validate_commune(self, field: LineField) -> None:
        """Raises ValidationError for no commune or several; the page then lists them as choices."""
        if not field.data:
            return
        found = candidates(field.data)
        if not found:
            raise ValidationError(_l("No commune here has this name or postal code."))
        if self._chosen(found) is None:
            self.commune_code.choices = [(commune.code, commune.label) for commune in found]
            raise ValidationError(_l("Several communes fit: choose one below."))

    def validate_lon(self, field: NumberField) -> None:
        """Raises ValidationError for half a place, or one that is far from the commune."""
        if (self.lat.data is None) != (field.data is None):
            raise ValidationError(_l("Latitude and longitude go together."))
        commune = self._commune()
        if commune and self._place(commune) != commune.place:
            here = self._place(commune)
            if not is_within(commune.place, here, FARTHEST_KM):
                raise ValidationError(_("This place is far from %(commune)s.", commune=commune.name))

    def draft(self) -> SiteDraft:
        """What the service needs. Only after validate()."""
        commune = self._commune()
        if commune is None:
            raise RuntimeError("drafts are made of valid forms")
        typed = self.commune.data or ""
        read = {str(day): read_hours(field.data or "") for day, field in enumerate(self.days())}
        hours = {day: [list(interval) for interval in intervals] for day, intervals in read.items() if intervals}
        return SiteDraft(
            name=self.name.data or "",
            address=self.address.data or "",
            postal_code=postal_code(typed, commune),
            commune=commune,
            place=self._place(commune),
            opening_hours=hours,
            access=self.access.data or "",
        )

    def _commune(self) -> Commune | None:
        return self._chosen(candidates(self.commune.data or ""))

    def _chosen(self, found: list[Commune]) -> Commune | None:
        """The only one, or the one whose button was pressed."""
        if len(found) == 1:
            return found[0]
        return next((commune for commune in found if commune.code == self.commune_code.data), None)

    def _place(self, commune: Commune) -> Place:
        if self.lat.data is None or self.lon.data is None:
            return commune.place
        return Place(float(self.lat.data), float(self.lon.data))


def filled_from(site: Site) -> dict[str, Any]:
    """A stored site as the form shows it; the place only where it is not simply the commune's."""
    typed = f"{site.commune_name} ({site.postal_code})"
    known = candidates(typed)
    exact = {} if any(commune.place == site.place for commune in known) else _degrees(site)
    week = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    hours = {name: write_hours(site.opening_hours.get(str(day), [])) for day, name in enumerate(week)}
    plain = {"name": site.name, "address": site.address, "access": site.access}
    return {**plain, "commune": typed, "commune_code": site.commune_code, **hours, **exact}


def _degrees(site: Site) -> dict[str, Decimal]:
    return {"lat": Decimal(str(site.lat)), "lon": Decimal(str(site.lon))}
