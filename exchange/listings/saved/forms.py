"""What people say about a search that they keep."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from exchange.listings.forms.choices import choices
from exchange.listings.search.spoken import LONGEST_NAME
from exchange.notices import labels
from exchange.notices.models import Cadence
from exchange.web.forms import ExchangeForm, LineField

AS_USUAL = ""


class SearchForm(ExchangeForm):
    """Its name and when to tell."""

    name = LineField(_l("Name"), most=LONGEST_NAME)
    cadence = SelectField(_l("Mail"), coerce=str)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        usual = [(AS_USUAL, _l("As in my preferences"))]
        self.cadence.choices = choices([*usual, *((one.value, labels.cadence(one)) for one in Cadence)])

    def wish(self) -> Cadence | None:
        """When to tell; None as usual."""
        return Cadence(self.cadence.data) if self.cadence.data else None
