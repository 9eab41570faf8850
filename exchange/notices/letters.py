"""The message that carries notices: grouped by topic, the best first, in its reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from exchange.accounts.models import Person
from exchange.kernel.mail import web_address
from exchange.notices import labels
from exchange.notices.models import Cadence, Notice, Topic
from exchange.notices.sentences import sentence_of
from exchange.notices.stopping import stop_path

MOST_OF_A_TOPIC = 40
"""What follows is counted, and is on the page of the bell."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it is queued."""

    subject: str
    body: str
    stop_url: str


def write(person: Person, notices: Sequence[Notice], cadence: Cadence) -> Letter:
    """One message about all these notices; at least one."""
    with force_locale(person.language):
        groups = {topic: _ranked([one for one in notices if one.topic is topic]) for topic in Topic}
        groups = {topic: found for topic, found in groups.items() if found}
        stop_url = web_address(stop_path(person.id, groups))
        parts = [_("Hello %(name)s,", name=person.name), *(_entries(*group) for group in groups.items())]
        body = "\n\n".join([*parts, _closing(stop_url)])
        return Letter(_subject(notices, groups, cadence), f"{body}\n", stop_url)


def _ranked(notices: list[Notice]) -> list[Notice]:
    return sorted(notices, key=lambda notice: (-notice.points, -notice.at.timestamp(), notice.id))


def _subject(notices: Sequence[Notice], groups: dict[Topic, list[Notice]], cadence: Cadence) -> str:
    if len(notices) == 1:
        return sentence_of(notices[0].kind, notices[0].facts)
    return labels.subject(cadence, ", ".join(labels.count(topic, len(found)) for topic, found in groups.items()))


def _entries(topic: Topic, found: list[Notice]) -> str:
    """A topic's sentences, each with the address of its next step."""
    entries = [f"{sentence_of(one.kind, one.facts)}\n{web_address(one.path)}" for one in found[:MOST_OF_A_TOPIC]]
    more = len(found) - MOST_OF_A_TOPIC
    if more > 0:
        entries.append(
            ngettext("And %(num)d more: %(address)s", "And %(num)d more: %(address)s", more,
                     address=web_address(f"/notices?topic={topic}"))
        )  # fmt: skip
    return "\n\n".join([f"{labels.topic(topic)}", *entries])


def _closing(stop_url: str) -> str:
    stop = _("Stop these mails: %(address)s", address=stop_url)
    choose = _("Choose what we write about, and how often: %(address)s", address=web_address("/notices/preferences"))
    name = _("Navette, the exchange of resources")
    return f"{name}\n\n{stop}\n{choose}"
