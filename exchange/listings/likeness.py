"""By what a picture is known again: a hash that small changes of size, light or quality hardly move. Pure."""

from io import BytesIO

from PIL import Image

from exchange.listings.pictures import Picture

_WIDE, _HIGH = 9, 8
_FEW = 4
"""A picture with fewer steps of light than this shows nothing to tell it by: a wall, a white sheet."""
_SIGN = 1 << 63


def likeness_of(picture: Picture) -> int | None:
    """Of our own re-encoded copy, which is small and sound."""
    with Image.open(BytesIO(picture.thumb), formats=["WEBP"]) as thumb:
        return difference_hash(thumb)


def difference_hash(image: Image.Image) -> int | None:
    """64 bits, one for each step of light from left to right on a grid of nine by eight, as a signed integer.

    None for what is too plain. Two pictures are alike when few of their bits differ.
    """
    grey = image.convert("L").resize((_WIDE, _HIGH), Image.Resampling.BOX)
    light = grey.tobytes()
    bits = 0
    for row in range(_HIGH):
        for column in range(_WIDE - 1):
            here = row * _WIDE + column
            bits = bits << 1 | (light[here] < light[here + 1])
    if not _FEW <= bits.bit_count() <= 64 - _FEW:
        return None
    return bits - 2 * _SIGN if bits & _SIGN else bits
