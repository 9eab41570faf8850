"""Truth tables of the accounts' predicates."""

from itertools import product

import pytest

from exchange.accounts import policy
from exchange.accounts.models import Business, Invitation, MemberRole, Person, Standing, Verification

MANAGER, MEMBER = MemberRole.MANAGER, MemberRole.MEMBER


@pytest.mark.parametrize(("role", "may"), [(MANAGER, True), (MEMBER, False), (None, False)])
def test_managers_manage(role: MemberRole | None, may: bool) -> None:
    assert policy.may_manage(role) is may


@pytest.mark.parametrize(
    ("role", "is_own", "may"),
    [
        (MANAGER, True, True),
        (MANAGER, False, True),
        (MEMBER, True, True),
        (MEMBER, False, False),
        (None, True, False),
        (None, False, False),
    ],
)
def test_managers_part_with_anybody_and_members_only_with_themselves(
    role: MemberRole | None, is_own: bool, may: bool
) -> None:
    assert policy.may_end_membership(role, is_own=is_own) is may


@pytest.mark.parametrize(("email", "may"), [("a@x.example", True), ("b@x.example", False)])
def test_an_invitation_is_for_its_address(email: str, may: bool) -> None:
    assert policy.may_accept(Person(email=email), Invitation(email="a@x.example")) is may


@pytest.mark.parametrize("is_member", [True, False])
def test_moderators_judge_others(is_member: bool) -> None:
    assert policy.may_judge(is_member=is_member) is not is_member


@pytest.mark.parametrize(
    ("standing", "verification", "is_demo", "has_manager"),
    list(product(Standing, Verification, (True, False), (True, False))),
)
def test_a_company_is_free_when_unclaimed_or_never_reachable(
    standing: Standing, verification: Verification, is_demo: bool, has_manager: bool
) -> None:
    business = Business(standing=standing, verification=verification, is_demo=is_demo)
    facts = (standing, verification, is_demo, has_manager)
    expected = standing is Standing.UNCLAIMED or facts == (Standing.ACTIVE, Verification.UNVERIFIED, False, False)
    assert policy.is_free(business, has_confirmed_manager=has_manager) is expected
