"""Of a sender's picture only the pixels survive, and only if it is a picture."""

import zlib
from io import BytesIO
from struct import pack

import pytest
from PIL import Image

from exchange.listings.pictures import BadPicture, TooBig, read_picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def a_photo(size: tuple[int, int] = (640, 480), *, file_format: str = "JPEG", **options: object) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, (30, 120, 200)).save(buffer, file_format, **options)
    return buffer.getvalue()


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Canary Camera Works"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (50.0, 37.0, 51.96)
    return a_photo((640, 480), exif=exif.tobytes(), comment=b"canary comment")


def a_bomb() -> bytes:
    """A small PNG that claims 50 000 by 50 000 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))

    header = pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def test_place_device_and_comment_are_gone_and_the_picture_stands_upright() -> None:
    sent = photo_with_place()
    assert b"Canary Camera" in sent

    picture = read_picture(sent)

    assert (picture.width, picture.height) == (480, 640)
    for stored in (picture.large, picture.thumb):
        assert b"anary" not in stored
        with Image.open(BytesIO(stored)) as image:
            assert image.format == "WEBP"
            assert not image.getexif()
            assert not set(image.info) & {"exif", "xmp", "icc_profile", "comment"}


def test_large_and_thumb_are_bounded() -> None:
    picture = read_picture(a_photo((4000, 1000)))

    assert (picture.width, picture.height) == (1600, 400)
    with Image.open(BytesIO(picture.thumb)) as thumb:
        assert thumb.size == (480, 120)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_three_formats_are_read(file_format: str) -> None:
    assert read_picture(a_photo(file_format=file_format)).width == 640


def test_what_trails_behind_a_picture_is_gone() -> None:
    picture = read_picture(a_photo() + b"<script>canary()</script>")

    assert b"canary" not in picture.large + picture.thumb


@pytest.mark.parametrize(
    "hostile",
    [
        b"", SVG, b"\xff\xd8\xff" + SVG, b"GIF89a/*" + SVG, b"%PDF-1.7 " + a_photo(), a_photo(file_format="GIF"),
        a_photo(file_format="BMP"), a_photo((800, 600))[:2000], b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        a_photo(file_format="PNG")[:-60],
    ],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused(hostile: bytes) -> None:
    with pytest.raises(BadPicture):
        read_picture(hostile)


@pytest.mark.parametrize("hostile", [a_bomb(), b"\xff\xd8\xff" + b"\0" * 10_000_000])
def test_bombs_and_giants_are_refused_before_they_are_decoded(hostile: bytes) -> None:
    with pytest.raises(TooBig):
        read_picture(hostile)
