"""From a kept draft to its form, and what of a form decides about its draft."""

from typing import Any, NamedTuple
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest

from exchange.accounts import queries as accounts
from exchange.kernel import clock
from exchange.kernel.ids import new_id
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings import queries, service
from exchange.listings.forms import NeedForm, OfferForm
from exchange.listings.forms.asking import ListingForm
from exchange.listings.forms.typed import typed_again
from exchange.listings.models import ListingDraft
from exchange.listings.search.criteria import Kind
from exchange.listings.views.common import asked
from exchange.web.visitor import acting_business_id, acting_person_id

FORMS: dict[Kind, type[ListingForm]] = {Kind.OFFER: OfferForm, Kind.NEED: NeedForm}
FIRST_DAY = {Kind.OFFER: "available_from", Kind.NEED: "wanted_from"}


class Unfinished(NamedTuple):
    """A draft as the owner's page lists it: who touched it last, and which questions are open."""

    draft: ListingDraft
    touched_by: str
    missing: list[str]


def new_draft_id() -> str:
    """What all saves of a fresh form have in common."""
    return str(new_id())


def fresh(kind: Kind) -> dict[str, Any]:
    """What a new form begins with: today, the site of last time, and an id for its draft."""
    usual = queries.usual_answers(acting_person_id(), acting_business_id())
    return {**usual, FIRST_DAY[kind]: clock.today(), "draft_id": new_draft_id()}


def draft_id_of(form: ListingForm) -> UUID:
    """The draft that a form is kept as. Raises BadRequest for what none of our pages sent."""
    try:
        return UUID(str(form.draft_id.data))
    except ValueError:
        raise BadRequest from None


def resumed(kind: Kind) -> ListingForm | None:
    """The form of the draft that the address names, as it was left. Raises NotFound for what is not there to resume."""
    text = request.args.get("draft")
    if not text:
        return None
    try:
        draft = queries.draft(UUID(text), acting_business_id(), kind)
    except ValueError:
        raise NotFound from None
    if draft is None:
        raise NotFound
    return form_of(draft, asked())


def form_of(draft: ListingDraft, given: dict[str, Any]) -> ListingForm:
    """The draft in its form: texts as they were typed; an open first day is today."""
    form_class = FORMS[draft.kind]
    texts = typed_again(form_class(**given), draft.answers, draft.language)
    texts.setdefault("title", draft.title)
    texts.setdefault(FIRST_DAY[draft.kind], clock.today().isoformat())
    texts["draft_id"] = str(draft.id)
    return form_class(texts, **given)


def unfinished(business_id: UUID) -> list[Unfinished]:
    """All drafts of a business with what each still lacks: exactly what posting it would object to."""
    drafts = queries.drafts_of(business_id)
    if not drafts:
        return []
    given = asked()
    names = {member.person.id: member.person.name for member in accounts.members_of(business_id)}
    return [Unfinished(draft, names.get(draft.changed_by, ""), _missing(form_of(draft, given))) for draft in drafts]


def posted(form: ListingForm, kind: Kind) -> None:
    """In the transaction of the posting: its draft is over. A form without one is none of our pages', and fine.

    Raises Conflict when the draft was posted or deleted meanwhile; the form then begins anew.
    """
    if not form.draft_id.data:
        return
    draft_id = draft_id_of(form)
    try:
        service.draft_posted(
            draft_id, kind, form.title_so_far(), by=acting_person_id(), business_id=acting_business_id(),
            at=clock.now(),
        )  # fmt: skip
    except Conflict:
        form.draft_id.data = new_draft_id()
        raise


def _missing(form: ListingForm) -> list[str]:
    form.validate()
    return [str(field.label.text) for field in form if field.errors]
