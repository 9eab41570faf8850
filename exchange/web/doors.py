"""What the web room adds to the app."""

from flask import Flask

from exchange.kernel import files, mail, rescue
from exchange.web import crawling, guide, health, languages, mailbox, pages, pictures, programs, style, sweeping
from exchange.web.audiences import guard
from exchange.web.bodies import allow_large_bodies
from exchange.web.csrf import check_csrf
from exchange.web.globals import equip_templates
from exchange.web.headers import set_headers
from exchange.web.hosts import check_host
from exchange.web.logs import log_requests
from exchange.web.refused import draw_refusals
from exchange.web.squeeze import squeeze_answers

TASKS = (mail.send, rescue.rescue_stalled, sweeping.sweep, sweeping.sweep_files)


def register(app: Flask) -> None:
    """Logs first, so that every later answer has its request id; the guard before any view."""
    squeeze_answers(app)
    files.register(app)
    log_requests(app)
    health.measure(app)
    set_headers(app)
    draw_refusals(app)
    equip_templates(app)
    app.before_request(check_host)
    app.before_request(allow_large_bodies)
    app.before_request(check_csrf)
    app.before_request(guard)
    for room in (crawling, guide, health, languages, mailbox, pages, pictures, programs, style):
        app.register_blueprint(room.bp)
