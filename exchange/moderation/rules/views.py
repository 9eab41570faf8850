"""Doors of the rules: moderators read them and what they found, administrators write them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.refusals import Conflict, NotFound, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation.labels import ground_label
from exchange.moderation.rules import labels, queries, service
from exchange.moderation.rules.core.conditions import ConditionKind
from exchange.moderation.rules.core.judging import RuleSpec
from exchange.moderation.rules.forms import RuleForm, filled_from, with_rows
from exchange.moderation.rules.models import HoldRuleVersion
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

bp = Blueprint("hold_rules", __name__, url_prefix="/desk/rules")
_STEPS = {"add", "remove", "try"}
"""Buttons that bring the form back without storing anything."""


@bp.get("")
@open_to(Audience.MODERATORS)
def index() -> ResponseReturnValue:
    """Every rule, those in force first, and how often each found something."""
    return render_template(
        "moderation/rules/index.html", rules=queries.latest(), counts=queries.hit_counts(), labels=labels
    )


@bp.get("/new")
@open_to(Audience.ADMINISTRATORS)
def new() -> ResponseReturnValue:
    """An empty rule with one row."""
    return _form_page(RuleForm(), None)


@bp.post("")
@open_to(Audience.ADMINISTRATORS)
@once
def create() -> ResponseReturnValue:
    """Keep a rule: it looks at postings from now on. Rows and dry runs bring the form back."""
    form = with_rows(request.form)
    if _STEPS & request.form.keys() or not form.validate():
        return _come_back(form, None)
    with unit_of_work():
        made = service.add_rule(form.draft(), by=acting_person_id(), at=clock.now())
    flash(_("The rule is in force."), "good")
    return go(url_for(".show", rule_id=made.rule_id))


@bp.get("/<uuid:rule_id>")
@open_to(Audience.MODERATORS)
def show(rule_id: UUID) -> ResponseReturnValue:
    """What it asks, what it found lately, and how it came to be so."""
    versions = _versions(rule_id)
    context = {"rule": versions[0][0], "versions": versions, "hits": queries.hits_of_rule(rule_id)}
    return render_template("moderation/rules/show.html", labels=labels, ground_label=ground_label, **context)


@bp.get("/<uuid:rule_id>/trial")
@open_to(Audience.MODERATORS)
def trial(rule_id: UUID) -> ResponseReturnValue:
    """What it would have found in the last month."""
    rule = _versions(rule_id)[0][0]
    tried = service.try_rule(rule.spec, at=clock.now())
    return render_template("moderation/rules/trial.html", rule=rule, labels=labels, trial=tried)


@bp.get("/<uuid:rule_id>/edit")
@open_to(Audience.ADMINISTRATORS)
def edit(rule_id: UUID) -> ResponseReturnValue:
    """The rule as it stands, to change."""
    rule = _versions(rule_id)[0][0]
    return _form_page(filled_from(rule), rule)


@bp.post("/<uuid:rule_id>")
@open_to(Audience.ADMINISTRATORS)
@once
def change(rule_id: UUID) -> ResponseReturnValue:
    """Keep a new version; what the old one found stays as it was."""
    rule, form = _versions(rule_id)[0][0], with_rows(request.form)
    if _STEPS & request.form.keys() or not form.validate():
        return _come_back(form, rule)
    try:
        with unit_of_work():
            service.change_rule(rule_id, form.draft(), number=_number(), by=acting_person_id(), at=clock.now())
    except Conflict as stale:
        form.number.data = str(rule.number)
        form.form_errors.append(stale.message)
        return _form_page(form, rule), 409
    flash(_("The new version is kept."), "good")
    return go(url_for(".show", rule_id=rule_id))


@bp.post("/<uuid:rule_id>/switch")
@open_to(Audience.ADMINISTRATORS)
@once
def switch(rule_id: UUID) -> ResponseReturnValue:
    """On or off; what waits because of it goes on waiting for its moderator."""
    on = request.form.get("on") == "1"
    _versions(rule_id)
    with unit_of_work():
        service.switch_rule(rule_id, on=on, number=_number(), by=acting_person_id(), at=clock.now())
    flash(_("The rule is in force.") if on else _("The rule is switched off."), "good")
    return go(url_for(".show", rule_id=rule_id))


def _versions(rule_id: UUID) -> Sequence[tuple[HoldRuleVersion, str]]:
    versions = queries.versions(rule_id)
    if not versions:
        raise NotFound
    return versions


def _number() -> int:
    text = request.form.get("number", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise Unprocessable("no_version", _("This form is incomplete. Reload the page and try again."))
    return int(text)


def _come_back(form: RuleForm, rule: HoldRuleVersion | None) -> ResponseReturnValue:
    """The form with what was typed; a dry run where it was asked for and the rule holds together."""
    if "try" in request.form and form.validate():
        draft = form.draft()
        tried = service.try_rule(RuleSpec(draft.scope, draft.conditions), at=clock.now())
        return _form_page(form, rule, trial=tried), 422
    return _form_page(form, rule), 422


def _form_page(form: RuleForm, rule: HoldRuleVersion | None, **context: Any) -> str:
    given = {"form": form, "rule": rule, "labels": labels, "kinds": list(ConditionKind), "trial": None}
    return render_template("moderation/rules/form.html", **{**given, **context})
