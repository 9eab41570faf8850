"""Waste codes of a permit, as they stand on the paper."""

import re

MOST_CODES = 900
"""The European list has 880 codes (Decision 2025/934): no permit names more."""

_CODE = re.compile(r"(\d{2})\s?(\d{2})\s?(\d{2})\s*\*?(?=[\s,;]|$)", re.ASCII)


class BadCodes(ValueError):
    """Something typed is not a six-digit code; ``args[0]`` is what could not be read."""


def read_codes(text: str) -> list[str]:
    """The six-digit codes typed, sorted, each once; commas, blanks and stars are fine. Raises BadCodes.

    >>> read_codes("20 03 01, 150101* 20 03 01")
    ['150101', '200301']
    """
    left = _CODE.sub(" ", text).strip(" ,;\t\n")
    codes = sorted({"".join(match.groups()) for match in _CODE.finditer(text)})
    if left or len(codes) > MOST_CODES:
        raise BadCodes(left[:40])
    return codes
