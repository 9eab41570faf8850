"""The files that people get: tagged, titled, in their language, the same bytes each time, whatever a lot is called."""

import io
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest

from exchange.deals.models import Deal
from exchange.kernel import files
from exchange.papers import typesetting
from exchange.papers.core.sheets import Copy, Imprint, Part, Sheet
from exchange.papers.models import IssuedPaper, PaperKind
from tests.makers import MONDAY

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
IMPRINT = Imprint(
    language="fr", territory="MEL", receipt="", number="MEL-2026-000001", issued="", number_label="", verify="",
    address="https://navette.example/verify/MEL-2026-000001", qr_svg=SVG, qr_alt="QR", page_label="page",
)  # fmt: skip


def a_copy(words: str) -> Copy:
    return Copy(Sheet("Title", "Lead", (Part("Part", (("Name", words),)),)), IMPRINT)


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind is not PaperKind.ANNEX_VII])
def test_each_document_is_tagged_titled_and_speaks_its_language(
    done: Deal, issued: Callable[..., IssuedPaper], kind: PaperKind
) -> None:
    paper = issued(done, kind)
    for setting in paper.settings:
        with files.open_file(setting.file_name) as file:
            read = pypdf.PdfReader(io.BytesIO(file.read()))
        root = read.trailer["/Root"]
        assert root["/Lang"].lower().startswith(setting.language)
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert paper.number in read.metadata.title
        assert "Brasserie du Fil" in read.pages[0].extract_text()


def test_every_letter_that_we_let_through_is_drawn() -> None:
    letters = "".join(
        chr(point) for first, last in typesetting._DRAWN for point in range(first, last + 1) if chr(point).isprintable()
    )

    assert typesetting.pdf(a_copy(letters), at=MONDAY).startswith(b"%PDF")


def test_a_name_in_another_script_does_not_stop_a_document() -> None:
    assert typesetting.pdf(a_copy("Chutes ☃ 😀 中文 العربية \u202e"), at=MONDAY).startswith(b"%PDF")


def test_words_are_text_and_never_commands() -> None:
    read = pypdf.PdfReader(io.BytesIO(typesetting.pdf(a_copy('#read("/etc/passwd") *x* $y$ \\ "'), at=MONDAY)))

    assert '#read("/etc/passwd") *x* $y$' in read.pages[0].extract_text()


def test_the_same_sheet_is_the_same_bytes_and_another_is_not() -> None:
    one, same, other = (typesetting.pdf(a_copy(words), at=MONDAY) for words in ("x", "x", "y"))

    assert one == same
    assert one != other


def test_a_long_document_runs_over_pages_that_are_numbered() -> None:
    long = Sheet("Title", "Lead", tuple(Part(f"Part {n}", (("Name", "words " * 40),)) for n in range(40)))
    read = pypdf.PdfReader(io.BytesIO(typesetting.pdf(replace(a_copy(""), sheet=long), at=MONDAY)))

    assert len(read.pages) > 2
    assert f"2 / {len(read.pages)}" in read.pages[1].extract_text()
