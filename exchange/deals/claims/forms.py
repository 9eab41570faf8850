"""What is typed about a claim."""

from dataclasses import replace
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from exchange.deals.claims.labels import ground_label
from exchange.deals.claims.service import ClaimDraft
from exchange.deals.models import ClaimGround
from exchange.kernel.orm import MOST_KG
from exchange.listings.forms.photos import PhotoField
from exchange.web.forms import ExchangeForm, Needed, NumberField, ParagraphField

_GROUNDS = [(ground.value, ground_label(ground)) for ground in ClaimGround]


class DecisionForm(ExchangeForm):
    """What counts from now on, and why."""

    claim_words = ParagraphField(_l("In your words"), [Needed()], most=2000, description=_l("Both sides read this."))
    claim_weight = NumberField(
        _l("Weight that should count, kg"), least="0.001", most=str(MOST_KG), places=3,
        description=_l("Empty: the weight stays as it is."),
    )  # fmt: skip
    claim_amount = NumberField(
        _l("Compensation for the side that claims, €"), least="0", most="10000000", places=2,
        description=_l("Empty: nothing. A difference of weight is reckoned by itself, at the agreed price."),
    )  # fmt: skip

    def draft(self) -> ClaimDraft:
        """The draft of a form that validated."""
        return ClaimDraft(self.claim_words.data or "", self.claim_weight.data, self.claim_amount.data or Decimal(0))


class AnswerForm(DecisionForm):
    """What should count instead, and a picture."""

    claim_photo = PhotoField(_l("A picture"), description=_l("JPEG, PNG or WebP, up to 10 MB."))

    def draft(self) -> ClaimDraft:
        """The draft of a form that validated."""
        return replace(super().draft(), picture=self.claim_photo.picture)


class ClaimForm(AnswerForm):
    """What was wrong."""

    claim_ground = RadioField(_l("What is wrong"), [Needed()], choices=_GROUNDS)

    def ground(self) -> ClaimGround:
        """Of a form that validated."""
        return ClaimGround(self.claim_ground.data)


class EscalationForm(ExchangeForm):
    """Why the two do not agree."""

    escalation_words = ParagraphField(_l("A word to the administrators"), most=2000)
