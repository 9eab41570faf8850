"""Puts the rooms together into one app; knows every room, nobody knows it."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from config import settings
from exchange import working
from exchange.accounts import doors as accounts
from exchange.catalogue import doors as catalogue
from exchange.deals import doors as deals
from exchange.demo import doors as demo
from exchange.impact import doors as impact
from exchange.journal import doors as journal
from exchange.kernel.engine import connect
from exchange.kernel.orm import db
from exchange.kernel.territory import territory
from exchange.listings import doors as listings
from exchange.matching import doors as matching
from exchange.moderation import doors as moderation
from exchange.notices import doors as notices
from exchange.papers import doors as papers
from exchange.steering import doors as steering
from exchange.web import doors as web
from exchange.web.audiences import check_every_door
from exchange.web.languages import chosen_language
from exchange.web.logs import configure_logs

ROOMS = (
    web, accounts, journal, notices, catalogue, impact, listings, matching, deals, papers, moderation, steering, demo,
)  # fmt: skip

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def create_app(**overrides: Any) -> Flask:
    """An app ready to serve, migrate, command or work; ``overrides`` replace settings, for tests."""
    configure_logs()
    app = Flask(__name__, template_folder="../templates")
    app.config.from_mapping({**settings(), **overrides})
    connect(app)
    _localise(app)
    Migrate(app, db, directory=str(MIGRATIONS), compare_type=True)
    for room in ROOMS:
        room.register(app)
    working.register(app)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign] # Flask's documented way
    check_every_door(app)
    return app


def _localise(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = territory().default_language
    app.config["BABEL_DEFAULT_TIMEZONE"] = territory().time_zone
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=chosen_language)
