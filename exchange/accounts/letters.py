"""Mails of the accounts, each in its reader's language, queued with the transaction of what they tell."""

from collections.abc import Callable, Iterable
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from exchange.accounts.labels import office_label
from exchange.accounts.models import Business, Invitation, Permit, Person, StaffRole
from exchange.kernel import clock, mail
from exchange.web.formats import day

Words = Callable[[], tuple[str, str]]


def confirm_address(person: Person, token: str, *, key: str, joining: str | None) -> None:
    """The link that proves the mailbox; names the business whose managers will be asked, if there is one."""

    def words() -> tuple[str, str]:
        text = _("Please confirm your e-mail address, so that you can post and agree on Navette:")
        if joining:
            text = _("%(company)s is already on Navette. Once your address is confirmed, its managers are asked to "
                     "invite you.", company=joining) + "\n\n" + text  # fmt: skip
        return _("Confirm your e-mail address"), with_link(text, f"/sign-up/confirmation/{token}")

    write_to(person, words, f"confirm:{key}")


def already_known(person: Person, *, key: str) -> None:
    """Somebody signed up with an address that has an account."""

    def words() -> tuple[str, str]:
        text = _(
            "Somebody, probably you, signed up with this address. You already have an account: sign in, "
            "and add a company there if you want. If it was not you, nothing has changed."
        )
        return _("You already have an account"), with_link(text, "/sign-in")

    write_to(person, words, f"known:{key}")


def reset_password(person: Person, token: str, *, key: str) -> None:
    """The link that lets its reader choose a new password."""

    def words() -> tuple[str, str]:
        text = _(
            "Choose a new password with this link. It works once, within 60 minutes. "
            "If you did not ask for it, leave it: nothing has changed."
        )
        return _("Choose a new password"), with_link(text, f"/sign-in/new-password/{token}")

    write_to(person, words, f"reset:{key}")


def data_is_ready(person: Person, *, key: str) -> None:
    """The file that a person asked for; the page asks for a sign-in, so the link opens nothing by itself."""

    def words() -> tuple[str, str]:
        text = _("Your file with what we hold about you is ready. Sign in to download it:")
        return _("Your data is ready"), with_link(text, "/account/data")

    write_to(person, words, f"data:{key}")


def will_be_erased(person: Person, *, on: datetime, key: str) -> None:
    """The day on which the account goes; whoever did not ask for it can still undo it."""

    def words() -> tuple[str, str]:
        text = _("Your account will be deleted on %(day)s. If you change your mind, sign in and undo it:",
                 day=day(clock.day_of(on)))  # fmt: skip
        return _("Your account will be deleted"), with_link(text, "/account/erasure")

    write_to(person, words, f"erasure:{key}")


def password_changed(person: Person, *, key: str) -> None:
    """A word to the mailbox, in case it was somebody else."""

    def words() -> tuple[str, str]:
        text = _(
            "The password of your account was changed, and every browser that was signed in is signed out. "
            "If it was not you, choose a new one at once:"
        )
        return _("Your password was changed"), with_link(text, "/sign-in/forgotten")

    write_to(person, words, f"changed:{key}")


def confirm_new_address(person: Person, email: str, token: str, *, key: str) -> None:
    """The link that proves the new mailbox; goes there."""

    def words() -> tuple[str, str]:
        text = _("Confirm with this link that your account on Navette is to use this address. It works for one day:")
        return _("Confirm your new address"), with_link(text, f"/account/email/confirmation/{token}")

    write_to(person, words, f"new-address:{key}", to=email)


def address_changed(person: Person, old_email: str, token: str, *, key: str) -> None:
    """A word to the old mailbox, with the way back."""

    def words() -> tuple[str, str]:
        text = _(
            "Your account on Navette uses another address from now on: %(email)s. If it was not you, take it back "
            "with this link within 7 days:", email=person.email
        )  # fmt: skip
        return _("Your address was changed"), with_link(text, f"/account/email/undo/{token}")

    write_to(person, words, f"address-changed:{key}", to=old_email)


def address_restored(person: Person, *, key: str) -> None:
    """The old mailbox has the account back; its password may be known to somebody else."""

    def words() -> tuple[str, str]:
        text = _("Your account uses this address again, and every browser is signed out. Choose a new password now:")
        return _("Your address is back"), with_link(text, "/sign-in/forgotten")

    write_to(person, words, f"address-restored:{key}")


def address_wanted(person: Person, *, key: str) -> None:
    """Somebody wants to move their account to an address that has one."""

    def words() -> tuple[str, str]:
        text = _("Somebody, probably you, asked to use this address for another account. It has one already: sign in.")
        return _("You already have an account"), with_link(text, "/sign-in")

    write_to(person, words, f"wanted:{key}")


def passkey(person: Person, name: str, *, added: bool, key: str) -> None:
    """A word to the mailbox when a passkey came or went."""

    def words() -> tuple[str, str]:
        subject = _("A passkey was added") if added else _("A passkey was removed")
        text = f"{subject}: {name}. " + _("If it was not you, choose a new password at once:")
        return subject, with_link(text, "/sign-in/forgotten")

    write_to(person, words, f"passkey:{key}")


def office(person: Person, role: StaffRole | None, *, key: str) -> None:
    """An office was given or taken back."""

    def words() -> tuple[str, str]:
        subject = _("You have an office on Navette") if role else _("Your office on Navette has ended")
        text = subject + (f": {office_label(role)}" if role else "") + ". "
        return subject, with_link(text + _("Every browser is signed out; sign in anew:"), "/sign-in")

    write_to(person, words, f"office:{key}")


def linked_outside(person: Person, *, key: str) -> None:
    """A word to the mailbox: another provider opens the account from now on."""

    def words() -> tuple[str, str]:
        subject = _("Your account opens through another provider too")
        text = subject + ". " + _("If it was not you, choose a new password at once:")
        return subject, with_link(text, "/sign-in/forgotten")

    write_to(person, words, f"linked:{key}")


def second_step(person: Person, *, on: bool, key: str) -> None:
    """A word to the mailbox when the second step came or went."""

    def words() -> tuple[str, str]:
        subject = _("The second step is set up") if on else _("The second step is removed")
        text = subject + ". " + _("If it was not you, choose a new password at once:")
        return subject, with_link(text, "/sign-in/forgotten")

    write_to(person, words, f"second:{key}")


def invite(invitation: Invitation, inviter: Person, business: Business, token: str, *, language: str) -> None:
    """A seat in a business; written in the inviter's language, because the guest's is not known."""
    facts = {"name": inviter.name, "company": business.name}
    with force_locale(language):
        text = _("%(name)s invites you to act for %(company)s on Navette.", **facts)
        text += "\n\n" + _("The link works for 14 days:")
        body = _letter(_("Hello,"), with_link(text, f"/invitations/{token}"))
        subject = _("An invitation to %(company)s", **facts)
        mail.post(invitation.email, subject, body, dedupe_key=f"invitation:{invitation.id}")


def asks_to_join(managers: Iterable[Person], newcomer: Person, business: Business) -> None:
    """Managers hear who gave their company's number."""

    def words() -> tuple[str, str]:
        facts = {"name": newcomer.name, "email": newcomer.email, "company": business.name}
        text = _(
            "%(name)s (%(email)s) gave the number of %(company)s and asks to act for it. "
            "If you know each other, invite this address on your company's page; otherwise decline there.",
            **facts,
        )
        return _("%(name)s asks to join %(company)s", **facts), with_link(text, "/company")

    for manager in managers:
        write_to(manager, words, f"join:{business.id}:{newcomer.id}:{manager.id}")


def decided(managers: Iterable[Person], subject: Callable[[], str], reason: str, *, key: str) -> None:
    """Managers hear what moderators decided about their company or a permit, why, and where to answer."""

    def words() -> tuple[str, str]:
        text = subject() + ("\n\n" + _("Reason: %(reason)s", reason=reason) if reason else "")
        if reason:
            text += "\n\n" + _("If you disagree, write to the exchange: another person will look at it again.")
        return subject(), with_link(text, "/company")

    for manager in managers:
        write_to(manager, words, f"decided:{key}:{manager.id}")


def permit_ends(managers: Iterable[Person], permit: Permit, *, key: str) -> None:
    """Without a new one, waste goes there no more: time to ask the authority."""

    def words() -> tuple[str, str]:
        facts = {"reference": permit.reference, "site": permit.site.name, "day": day(permit.valid_until)}
        text = _(
            "The permit %(reference)s of %(site)s ends on %(day)s. From the day after, no waste can be agreed to go "
            "there. State the new one on your company's page as soon as you have it.", **facts
        )  # fmt: skip
        return _("A permit of %(site)s ends on %(day)s", site=facts["site"], day=facts["day"]), with_link(
            text, "/company"
        )

    for manager in managers:
        write_to(manager, words, f"permit:{key}:{manager.id}")


def write_to(person: Person, words: Words, key: str, *, to: str | None = None) -> None:
    """One letter in its reader's language, queued with the transaction; a key that was used is left alone."""
    with force_locale(person.language):
        subject, text = words()
        mail.post(to or person.email, subject, _letter(_("Hello %(name)s,", name=person.name), text), dedupe_key=key)


def with_link(text: str, path: str) -> str:
    """A text that ends with the address of a page of ours."""
    return f"{text}\n\n{mail.web_address(path)}"


def _letter(greeting: str, text: str) -> str:
    closing = _("Navette, the exchange of resources")
    return f"{greeting}\n\n{text}\n\n{closing}\n"
