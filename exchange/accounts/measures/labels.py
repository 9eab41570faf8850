"""Words for measures on people and companies."""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as _l

from exchange.accounts.measures.models import (
    FoundBy,
    MeasureGround,
    MeasureKind,
    MeasureOutcome,
    MeasureRedress,
)
from exchange.web.formats import day


def kind_label(kind: MeasureKind) -> str:
    """What was done, in a word."""
    return {MeasureKind.SUSPENDED: _l("Suspended"), MeasureKind.REFUSED: _l("Verification refused")}[kind]


def looked_at(facts: Mapping[str, str]) -> str:
    """What was looked at, on one line, its day as the reader writes days."""
    return " · ".join(day(date.fromisoformat(fact)) if name == "since" else fact for name, fact in facts.items())


def scope_label(kind: MeasureKind, *, is_person: bool) -> str:
    """What was done and how far it reaches."""
    if is_person:
        return _l(
            "The account is suspended, everywhere on the exchange: its person may read this page, take their data "
            "away and object, but neither act for a company nor open or join one."
        )
    return {
        MeasureKind.SUSPENDED: _l(
            "The whole company is suspended: its page and listings are not shown, its deals stand still. Its people "
            "may read, but neither post nor agree, nor open or join another company."
        ),
        MeasureKind.REFUSED: _l(
            "The verification of the company is refused. Its people may not open or join another company until that "
            "has been settled."
        ),
    }[kind]


def ground_label(ground: MeasureGround) -> str:
    """A ground in a few words, as it is picked."""
    return {
        MeasureGround.IDENTITY: _l("Who they are could not be confirmed"),
        MeasureGround.FRAUD: _l("Deceit in deals"),
        MeasureGround.UNLAWFUL: _l("Unlawful goods or content, again and again"),
        MeasureGround.CONDUCT: _l("Conduct that harms others"),
        MeasureGround.NOTICES: _l("Notices or objections that are plainly unfounded, again and again"),
    }[ground]


def ground_rule(ground: MeasureGround) -> str:
    """The law or the term in full."""
    return {
        MeasureGround.IDENTITY: _l(
            "Term of the exchange: whoever acts for a company is allowed to, and the number given is that company's."
        ),
        MeasureGround.FRAUD: _l(
            "Term of the exchange: what is said in a deal is true, and what is agreed is kept. Swindling is an "
            "offence as well (in France: Penal Code, article 313-1)."
        ),
        MeasureGround.UNLAWFUL: _l(
            "Regulation (EU) 2022/2065, article 23(1): whoever frequently provides manifestly illegal content is "
            "suspended for a reasonable time."
        ),
        MeasureGround.CONDUCT: _l(
            "Term of the exchange: nobody threatens, insults or endangers others, or acts in another's name."
        ),
        MeasureGround.NOTICES: _l(
            "Regulation (EU) 2022/2065, article 23(2): whoever frequently submits notices or complaints that are "
            "manifestly unfounded is suspended for a reasonable time."
        ),
    }[ground]


def found_label(found_by: FoundBy) -> str:
    """What led to it."""
    return {
        FoundBy.OWN: _l("Our own look; nobody reported it."),
        FoundBy.NOTICE: _l("Somebody reported it. Who it was is not told."),
    }[found_by]


def redress_label(redress: MeasureRedress) -> str:
    """One thing that the one concerned can do."""
    return {
        MeasureRedress.APPEAL: _l("Object on this page within six months: somebody else decides."),
        MeasureRedress.ANSWER: _l("Write to the contact point in the legal notice if you think that this is wrong."),
        MeasureRedress.COURT: _l("Go to court; writing to us first does not take that right away."),
    }[redress]


def outcome_choice(outcome: MeasureOutcome) -> str:
    """As the second judge picks it."""
    return {
        MeasureOutcome.UPHELD: _l("The measure stands"),
        MeasureOutcome.REVERSED: _l("The measure was wrong: lift it"),
    }[outcome]


def outcome_label(outcome: MeasureOutcome) -> str:
    """As the one concerned reads it."""
    return {
        MeasureOutcome.UPHELD: _l("The measure stands."),
        MeasureOutcome.REVERSED: _l("The measure was wrong and is lifted."),
    }[outcome]
