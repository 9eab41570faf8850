"""The bell."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.notices import queries, service
from exchange.notices.sentences import sentence_of
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.visitor import acting_person_id, visitor

bp = Blueprint("notices", __name__)


@bp.get("/notices")
@open_to(Audience.SIGNED_IN)
def show() -> ResponseReturnValue:
    """What I was told, newest first, each with the next step."""
    notices = [(notice, sentence_of(notice.kind, notice.facts)) for notice in queries.latest(acting_person_id())]
    return render_template("notices/show.html", notices=notices)


@bp.post("/notices/reading")
@open_to(Audience.SIGNED_IN)
def read_all() -> ResponseReturnValue:
    """Nothing on the list is new any more."""
    with unit_of_work():
        service.mark_read(acting_person_id(), at=clock.now())
    return go(url_for(".show"))


def unread_count() -> int:
    """For the bell in the header: how many notices are new to this visitor."""
    person_id = visitor().person_id
    return queries.unread_count(person_id) if person_id else 0
