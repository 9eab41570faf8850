"""The bell, when mail leaves, and the link that ends it."""

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.refusals import NotFound, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.notices import labels, queries, service
from exchange.notices.models import Cadence, Topic
from exchange.notices.sentences import sentence_of
from exchange.notices.stopping import Stop, read_stop
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.csrf import proves_itself
from exchange.web.visitor import acting_person_id, visitor

bp = Blueprint("notices", __name__)


@bp.get("/notices")
@open_to(Audience.SIGNED_IN)
def show() -> ResponseReturnValue:
    """What I was told, unread first, each with the next step."""
    topic = next((one for one in Topic if one.value == request.args.get("topic")), None)
    after = request.args.get("after")
    found = queries.page(acting_person_id(), topic=topic, after=after)
    here: dict[str, Any] = {"topic": topic.value} if topic else {}
    return render_template(
        "notices/show.html",
        notices=[(notice, sentence_of(notice.kind, notice.facts)) for notice in found.rows],
        topic=topic,
        topics=list(Topic),
        labels=labels,
        next_href=url_for(".show", after=found.next_cursor, **here) if found.next_cursor else None,
        first_href=url_for(".show", **here) if after else None,
    )


@bp.post("/notices/reading")
@open_to(Audience.SIGNED_IN)
def read_all() -> ResponseReturnValue:
    """Nothing on the list is new any more."""
    with unit_of_work():
        service.mark_read(acting_person_id(), at=clock.now())
    return go(url_for(".show"))


@bp.get("/notices/preferences")
@open_to(Audience.SIGNED_IN)
def preferences() -> ResponseReturnValue:
    """About what I want mail, and when."""
    return render_template(
        "notices/preferences.html",
        chosen=queries.preferences(acting_person_id()),
        cadences=list(Cadence),
        labels=labels,
        zone=clock.zone().key,
    )


@bp.post("/notices/preferences")
@open_to(Audience.SIGNED_IN)
def choose() -> ResponseReturnValue:
    """Store the choice."""
    with unit_of_work():
        service.choose(acting_person_id(), _wishes(), at=clock.now())
    flash(_("The changes are stored."), "good")
    return go(url_for(".preferences"))


@bp.get("/notices/stop/<token>")
@open_to(Audience.ANYONE)
def stop_page(token: str) -> ResponseReturnValue:
    """What would end, and one button. Mail programs that follow links change nothing."""
    return _stop_page(_stop_of(token), is_done=False)


@bp.post("/notices/stop/<token>")
@open_to(Audience.ANYONE)
@proves_itself
def stop(token: str) -> ResponseReturnValue:
    """End it: pressed on the page, or by a mail program for its reader (RFC 8058), which follows no redirect."""
    asked = _stop_of(token)
    with unit_of_work():
        service.stop(asked.person_id, asked.topics, at=clock.now())
    return _stop_page(asked, is_done=True)


def unread_count() -> int:
    """For the bell in the header: how many notices are new to this visitor."""
    person_id = visitor().person_id
    return queries.unread_count(person_id) if person_id else 0


def _stop_of(token: str) -> Stop:
    asked = read_stop(token)
    if asked is None:
        raise NotFound
    return asked


def _stop_page(asked: Stop, *, is_done: bool) -> str:
    return render_template("notices/stop.html", topics=asked.topics, labels=labels, is_done=is_done)


def _wishes() -> dict[Topic, Cadence]:
    """What the form says; topics that it leaves out stay. Raises Unprocessable for what no form of ours sends."""
    try:
        return {topic: Cadence(request.form[f"about_{topic}"]) for topic in Topic if f"about_{topic}" in request.form}
    except ValueError:
        raise Unprocessable("unknown_cadence", _("Choose one of the ways on the page.")) from None
