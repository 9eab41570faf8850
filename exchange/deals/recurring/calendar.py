"""Doors of the calendar: a month of slots, and the secret address that other calendars read."""

import re
from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from exchange.accounts.measures import queries as measures
from exchange.deals.models import MovementState
from exchange.deals.recurring import labels, months, queries, service
from exchange.deals.recurring.core.icalendar import Event, written
from exchange.deals.views.page import seen
from exchange.kernel import clock
from exchange.kernel.refusals import Forbidden, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.formats import mass
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("calendar", __name__, url_prefix="/calendar")
PAST, AHEAD = timedelta(days=31), timedelta(days=366)
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@bp.get("")
@open_to(Audience.MEMBERS)
def show() -> ResponseReturnValue:
    """A month as a table and as a list."""
    key = queries.key_of(acting_person_id(), acting_business_id())
    return render_template(
        "deals/recurring/calendar.html", month=months.month_of(acting_business_id(), _first_day()), labels=labels,
        today=clock.today(), feed=_address(key.id) if key else None,
    )  # fmt: skip


@bp.post("/feed")
@open_to(Audience.MEMBERS)
@once
def make_feed() -> ResponseReturnValue:
    """A new secret address; the one before it opens nothing any more."""
    with unit_of_work():
        service.make_feed(acting_person_id(), acting_business_id(), at=clock.now())
    flash(_("This is your address. Who has it can read your slots: keep it to yourself."), "good")
    return go(url_for(".show"))


@bp.post("/feed/end")
@open_to(Audience.MEMBERS)
@once
def end_feed() -> ResponseReturnValue:
    """Close the address."""
    with unit_of_work():
        service.end_feed(acting_person_id(), acting_business_id(), at=clock.now())
    flash(_("The address opens nothing any more."), "good")
    return go(url_for(".show"))


@bp.get("/deals/<uuid:deal_id>/loads/<int(max=100000):number>.ics")
@open_to(Audience.MEMBERS)
def save(deal_id: UUID, number: int) -> ResponseReturnValue:
    """The slot of one load, for the calendar of whoever drives or waits. Raises NotFound where there is none."""
    deal = seen(deal_id)
    load = deal.load_numbered(number)
    if load is None or load.slot_start is None or load.state is MovementState.CANCELLED:
        raise NotFound
    event = _event(months.SlotSeen(load, deal, acting_business_id()))
    return _file(
        written(deal.offer.title, [event]), **{"Content-Disposition": f"attachment; filename=load-{number}.ics"}
    )


@bp.get("/<token>.ics")
@open_to(Audience.ANYONE)
def feed(token: str) -> ResponseReturnValue:
    """The slots of a company, for whoever holds the address."""
    key_id = _key_id(token)
    reader = queries.reader(key_id) if key_id else None
    if reader is None:
        raise NotFound
    person, business = reader
    now = clock.now()
    if measures.is_stopped(person.id, business.id, at=now):
        raise Forbidden("suspended", _("The company or the account behind this address is suspended."))
    with force_locale(person.language):
        events = [_event(slot) for slot in months.slots_between(business.id, now - PAST, now + AHEAD)]
        text = written(_("Slots of %(company)s", company=business.name), events)
    return _file(text)


def _file(text: str, **headers: str) -> Response:
    told = {"Cache-Control": "private, no-store", **headers}
    return Response(text, content_type="text/calendar; charset=utf-8", headers=told)


def _event(slot: months.SlotSeen) -> Event:
    load, deal = slot.load, slot.deal
    verb = _("Give to %(who)s", who=slot.other_name) if slot.gives else _("Receive from %(who)s", who=slot.other_name)
    summary = f"{deal.offer.title}, {mass(load.planned_kg)}: {verb}"
    return Event(
        f"{load.id}@navette", deal.changed_at, slot.starts, slot.ends, summary, deal.offer.site.name,
        url_for("deals.show", deal_id=deal.id, _external=True), slot.is_agreed,
    )  # fmt: skip


def _first_day() -> date:
    """Of the month that the address asks for; this one where it asks for none. Ends in 404 for what is no month."""
    asked = request.args.get("month", "")
    if not asked:
        return clock.today().replace(day=1)
    found = _MONTH.fullmatch(asked)
    return date(int(found[1]), int(found[2]), 1) if found else abort(404)


def _address(key_id: UUID) -> str:
    return url_for("calendar.feed", token=_signer().dumps(key_id.hex), _external=True)


def _key_id(token: str) -> UUID | None:
    """Which address a token is; None for one that we did not write."""
    try:
        return UUID(_signer().loads(token))
    except (BadSignature, ValueError, AttributeError):
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="calendar")
