"""What every template may call."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, url_for

from exchange.kernel.territory import territory
from exchange.web import formats
from exchange.web.csrf import csrf_token
from exchange.web.languages import NATIVE_NAMES, current_language
from exchange.web.once import new_request_id
from exchange.web.panels import panels
from exchange.web.visitor import acting_business

_STATIC = Path(__file__).parent.parent / "static"


def equip_templates(app: Flask) -> None:
    """Give templates the face's functions, undefined names an error and filters for trade values."""
    app.jinja_env.globals.update(
        acting_business=acting_business,
        csrf_token=csrf_token,
        current_language=current_language,
        languages=list(NATIVE_NAMES.items()),
        new_request_id=new_request_id,
        panels=panels,
        static_url=static_url,
    )
    app.jinja_env.filters.update(
        day=formats.day,
        eur_per_t=formats.eur_per_t,
        kg=formats.mass,
        km=formats.km,
        moment=formats.moment,
        number=formats.number,
    )
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_per_request)


def _per_request() -> dict[str, Any]:
    return {"territory": territory()}


def static_url(name: str) -> str:
    """The address of a static file, changed with its content so that browsers may keep it for a year."""
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    path = _STATIC / name
    return sha256(path.read_bytes()).hexdigest()[:10] if path.exists() else "missing"
