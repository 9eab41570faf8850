"""From a sender's picture to ours: only its pixels survive. Pure: bytes in, bytes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
LONGEST_PX = {"large": 1600, "medium": 960, "thumb": 480}
"""Sizes by the longer edge, largest first: each is made from the one before."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_WRITTEN: dict[str, tuple[str, dict[str, int | bool]]] = {
    "avif": ("AVIF", {"quality": 60, "speed": 8, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 80}),
    "jpg": ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
}
KINDS = tuple(_WRITTEN)
_PAPER = (255, 255, 255)


class BadPicture(ValueError):
    """Not a picture that we read: another format, broken, or hostile."""


class TooBig(BadPicture):
    """More bytes or pixels than we open."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture re-encoded in every size and kind, as «thumb.avif»; width and height of the large one in pixels."""

    files: Mapping[str, bytes]
    width: int
    height: int

    @property
    def large(self) -> bytes:
        """The large one as WebP."""
        return self.files["large.webp"]

    @property
    def thumb(self) -> bytes:
        """The small one as WebP."""
        return self.files["thumb.webp"]


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
            large = _fresh(sent, LONGEST_PX["large"])
    except BadPicture:
        raise
    except Image.DecompressionBombError as error:
        raise TooBig from error
    except Exception as error:  # decoders raise whatever a hostile file makes them stumble over
        raise BadPicture from error
    width, height = large.size
    return Picture(_all_files(large), width, height)


def _refuse_too_many_pixels(sent: Image.Image) -> None:
    if sent.width * sent.height > MOST_PIXELS:
        raise TooBig


def _fresh(sent: Image.Image, longest_px: int) -> Image.Image:
    """The pixels at most so large on a new sheet, white where they were transparent. Shrunk first: memory is short."""
    sent.draft("RGB", (longest_px, longest_px))
    if sent.mode in {"RGB", "RGBA", "L", "LA"}:
        sent.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(sent).convert("RGBA")
    upright.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", upright.size, _PAPER)
    sheet.paste(upright, mask=upright.getchannel("A"))
    return sheet


def _all_files(sheet: Image.Image) -> dict[str, bytes]:
    """Every size in every kind; the sheet shrinks on the way."""
    made: dict[str, bytes] = {}
    for size, longest_px in LONGEST_PX.items():
        sheet.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS)
        made |= {f"{size}.{kind}": _written(sheet, kind) for kind in KINDS}
    return made


def _written(image: Image.Image, kind: str) -> bytes:
    buffer = BytesIO()
    file_format, options = _WRITTEN[kind]
    image.save(buffer, file_format, **options)
    return buffer.getvalue()
