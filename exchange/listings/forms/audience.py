"""From which day partners and everyone see it: left alone, everyone sees it at once."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from exchange.web.forms import DayField, ExchangeForm, Optional


class AudienceQuestions(ExchangeForm):
    """Two days, both optional. The day for partners means something only before the one for everyone."""

    everyone_from = DayField(
        _l("Everyone sees it from"), [Optional()],
        description=_l("Empty: at once. Until then only your own company sees it."),
    )  # fmt: skip
    partners_from = DayField(
        _l("Your partners see it from"), [Optional()], description=_l("Empty: on the same day as everyone.")
    )

    def validate_partners_from(self, field: DayField) -> None:
        """Partners come first, so everyone must have a later day."""
        everyone = self.everyone_from.data
        if field.data is not None and everyone is None and not self.everyone_from.errors:
            raise ValidationError(_("Say from which day everyone sees it, too."))
        if field.data is not None and everyone is not None and field.data > everyone:
            raise ValidationError(_("Partners come before everyone: choose an earlier day."))

    @property
    def is_stepwise(self) -> bool:
        """Whether the fold with the days stands open: something was said or is wrong there."""
        fields = self.everyone_from, self.partners_from
        return any(field.data or field.errors for field in fields)
