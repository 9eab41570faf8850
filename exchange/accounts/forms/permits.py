"""A permit as it stands on the paper."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from exchange.accounts.core.codes import BadCodes, read_codes
from exchange.accounts.service import PermitDraft
from exchange.kernel import clock
from exchange.web.documents import SheetField
from exchange.web.forms import DayField, ExchangeForm, LineField, Needed, ParagraphField

_CODES_CHARS = 10_000


class PermitForm(ExchangeForm):
    """What a site may take, by its holder's word."""

    rubric = LineField(
        _l("Rubric"), [Needed()], description=_l("As on the paper: 2714-1, or the Belgian permit class.")
    )
    reference = LineField(_l("Reference"), [Needed()], description=_l("Number and date of the act."))
    waste_codes = ParagraphField(
        _l("Waste codes"),
        [Needed()],
        most=_CODES_CHARS,
        description=_l("Six digits each, separated by commas or blanks: 20 01 38, 150103"),
        render_kw={"rows": 3},
    )
    valid_until = DayField(_l("Valid until"), [Needed()])
    paper = SheetField(
        _l("The act as a PDF"), description=_l("Up to 10 MB. Only your company and moderators can open it.")
    )

    def validate_waste_codes(self, field: ParagraphField) -> None:
        """Raises ValidationError naming what could not be read."""
        try:
            codes = read_codes(field.data or "")
        except BadCodes as bad:
            # Not lazily: a lazy text counts as markup in templates, and what was typed would be drawn as such.
            raise ValidationError(_("Not a code of six digits: %(text)s", text=bad.args[0])) from None
        if not codes:
            raise ValidationError(_l("Please fill this in."))

    def validate_valid_until(self, field: DayField) -> None:
        """Raises ValidationError for a permit that has ended."""
        if field.data and field.data < clock.today():
            raise ValidationError(_l("This day is over."))

    def draft(self) -> PermitDraft:
        """What the service needs. Only after validate()."""
        if self.valid_until.data is None:
            raise RuntimeError("drafts are made of valid forms")
        return PermitDraft(
            self.rubric.data or "", self.reference.data or "", read_codes(self.waste_codes.data or ""),
            self.valid_until.data, self.paper.content,
        )  # fmt: skip
