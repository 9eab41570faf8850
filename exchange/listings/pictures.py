"""From a sender's picture to ours: only its pixels survive. Pure: bytes in, bytes out."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
LARGE_PX, THUMB_PX = 1600, 480
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 80
_PAPER = (255, 255, 255)


class BadPicture(ValueError):
    """Not a picture that we read: another format, broken, or hostile."""


class TooBig(BadPicture):
    """More bytes or pixels than we open."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture re-encoded as WebP in two sizes; width and height of the large one in pixels."""

    large: bytes
    thumb: bytes
    width: int
    height: int


def read_picture(content: bytes) -> Picture:
    """Decode under limits, turn upright, paste into a new image: no EXIF, place, comment or trailing byte is left.

    Raises TooBig above 10 MB or 40 megapixels (known from the header, before anything is decoded), BadPicture
    for whatever is not a whole JPEG, PNG or WebP.
    """
    if len(content) > MOST_BYTES:
        raise TooBig
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as sent:
            _refuse_too_many_pixels(sent)
            large = _fresh(sent, LARGE_PX)
    except BadPicture:
        raise
    except Image.DecompressionBombError as error:
        raise TooBig from error
    except Exception as error:  # decoders raise whatever a hostile file makes them stumble over
        raise BadPicture from error
    return Picture(_webp(large), _webp(_fresh(large, THUMB_PX)), large.width, large.height)


def _refuse_too_many_pixels(sent: Image.Image) -> None:
    if sent.width * sent.height > MOST_PIXELS:
        raise TooBig


def _fresh(sent: Image.Image, longest_px: int) -> Image.Image:
    """The pixels at most so large on a new sheet, white where they were transparent."""
    sent.draft("RGB", (longest_px, longest_px))
    upright = ImageOps.exif_transpose(sent).convert("RGBA")
    upright.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", upright.size, _PAPER)
    sheet.paste(upright, mask=upright.getchannel("A"))
    return sheet


def _webp(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=_QUALITY)
    return buffer.getvalue()
