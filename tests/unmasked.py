"""Two answers that should be the same byte for byte differ in the mask of their tokens."""

import re


def unmasked(page: str) -> str:
    """The page without the tokens of its forms, which look different in every answer (exchange/web/csrf.py)."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)
