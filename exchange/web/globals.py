"""What every template may call."""

from typing import Any

from flask import Flask

from exchange.kernel.territory import territory
from exchange.web import formats
from exchange.web.csrf import csrf_token
from exchange.web.languages import NATIVE_NAMES, current_language
from exchange.web.once import new_request_id
from exchange.web.panels import panels
from exchange.web.statics import static_url
from exchange.web.style import style_url
from exchange.web.visitor import acting_business


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
        style_url=style_url,
    )
    app.jinja_env.filters.update(
        day=formats.day,
        eur_for_all=formats.eur_for_all,
        eur_per_t=formats.eur_per_t,
        euro=formats.euro,
        kg=formats.mass,
        km=formats.km,
        moment=formats.moment,
        number=formats.number,
        slot=formats.slot,
    )
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_per_request)


def _per_request() -> dict[str, Any]:
    return {"territory": territory()}
