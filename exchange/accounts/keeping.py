"""How long is kept where somebody was signed in, and which links they were sent."""

from datetime import timedelta

import sqlalchemy as sa

from exchange.accounts.acting.models import StandIn
from exchange.accounts.cases.models import CaseLease
from exchange.accounts.models import OneTimeToken, SignIn
from exchange.accounts.registers.models import RegisterAnswer
from exchange.kernel.retention import Term, keep_for

ADDRESSES_KEPT_FOR = timedelta(days=30)
"""Networks and browsers of stays that are over: long enough to look into a misuse."""

ANSWERS_KEPT_FOR = timedelta(days=90)
"""What a register said: while somebody verifies; later it would be old."""

keep_for(
    Term(
        "sign-ins", SignIn, sa.func.least(SignIn.ended_at, SignIn.expires_at), ADDRESSES_KEPT_FOR,
        unless=sa.exists().where(StandIn.sign_in_id == SignIn.id),
    )
)  # fmt: skip
keep_for(Term("cases taken", CaseLease, CaseLease.until, timedelta()))
keep_for(Term("links", OneTimeToken, OneTimeToken.expires_at, ADDRESSES_KEPT_FOR))
keep_for(Term("register answers", RegisterAnswer, RegisterAnswer.asked_at, ANSWERS_KEPT_FOR))
