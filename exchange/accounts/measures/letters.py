"""Mails about measures on people, each in its reader's language."""

from collections.abc import Callable, Iterable
from datetime import datetime

from flask_babel import gettext as _

from exchange.accounts.letters import with_link, write_to
from exchange.accounts.measures.labels import outcome_label
from exchange.accounts.measures.models import AccountMeasure
from exchange.accounts.models import Person
from exchange.kernel import clock
from exchange.web.formats import day

PAGE = "/account/measures"


def suspended(person: Person, measure: AccountMeasure, until: datetime | None) -> None:
    """What was decided, why, and the page on which to object."""

    def words() -> tuple[str, str]:
        text = _("Your account on Navette is suspended.")
        if until is not None:
            text = _("Your account on Navette is suspended until %(day)s.", day=day(clock.day_of(until)))
        text += "\n\n" + _("Reason: %(reason)s", reason=measure.explanation)
        text += "\n\n" + _("Sign in to read all of the statement and to object; another person will decide:")
        return _("Your account is suspended"), with_link(text, PAGE)

    write_to(person, words, f"measure:{measure.id}")


def measured(managers: Iterable[Person], subject: Callable[[], str], reason: str, *, key: str) -> None:
    """Managers hear of a measure on their company, why, and the page on which to object."""

    def words() -> tuple[str, str]:
        text = subject() + "\n\n" + _("Reason: %(reason)s", reason=reason) + "\n\n"
        text += _("Read all of the statement, and object within six months; another person will decide:")
        return subject(), with_link(text, PAGE)

    for manager in managers:
        write_to(manager, words, f"measure:{key}:{manager.id}")


def lifted(person: Person, measure: AccountMeasure) -> None:
    """The person may act again."""

    def words() -> tuple[str, str]:
        return _("Your account is open again"), with_link(_("You may act on Navette again:"), "/sign-in")

    write_to(person, words, f"measure-lifted:{measure.id}")


def judged(people: list[Person], measure: AccountMeasure, outcome: Callable[[], str]) -> None:
    """What came of an objection, and why."""

    def words() -> tuple[str, str]:
        text = f"{outcome()}\n\n" + _("Reason: %(reason)s", reason=measure.appeal_answer)
        return _("Your objection was looked at"), with_link(text, PAGE)

    for person in people:
        write_to(person, words, f"measure-judged:{measure.id}:{person.id}")


def outcome_words(measure: AccountMeasure) -> Callable[[], str]:
    """The outcome in the language of whoever reads it."""
    return lambda: str(outcome_label(measure.appeal_outcome)) if measure.appeal_outcome else ""
