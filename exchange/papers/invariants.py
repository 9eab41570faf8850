"""What must hold of papers, whoever issued what at the same moment."""

import sqlalchemy as sa

from exchange.kernel.invariants import invariant
from exchange.kernel.orm import session
from exchange.papers.models import IssuedPaper, PaperCounter, PaperSetting


@invariant("issued papers are numbered without gaps")
def gaps_in_numbers() -> list[str]:
    """Years of a territory in which some number between the first and the last was never issued."""
    counted = (
        sa.select(PaperCounter.territory, PaperCounter.year, PaperCounter.last, sa.func.count(IssuedPaper.id))
        .outerjoin(
            IssuedPaper,
            sa.and_(IssuedPaper.territory == PaperCounter.territory, IssuedPaper.year == PaperCounter.year),
        )
        .group_by(PaperCounter.territory, PaperCounter.year, PaperCounter.last)
    )
    rows = session().execute(counted)
    return [
        f"{place} {year}: {issued} papers, the last has number {last}"
        for place, year, last, issued in rows
        if issued != last
    ]


@invariant("every issued paper is kept in some language")
def papers_without_a_file() -> list[str]:
    """Papers of which no setting is known."""
    unset = sa.select(IssuedPaper.id).where(~sa.exists().where(PaperSetting.paper_id == IssuedPaper.id))
    return [f"paper {paper_id}: never set" for paper_id in session().scalars(unset)]
