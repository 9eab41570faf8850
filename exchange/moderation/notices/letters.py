"""Mails to who reported something, in the language of the form. They hold nothing that was typed but the address."""

from collections.abc import Callable

from flask_babel import force_locale
from flask_babel import gettext as _

from exchange.kernel import mail
from exchange.moderation.notices.labels import objection_label, outcome_label
from exchange.moderation.notices.models import ContentNotice, NoticeObjection

Words = Callable[[], tuple[str, str]]


def received(notice: ContentNotice, path: str) -> None:
    """The receipt (article 16(4)), with the number and the secret address at which the state can be read."""

    def words() -> tuple[str, str]:
        facts = {"number": notice.number, "address": notice.address}
        text = _("Your notice about %(address)s has arrived. Its number is %(number)s. A person will decide.", **facts)
        return _("Notice %(number)s has arrived", number=notice.number), _read(text, path)

    _post(notice, words, f"report:{notice.id}")


def decided(notice: ContentNotice, path: str) -> None:
    """What came of it, why, and how to object (article 16(5))."""

    def words() -> tuple[str, str]:
        outcome = outcome_label(notice.outcome, notice.content_kind) if notice.outcome else ""
        text = f"{outcome}\n\n" + _("Reason: %(reason)s", reason=notice.answer) + "\n\n"
        text += _("A person decided, without automated means. If you disagree, object there within six months; "
                  "another person decides. You can also go to court.")  # fmt: skip
        return _("What came of notice %(number)s", number=notice.number), _read(text, path)

    _post(notice, words, f"report-decided:{notice.id}:{notice.decided_at}")


def objection_judged(notice: ContentNotice, objection: NoticeObjection, path: str) -> None:
    """What the second look came to, and why."""

    def words() -> tuple[str, str]:
        outcome = objection_label(objection.outcome) if objection.outcome else ""
        text = f"{outcome}\n\n" + _("Reason: %(reason)s", reason=objection.answer)
        return _("Your objection to notice %(number)s", number=notice.number), _read(text, path)

    _post(notice, words, f"report-objection:{objection.id}")


def undone(notice: ContentNotice, path: str) -> None:
    """The other side objected and was right: what was reported may be shown again (article 20(4))."""

    def words() -> tuple[str, str]:
        text = _("The company objected to the decision about what you reported. Another person looked again and lifted "
                 "it: the content may be shown again. You can go to court.")  # fmt: skip
        return _("Notice %(number)s was looked at again", number=notice.number), _read(text, path)

    _post(notice, words, f"report-undone:{notice.id}")


def _post(notice: ContentNotice, words: Words, key: str) -> None:
    if notice.email:
        with force_locale(notice.language):
            subject, text = words()
            parts = (_("Hello,"), text, _("Navette, the exchange of resources"))
            mail.post(notice.email, subject, "\n\n".join(parts) + "\n", dedupe_key=key)


def _read(text: str, path: str) -> str:
    ending = _("Read the state of your notice here; keep this address to yourself:")
    return f"{text}\n\n{ending}\n{mail.web_address(path)}"
