"""Who may do what with accounts: pure predicates."""

from uuid import UUID

from exchange.accounts.models import Business, Invitation, MemberRole, Person, Standing, Verification


def may_manage(role: MemberRole | None) -> bool:
    """Sites, permits, invitations: the managers'."""
    return role is MemberRole.MANAGER


def may_end_membership(role: MemberRole | None, *, is_own: bool) -> bool:
    """Managers send anybody away; everybody may leave."""
    return may_manage(role) or (role is not None and is_own)


def may_accept(person: Person, invitation: Invitation) -> bool:
    """The address to which the seat was offered: a forwarded link opens nothing for somebody else."""
    return person.email == invitation.email


def may_appoint(administrator_id: UUID, person_id: UUID) -> bool:
    """Administrators change the offices of others, never their own."""
    return administrator_id != person_id


def may_judge(*, is_member: bool) -> bool:
    """Moderators decide about other people's companies, never about their own."""
    return not is_member


def is_free(business: Business, *, has_confirmed_manager: bool) -> bool:
    """Whether the next person who gives the number may take it over.

    Unclaimed ones wait for exactly that. One whose managers never confirmed an address was typed wrongly
    or squatted; nothing can have been posted for it. Fictitious and suspended ones stay as they are.
    """
    if business.standing is Standing.UNCLAIMED:
        return True
    untouched = business.standing is Standing.ACTIVE and business.verification is Verification.UNVERIFIED
    return untouched and not business.is_demo and not has_confirmed_manager
