"""Column types that SQLAlchemy does not know, frozen for the revisions that made them."""

from typing import Any

from sqlalchemy.types import UserDefinedType


class Point(UserDefinedType[str]):
    """PostgreSQL's point."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "point"


class Circle(UserDefinedType[str]):
    """PostgreSQL's circle."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "circle"


class Box(UserDefinedType[str]):
    """PostgreSQL's box."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "box"
