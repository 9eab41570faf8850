"""A register file and how it is to be read."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FileField, RadioField, SelectField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from exchange.kernel.words import BadText, cleaned
from exchange.listings.flows.importing import MOST_BYTES, RegisterFile
from exchange.listings.flows.reading import Encoding
from exchange.listings.forms.choices import choices
from exchange.web.forms import LINE_CHARS, ExchangeForm, LineField, Needed

ALL_OR_NOTHING, GOOD_ROWS = "all", "good"
_ENCODINGS = [
    (Encoding.BY_MARK.value, _l("UTF-8 (or UTF-16 with its mark)")),
    (Encoding.WINDOWS_1252.value, _l("Windows, Western Europe (1252)")),
    (Encoding.WINDOWS_1251.value, _l("Windows, Cyrillic (1251)")),
    (Encoding.UTF_16.value, _l("UTF-16 without a mark")),
]


class CsvField(FileField):
    """A file of at most 5 MB; ``content`` holds its bytes, ``name`` what the sender calls it."""

    content: bytes = b""
    name_sent: str = ""

    def process_formdata(self, valuelist: list[object]) -> None:
        """Raises ValueError with a message for no file, an empty one or one that is too large."""
        sent = valuelist[0] if valuelist else None
        if not isinstance(sent, FileStorage) or not sent.filename:
            raise ValueError(_("Choose a file."))
        self.content = sent.stream.read(MOST_BYTES + 1)
        if len(self.content) > MOST_BYTES:
            raise ValueError(_("The file is larger than 5 MB. Cut it into several."))
        if not self.content:
            raise ValueError(_("The file is empty."))
        self.name_sent = _shown_name(sent.filename)


def _shown_name(sent: str) -> str:
    """The last part of what the sender calls it, only ever shown: never a path of ours."""
    try:
        last = cleaned(sent.replace("\\", "/").rsplit("/", 1)[-1]).replace("\n", " ")
    except BadText:
        last = ""
    return last[:LINE_CHARS] or "flows.csv"


class Chosen:
    """The form is about nothing else; a browser may send it without the field."""

    field_flags = {"required": True}

    def __call__(self, _form: BaseForm, field: CsvField) -> None:
        """Raises StopValidation where no file came."""
        if not field.content:
            raise StopValidation(*([] if field.errors else [_("Choose a file.")]))


class ImportForm(ExchangeForm):
    """Which file, of which register, and what to do with broken rows."""

    file = CsvField(_l("CSV file"), [Chosen()], description=_l("At most 5 MB and 10,000 rows."))
    source = LineField(
        _l("Which register is it?"), [Needed()],
        description=_l("With its year, as in “IREP, declarations of 2023”. Businesses read this."),
    )  # fmt: skip
    broken = RadioField(
        _l("If a row is broken"), default=ALL_OR_NOTHING,
        choices=choices([(ALL_OR_NOTHING, _l("Import nothing: all rows or none")),
                         (GOOD_ROWS, _l("Import the good rows, report the others"))]),
    )  # fmt: skip
    encoding = SelectField(_l("Characters"), choices=choices(_ENCODINGS), default=Encoding.BY_MARK.value)

    def register_file(self) -> RegisterFile:
        """What the service needs. After validation."""
        return RegisterFile(
            file_name=self.file.name_sent,
            source=self.source.data or "",
            encoding=Encoding(self.encoding.data),
            keeps_good_rows=self.broken.data == GOOD_ROWS,
            content=self.file.content,
        )
