"""Fields that take a PDF: read whole, refused where it is anything else besides."""

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import FileField

from exchange.kernel.pdf import MOST_BYTES, BadPaper, ensure_pdf


class PaperField(FileField):
    """A file that is a PDF or nothing; ``content`` holds its bytes."""

    content: bytes = b""
    field_flags = {"required": True}

    def process_formdata(self, valuelist: list[object]) -> None:
        """Raises ValueError with a message for what is not a PDF that we take."""
        sent = valuelist[0] if valuelist else None
        if not isinstance(sent, FileStorage) or not sent.filename:
            return
        content = sent.stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ValueError(_("The document is larger than 10 MB."))
        try:
            ensure_pdf(content)
        except BadPaper:
            raise ValueError(_("This is not a whole PDF.")) from None
        self.content = content


class SheetField(PaperField):
    """A PDF that may be missing."""

    field_flags: dict[str, bool] = {}
