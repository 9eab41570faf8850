"""What the journal says happened to a company, a site or a permit, in words."""

from flask_babel import lazy_gettext as _l

from exchange.journal.models import JournalEntry


def said(entry: JournalEntry) -> str:
    """A verb that we do not know is still told."""
    return str(_WORDS.get((entry.subject, entry.verb), _l("Changed")))


_WORDS = {
    ("business", "created"): _l("Registered here"),
    ("business", "claimed"): _l("Taken over by people of the company"),
    ("business", "joined"): _l("Somebody acts for the company from now on"),
    ("business", "invited"): _l("A colleague was invited"),
    ("business", "invitation_withdrawn"): _l("An invitation was withdrawn"),
    ("business", "join_declined"): _l("Somebody who asked to join was declined"),
    ("business", "membership_ended"): _l("Somebody acts no longer for the company"),
    ("business", "activity_chosen"): _l("Activity chosen"),
    ("business", "register_asked"): _l("The public register was asked"),
    ("business", "register_answered"): _l("The public register answered"),
    ("business", "verified"): _l("The company was verified"),
    ("business", "refused"): _l("The verification was refused, with reasons"),
    ("business", "reopened"): _l("The refusal was taken back: to be looked at again"),
    ("business", "suspended"): _l("Suspended, with reasons"),
    ("business", "restored"): _l("The suspension was lifted"),
    ("business", "appealed"): _l("The company objected"),
    ("business", "appeal_upheld"): _l("Looked at again: the decision stands"),
    ("business", "appeal_reversed"): _l("Looked at again: the decision is lifted"),
    ("site", "opened"): _l("A site was added"),
    ("site", "changed"): _l("A site was changed"),
    ("site", "closed"): _l("A site was closed"),
    ("permit", "stated"): _l("A permit was stated"),
    ("permit", "paper_opened"): _l("The act of a permit was opened by a moderator"),
    ("permit", "verified"): _l("A permit was verified"),
    ("permit", "refused"): _l("A permit was refused, with reasons"),
}
