"""Photos, decoded and made ours while the form is checked."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FileField, MultipleFileField
from wtforms.validators import ValidationError

from exchange.listings.models import MOST_PHOTOS
from exchange.listings.pictures import MOST_BYTES, BadPicture, Picture, TooBig
from exchange.listings.pictures_apart import read_apart
from exchange.web.formats import quoted
from exchange.web.forms import ExchangeForm, LineField

ACCEPTED = "image/jpeg,image/png,image/webp"


class PhotoField(FileField):
    """A file that is a picture or nothing; ``picture`` holds it re-encoded."""

    picture: Picture | None = None

    def process_formdata(self, valuelist: list[object]) -> None:
        """Raises ValueError with a message for what is not a picture that we read."""
        sent = _sent(valuelist)
        self.picture = _read(sent[0]) if sent else None


class PhotosField(MultipleFileField):
    """Several files at once; ``pictures`` holds them re-encoded, in the order in which they were chosen."""

    pictures: Sequence[Picture] = ()

    def process_formdata(self, valuelist: list[object]) -> None:
        """Those that are pictures stay; raises ValueError naming the files that are not, or for too many."""
        self.pictures = ()
        sent = _sent(valuelist)
        if len(sent) > MOST_PHOTOS:
            raise ValueError(_("At most %(most)s photos at once.", most=MOST_PHOTOS))
        read = [_tried(one) for one in sent]
        self.pictures = [one for one in read if isinstance(one, Picture)]
        if faults := [one for one in read if isinstance(one, str)]:
            raise ValueError(" ".join(faults))


class PhotoForm(ExchangeForm):
    """One photo from the camera, several that were taken before, and what they show."""

    photo = PhotoField(
        _l("Take a photo"), description=_l("JPEG, PNG or WebP, up to 10 MB. Place and device are removed.")
    )  # fmt: skip
    photos = PhotosField(_l("Choose photos"), description=_l("Several at once, up to ten per lot and 10 MB each."))
    photo_description = LineField(_l("What the photo shows"), description=_l("For people who do not see it."))

    def pictures(self) -> list[Picture]:
        """All of them, the camera's first. After validation."""
        taken = [self.photo.picture] if self.photo.picture is not None else []
        return [*taken, *self.photos.pictures]

    def validate_photo(self, field: PhotoField) -> None:
        """The form is about nothing else."""
        if not self.pictures() and not field.errors and not self.photos.errors:
            raise ValidationError(_("Choose a photo."))


def _sent(valuelist: list[object]) -> list[FileStorage]:
    return [one for one in valuelist if isinstance(one, FileStorage) and one.filename]


def _tried(sent: FileStorage) -> Picture | str:
    """The picture, or which file is none and why."""
    try:
        return _read(sent)
    except ValueError as fault:
        return _("%(file)s: %(why)s", file=quoted((sent.filename or "")[:60]), why=str(fault))


def _read(sent: FileStorage) -> Picture:
    try:
        return read_apart(sent.stream.read(MOST_BYTES + 1))
    except TooBig:
        raise ValueError(_("The photo is larger than 10 MB or 40 megapixels.")) from None
    except BadPicture:
        raise ValueError(_("This is not a whole JPEG, PNG or WebP picture.")) from None
