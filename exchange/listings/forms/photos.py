"""A photo, decoded and made ours while the form is checked."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FileField
from wtforms.validators import ValidationError

from exchange.listings.pictures import MOST_BYTES, BadPicture, Picture, TooBig, read_picture
from exchange.web.forms import ExchangeForm, LineField

ACCEPTED = "image/jpeg,image/png,image/webp"


class PhotoField(FileField):
    """A file that is a picture or nothing; ``picture`` holds it re-encoded."""

    picture: Picture | None = None

    def process_formdata(self, valuelist: list[object]) -> None:
        """Raises ValueError with a message for what is not a picture that we read."""
        sent = valuelist[0] if valuelist else None
        if not isinstance(sent, FileStorage) or not sent.filename:
            return
        try:
            self.picture = read_picture(sent.stream.read(MOST_BYTES + 1))
        except TooBig:
            raise ValueError(_("The photo is larger than 10 MB or 40 megapixels.")) from None
        except BadPicture:
            raise ValueError(_("This is not a whole JPEG, PNG or WebP picture.")) from None


class PhotoForm(ExchangeForm):
    """One photo and what it shows."""

    photo = PhotoField(_l("Photo"), description=_l("JPEG, PNG or WebP, up to 10 MB. Place and device are removed."))
    photo_description = LineField(_l("What the photo shows"), description=_l("For people who do not see it."))

    def validate_photo(self, field: PhotoField) -> None:
        """The form is about nothing else."""
        if field.picture is None and not field.errors:
            raise ValidationError(_("Choose a photo."))
