"""Pictures decoded in a process of its own: a decoder that crashes or swells takes nothing down with it."""

import json
import sys
from collections.abc import Sequence

from exchange.kernel.apart import Refused, TookTooMuch, confined, run_apart
from exchange.listings.pictures import MOST_BYTES, BadPicture, Picture, TooBig, read_picture

_MEMORY_MB, _SECONDS = 720, 20
"""Of address space, libraries included: the WebP decoder holds forty megapixels three times."""
_BAD, _TOO_BIG = 3, 4


def read_apart(content: bytes) -> Picture:
    """As ``read_picture``, within 720 MB of address space and 20 seconds. Raises TooBig, BadPicture."""
    if len(content) > MOST_BYTES:
        raise TooBig
    try:
        return _unpacked(run_apart("exchange.listings.pictures_apart", content, memory_mb=_MEMORY_MB, seconds=_SECONDS))
    except Refused as refused:
        raise (TooBig if refused.code == _TOO_BIG else BadPicture) from refused
    except TookTooMuch as error:
        raise BadPicture from error


def _packed(picture: Picture) -> bytes:
    lengths = [[name, len(content)] for name, content in picture.files.items()]
    header = json.dumps({"width": picture.width, "height": picture.height, "files": lengths})
    return b"\n".join([header.encode(), b"".join(picture.files.values())])


def _unpacked(printed: bytes) -> Picture:
    header, _, rest = printed.partition(b"\n")
    facts, files, start = json.loads(header), {}, 0
    for name, length in facts["files"]:
        files[name] = rest[start : start + length]
        start += length
    return Picture(files, facts["width"], facts["height"])


def _work(content: bytes, _arguments: Sequence[str]) -> bytes:
    try:
        return _packed(read_picture(content))
    except TooBig:
        sys.exit(_TOO_BIG)
    except BadPicture:
        sys.exit(_BAD)


if __name__ == "__main__":
    confined(_work)
