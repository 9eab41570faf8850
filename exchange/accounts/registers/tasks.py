"""The question itself, outside of every transaction: a slow register holds no lock."""

from uuid import UUID

from exchange.accounts.models import Business
from exchange.accounts.registers import service
from exchange.accounts.registers.asking import NoAnswer, ask
from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.registration import Registration
from exchange.kernel.unit_of_work import unit_of_work


@task(Job.ASK_REGISTER)
def ask_register(business_id: str) -> None:
    """Ask once and keep what was said; twice asks twice. Raises NoAnswer so that the queue tries again."""
    registration = _number_of(UUID(business_id))
    if registration is None:
        return
    try:
        entry = ask(registration)
    except NoAnswer:
        with unit_of_work():
            service.keep_failure(UUID(business_id), at=clock.now())
        raise
    with unit_of_work():
        service.keep_answer(UUID(business_id), entry, at=clock.now())


def _number_of(business_id: UUID) -> Registration | None:
    """None where nothing is to be asked any more: the setting went away, or the company."""
    with unit_of_work() as current:
        business = current.get(Business, business_id)
        if business is None or not service.may_be_asked(business):
            return None
        assert business.registration_kind and business.registration_number  # noqa: S101, PT018 — what is asked about has a number
        return Registration(business.registration_kind, business.registration_number)
