"""What a page of the desk says about who has a case."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.queries import Taken, taken
from exchange.kernel import clock
from exchange.web.visitor import acting_person_id


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case as whoever looks at it sees it: free, theirs, or with somebody else."""

    kind: CaseKind
    case_id: UUID
    taken: Taken | None
    reader_id: UUID

    @property
    def is_mine(self) -> bool:
        """Whether whoever looks has it."""
        return self.taken is not None and self.taken.person_id == self.reader_id

    @property
    def is_with_another(self) -> bool:
        """Whether to wait, or to ask who has it."""
        return self.taken is not None and not self.is_mine


def case_seen(kind: CaseKind, case_id: UUID) -> CaseSeen:
    """One case."""
    return cases_seen(kind, [case_id])[case_id]


def cases_seen(kind: CaseKind, case_ids: Collection[UUID]) -> dict[UUID, CaseSeen]:
    """Some cases of a kind, by id; one statement for all."""
    leases, reader_id = taken(kind, case_ids, at=clock.now()), acting_person_id()
    return {one: CaseSeen(kind, one, leases.get(one), reader_id) for one in case_ids}
