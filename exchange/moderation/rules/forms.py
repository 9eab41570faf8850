"""A rule as an administrator types it: rows of conditions, each a kind and what is written beside it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from exchange.moderation.labels import ground_label
from exchange.moderation.models import Ground
from exchange.moderation.rules import labels
from exchange.moderation.rules.core.conditions import WITHOUT_VALUE, Condition, ConditionKind
from exchange.moderation.rules.core.judging import Action, Scope
from exchange.moderation.rules.models import MOST_CONDITIONS, HoldRuleVersion
from exchange.moderation.rules.service import RuleDraft
from exchange.moderation.rules.values import BadValue, read_value
from exchange.web.forms import ExchangeForm, LineField, Needed, ParagraphField

_SCOPES = (Scope.BOTH, Scope.OFFERS, Scope.NEEDS)


class ConditionForm(ExchangeForm):
    """One row."""

    kind = SelectField(_l("Condition"), choices=[(kind.value, labels.kind_label(kind)) for kind in ConditionKind])
    value = LineField(_l("Value"), most=2000)

    def validate_value(self, field: LineField) -> None:
        """Raises ValidationError for what the condition cannot ask."""
        if self.kind.data not in set(ConditionKind) or field.errors:
            return
        try:
            read_value(ConditionKind(self.kind.data), field.data or "")
        except BadValue as bad:
            raise ValidationError(str(bad)) from None

    def condition(self) -> Condition:
        """What was checked. After validation."""
        kind = ConditionKind(self.kind.data)
        return Condition(kind, "" if kind in WITHOUT_VALUE else read_value(kind, self.value.data or ""))


class RuleForm(ExchangeForm):
    """All of a rule."""

    number = HiddenField()
    """The version that the form was made from; empty for a new rule."""
    name = LineField(_l("Name of the rule"), [Needed()], most=120)
    scope = RadioField(
        _l("Which listings?"), choices=[(s.value, labels.scope_label(s)) for s in _SCOPES], default=Scope.BOTH.value
    )
    conditions = FieldList(FormField(ConditionForm), min_entries=1, max_entries=MOST_CONDITIONS)
    action = RadioField(
        _l("What happens?"), choices=[(a.value, labels.action_label(a)) for a in Action], default=Action.HOLD.value
    )
    ground = SelectField(_l("Which rule for listings?"), choices=[(g.value, ground_label(g)) for g in Ground])
    told = ParagraphField(
        _l("What the holder reads"),
        [Needed()],
        most=1000,
        description=_l("Why a person looks first, and how to put it right. Word for word."),
    )

    def draft(self) -> RuleDraft:
        """What was checked. After validation."""
        return RuleDraft(
            name=self.name.data or "",
            action=Action(self.action.data),
            scope=Scope(self.scope.data),
            ground=Ground(self.ground.data),
            told=self.told.data or "",
            conditions=tuple(row.form.condition() for row in self.conditions),
        )


def with_rows(typed: MultiDict[str, str]) -> RuleForm:
    """What was typed, with a row more or a row less where that was pressed."""
    form = RuleForm(_renumbered(typed))
    if "add" in typed and len(form.conditions) < MOST_CONDITIONS:
        form.conditions.append_entry()
    elif "add" in typed:
        form.form_errors.append(_("A rule has %(most)s conditions at most.", most=MOST_CONDITIONS))
    return form


def _renumbered(typed: MultiDict[str, str]) -> MultiDict[str, str]:
    """The rows in one run from zero, without the one that was taken out; beyond ten nothing is read."""
    rows = [
        (typed[f"conditions-{row}-kind"], typed.get(f"conditions-{row}-value", ""))
        for row in range(MOST_CONDITIONS)
        if f"conditions-{row}-kind" in typed and str(row) != typed.get("remove")
    ]
    kept = MultiDict((name, text) for name, text in typed.items(multi=True) if not name.startswith("conditions-"))
    for row, (kind, value) in enumerate(rows):
        kept[f"conditions-{row}-kind"], kept[f"conditions-{row}-value"] = kind, value
    return kept


def filled_from(version: HoldRuleVersion) -> RuleForm:
    """The form as it would have been typed to get this version."""
    names = ("name", "scope", "action", "ground", "told")
    rows = [{"kind": line["kind"], "value": line["value"]} for line in version.conditions]
    return RuleForm(
        data={**{name: getattr(version, name) for name in names}, "number": str(version.number), "conditions": rows}
    )
