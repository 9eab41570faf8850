"""Until when a listing is put up again."""

from flask_babel import lazy_gettext as _l

from exchange.web.forms import DayField, ExchangeForm, Optional


class RenewalForm(ExchangeForm):
    """One day, or none."""

    until = DayField(_l("Until"), [Optional()], description=_l("Leave empty if it can wait."))
