"""Points and a word about the other side."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from exchange.deals.ratings.labels import points
from exchange.deals.ratings.models import BEST, WORST
from exchange.deals.ratings.service import RatingDraft
from exchange.web.forms import ExchangeForm, Needed, ParagraphField


def _points() -> list[tuple[str, Any]]:
    return [("", _l("Choose")), *((str(one), points(one)) for one in range(BEST, WORST - 1, -1))]


class RatingForm(ExchangeForm):
    """How it was with the other side."""

    described = SelectField(_l("As described and agreed"), [Needed()], choices=_points)
    punctual = SelectField(_l("On time"), [Needed()], choices=_points)
    clear = SelectField(_l("Easy to talk to"), [Needed()], choices=_points)
    comment = ParagraphField(
        _l("A word about it"), most=500,
        description=_l("The other side and the exchange's facilitators read it, nobody else."),
    )  # fmt: skip

    def draft(self) -> RatingDraft:
        """What was checked. After validation."""
        one, two, three = (int(field.data) for field in (self.described, self.punctual, self.clear))
        return RatingDraft(one, two, three, self.comment.data or "")
