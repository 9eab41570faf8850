"""The listings that wait, with everything that is needed to decide and every decision one press away."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import CaseSeen, cases_seen
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.refusals import Unprocessable
from exchange.moderation import batches, queries, queues
from exchange.moderation.labels import ground_label
from exchange.moderation.models import Ground, ListingKind
from exchange.moderation.ready import words
from exchange.moderation.rules.shown import findings
from exchange.moderation.service import Case
from exchange.moderation.shown import ShownCase, shown
from exchange.moderation.taking.views import NEXT
from exchange.moderation.views.left_out import tell_left_out
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language
from exchange.web.visitor import acting_person_id

bp = Blueprint("queue", __name__, url_prefix="/desk/listings")

TIMES_OF = timedelta(days=30)
_APPROVE = "approve"


@bp.get("")
@open_to(Audience.MODERATORS)
def show() -> ResponseReturnValue:
    """Those that wait longest, how many there are, and how long decisions take."""
    cases = _cases()
    return render_template(
        "moderation/queue.html", cases=cases, count=queries.waiting_count(), next=NEXT,
        times=queues.service_times([queues.LISTINGS], since=clock.now() - TIMES_OF).get(queues.LISTINGS.name),
        seen=_seen(cases),
        ready=[(ground.value, ground_label(ground), words(ground)) for ground in Ground],
    )  # fmt: skip


@bp.post("/decisions")
@open_to(Audience.MODERATORS)
def decide() -> ResponseReturnValue:
    """One case by its own button, or all that are ticked. What was decided already stays so: twice changes nothing."""
    verb, cases = _asked()
    done = batches.decide(
        cases, None if verb == _APPROVE else Ground(verb), by=acting_person_id(), at=clock.now()
    )  # fmt: skip
    if done.decided:
        flash(_said(verb, done.decided), "good")
    tell_left_out(done)
    return go(url_for(".show", _anchor="next"))


def _said(verb: str, count: int) -> str:
    if verb == _APPROVE:
        return ngettext("One listing approved.", "%(num)d listings approved.", count)
    return ngettext(
        "One listing refused. Its company has been told why.",
        "%(num)d listings refused. Their companies have been told why.", count,
    )  # fmt: skip


def _asked() -> tuple[str, list[Case]]:
    """Raises Unprocessable for what none of our pages sends, and where nothing is ticked."""
    one = request.form.get("one", "")
    verb, ticked = (one.partition(" ")[0], [one.partition(" ")[2]]) if one else (_ticked_verb(), _ticked())
    try:
        known = verb if verb == _APPROVE else Ground(verb).value
        return known, [_case(text) for text in ticked]
    except ValueError:
        raise Unprocessable("no_version", _("This form is incomplete. Reload the page and try again.")) from None


def _ticked_verb() -> str:
    return _APPROVE if request.form.get("verb") == _APPROVE else request.form.get("ground", "")


def _ticked() -> list[str]:
    ticked = request.form.getlist("case")
    if not ticked:
        raise Unprocessable("nothing_ticked", _("Tick at least one listing."))
    return ticked


def _case(text: str) -> Case:
    kind, listing_id, version = text.split(":")
    return Case(ListingKind(kind), UUID(listing_id), int(version[:10]))


def _seen(cases: Sequence[ShownCase]) -> dict[UUID, CaseSeen]:
    """Which of them the moderator has taken."""
    kinds = {kind: [one.listing_id for one in cases if one.kind is kind] for kind in ListingKind}
    return {one: seen for kind, ids in kinds.items() for one, seen in cases_seen(CaseKind(kind), ids).items()}


def _cases() -> list[ShownCase]:
    me = acting_person_id()
    own, listings = queries.business_ids_of(me), queries.listings_waiting(NEXT, queries.Reader(me, clock.now()))
    ids = [listing.id for listing in listings]
    photos, found = queries.photos_of(ids), findings(ids)
    known, language = catalogue.current(), current_language()
    return [
        shown(one, known, language, own=own, photo=photos.get(one.id), findings=found.get(one.id, ()))
        for one in listings
    ]
