"""A PDF about a lot: what it is, what it is called, who may fetch it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import ValidationError

from exchange.listings import labels
from exchange.listings.forms.choices import choices
from exchange.listings.models import PaperKind, Readers
from exchange.listings.service.drafts import PaperDraft
from exchange.web.documents import PaperField
from exchange.web.forms import ExchangeForm, LineField, Needed


class PaperForm(ExchangeForm):
    """One document."""

    paper = PaperField(_l("PDF"), description=_l("Up to 10 MB. Members save it; nobody opens it inside this site."))
    kind = SelectField(_l("What is it?"), choices=choices((k.value, labels.paper_kind(k)) for k in PaperKind))
    paper_title = LineField(_l("Title"), [Needed()], description=_l("As in “Safety data sheet, acetone, 2025”."))
    readers = RadioField(
        _l("Who may have it?"), choices=choices((r.value, labels.readers(r)) for r in Readers),
        default=Readers.MEMBERS.value,
    )  # fmt: skip

    def validate_paper(self, field: PaperField) -> None:
        """The form is about nothing else."""
        if not field.content and not field.errors:
            raise ValidationError(_("Choose a PDF."))

    def draft(self) -> PaperDraft:
        """What was checked. After validation."""
        return PaperDraft(
            PaperKind(self.kind.data), self.paper_title.data or "", Readers(self.readers.data), self.paper.content
        )
