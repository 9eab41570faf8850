"""One field for a PDF or a photo: each is checked as those of lots are."""

from pathlib import PureWindowsPath

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from exchange.deals.attachments.drafts import AttachmentDraft, of_pdf, of_picture
from exchange.kernel.words import BadText, cleaned
from exchange.listings.forms.photos import PhotoField
from exchange.web.documents import PaperField
from exchange.web.forms import LINE_CHARS

ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp"


class AttachmentField(PaperField, PhotoField):
    """A file that is a PDF, a picture or nothing; ``draft`` holds it checked."""

    draft: AttachmentDraft | None = None
    field_flags = {}

    def process_formdata(self, valuelist: list[object]) -> None:
        """Raises ValueError with a message for what is neither."""
        sent = valuelist[0] if valuelist else None
        if not isinstance(sent, FileStorage) or not sent.filename:
            return
        begins = sent.stream.read(4)
        sent.stream.seek(0)
        if begins == b"%PDF":
            PaperField.process_formdata(self, valuelist)
            self.draft = of_pdf(_title(sent.filename, _("Document")), self.content)
            return
        PhotoField.process_formdata(self, valuelist)
        if self.picture is not None:
            self.draft = of_picture(_title(sent.filename, _("Photo")), self.picture)


def _title(file_name: str, otherwise: str) -> str:
    """The sender's name of a file as words to read: no folders, no ending, nothing that cannot be stored."""
    try:
        words = cleaned(PureWindowsPath(file_name).stem).replace("\n", " ").strip()
    except BadText:
        return otherwise
    return words[:LINE_CHARS].strip() or otherwise
