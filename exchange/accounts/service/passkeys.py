"""Passkeys: challenges that are signed once, the public half that is kept, and what a signature proves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import (
    bytes_to_base64url,
    parse_authentication_credential_json,
)
from webauthn.helpers.base64url_to_bytes import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from exchange.accounts import letters, queries
from exchange.accounts.models import Ceremony, Passkey, PasskeyChallenge, Person, RecoveryCode, SignIn
from exchange.accounts.service.second_factor import renew_recovery_codes
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, Forbidden, NotFound

CHALLENGE_LASTS = timedelta(minutes=5)
MOST = 20
"""Passkeys of one person."""
_BROKEN = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)
"""What the library raises for a credential that is none, or that another key, site or challenge signed."""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Which site a passkey is for: its host (the key's scope) and the origin that a browser must report."""

    host: str
    origin: str


def offer_passkey(person: Person, site: RelyingParty, *, at: datetime) -> tuple[UUID, str]:
    """A challenge for a new passkey: its id, and what the browser is told (JSON), with the keys that exist already."""
    options = generate_registration_options(
        rp_id=site.host, rp_name="Navette", user_id=person.id.bytes, user_name=person.email,
        user_display_name=person.name, exclude_credentials=_descriptors(person.id),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )  # fmt: skip
    return _kept(Ceremony.REGISTER, person.id, options.challenge, at), options_to_json(options)


def offer_proof(person_id: UUID | None, site: RelyingParty, *, at: datetime) -> tuple[UUID, str]:
    """A challenge for a passkey of this person, or of anybody who has one."""
    options = generate_authentication_options(
        rp_id=site.host, allow_credentials=_descriptors(person_id) if person_id else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )  # fmt: skip
    return _kept(Ceremony.PROVE, person_id, options.challenge, at), options_to_json(options)


def add_passkey(
    stay: SignIn, challenge_id: UUID, credential: str, name: str, site: RelyingParty, *, at: datetime
) -> list[str] | None:
    """Keep a new passkey; the first way to prove oneself twice brings codes on paper, shown once, and ends other stays.

    None when what the device made is not right. Raises Conflict for too many, or one that is known.
    """
    verified = _registered(_used(challenge_id, Ceremony.REGISTER, stay.person_id, at), credential, site)
    if verified is None:
        return None
    person = _locked(stay.person_id)
    is_first = not queries.has_second_step(person.id)
    known = bytes_to_base64url(verified.credential_id)
    if len(queries.passkeys_of(person.id)) >= MOST or queries.passkey_named(known) is not None:
        raise Conflict("passkey_refused", _("This passkey is known already, or there are too many."))
    session().add(
        Passkey(
            person_id=person.id, name=name, credential_id=known, public_key=verified.credential_public_key,
            sign_count=verified.sign_count, created_at=at,
        )
    )  # fmt: skip
    session().flush()
    _proved_twice(stay, at, alone=is_first)
    _tell(person, name, at, added=True)
    return renew_recovery_codes(person.id, at=at) if is_first else []


def remove_passkey(person_id: UUID, passkey_id: UUID, *, at: datetime, may_be_last: bool) -> None:
    """It opens nothing any more. Raises NotFound for somebody else's, Forbidden where one way has to stay."""
    person = _locked(person_id)
    gone = sa.delete(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person_id)
    name = session().scalar(gone.returning(Passkey.name))
    if name is None:
        raise NotFound
    if not queries.has_second_step(person_id):
        if not may_be_last:
            raise Forbidden("second_step", _("Whoever runs the exchange needs the second step."))
        session().execute(sa.delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    _tell(person, name, at, added=False)


def prove_with_passkey(
    challenge_id: UUID, credential: str, site: RelyingParty, *, of: UUID | None, at: datetime
) -> UUID | None:
    """Whose passkey signed the challenge, with the person verified by the device; ``of`` says whose it has to be.

    Of two uses of one challenge one counts. A counter that runs back is a copied key: refused.
    """
    expected = _used(challenge_id, Ceremony.PROVE, of, at)
    passkey = _named(credential)
    if expected is None or passkey is None or of not in {None, passkey.person_id}:
        return None
    verified = _signed(expected, credential, passkey, site)
    if verified is None:
        return None
    forward = sa.update(Passkey).where(Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count)
    forward = forward.values(sign_count=verified.new_sign_count, last_used_at=at).returning(Passkey.person_id)
    return session().scalar(forward)


def _descriptors(person_id: UUID) -> list[PublicKeyCredentialDescriptor]:
    known = queries.passkeys_of(person_id)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential_id)) for passkey in known]


def _kept(ceremony: Ceremony, person_id: UUID | None, challenge: bytes, at: datetime) -> UUID:
    """Those that were never answered go with the next one that is made."""
    session().execute(sa.delete(PasskeyChallenge).where(PasskeyChallenge.expires_at < at))
    id_ = new_id()
    session().add(
        PasskeyChallenge(
            id=id_, ceremony=ceremony, person_id=person_id, challenge=challenge, created_at=at,
            expires_at=at + CHALLENGE_LASTS,
        )
    )  # fmt: skip
    session().flush()
    return id_


def _used(challenge_id: UUID, ceremony: Ceremony, person_id: UUID | None, at: datetime) -> bytes | None:
    """The challenge, which is no challenge from now on; None for one that was used, is too old or another's."""
    use = sa.delete(PasskeyChallenge).where(
        PasskeyChallenge.id == challenge_id, PasskeyChallenge.ceremony == ceremony, PasskeyChallenge.expires_at > at,
        PasskeyChallenge.person_id.is_not_distinct_from(person_id),
    )  # fmt: skip
    return session().scalar(use.returning(PasskeyChallenge.challenge))


def _registered(expected: bytes | None, credential: str, site: RelyingParty) -> VerifiedRegistration | None:
    if expected is None:
        return None
    try:
        return verify_registration_response(
            credential=credential, expected_challenge=expected, expected_rp_id=site.host,
            expected_origin=site.origin, require_user_verification=True,
        )  # fmt: skip
    except _BROKEN:
        return None


def _named(credential: str) -> Passkey | None:
    try:
        return queries.passkey_named(bytes_to_base64url(parse_authentication_credential_json(credential).raw_id))
    except _BROKEN:
        return None


def _signed(expected: bytes, credential: str, passkey: Passkey, site: RelyingParty) -> VerifiedAuthentication | None:
    try:
        return verify_authentication_response(
            credential=credential, expected_challenge=expected, expected_rp_id=site.host, expected_origin=site.origin,
            credential_public_key=passkey.public_key, credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )  # fmt: skip
    except _BROKEN:
        return None


def _proved_twice(stay: SignIn, at: datetime, *, alone: bool) -> None:
    """This stay counts as proved by both; where nothing was asked before, the others were opened without and end."""
    session().execute(sa.update(SignIn).where(SignIn.id == stay.id).values(second_proved_at=at, proved_at=at))
    if alone:
        others = SignIn.person_id == stay.person_id, SignIn.id != stay.id, SignIn.ended_at.is_(None)
        session().execute(sa.update(SignIn).where(*others).values(ended_at=at))


def _locked(person_id: UUID) -> Person:
    """Two removals at once do not leave a member of staff without any."""
    return session().scalars(sa.select(Person).where(Person.id == person_id).with_for_update()).one()


def _tell(person: Person, name: str, at: datetime, *, added: bool) -> None:
    letters.passkey(person, name, added=added, key=str(new_id()))
    happened("person", person.id, "passkey_added" if added else "passkey_removed", at=at, by=person.id)
