"""What else a page of the listings may hold: a draft, papers and photos, a sheet that went in."""

from playwright.sync_api import FilePayload

from tests.browser.hands import Somebody, a_photo

_SHEET = "Titre;Matière;Quantité;Unité\nRayonnages gris;Rayonnages;{};kg\nRayonnages verts;Rayonnages;beaucoup;kg\n"


def keep_a_draft(giver: Somebody) -> None:
    """A lot that is begun and not posted."""
    giver.go("/offers/new")
    form = giver.form("/offers")
    form.locator("[name=title]").first.evaluate("one => { one.value = 'Étagères à finir'; }")
    button = form.locator("button[name=keep]").last
    with giver.page.expect_navigation(wait_until="domcontentloaded"):
        button.click()


def add_to_the_lot(giver: Somebody, lot: str) -> None:
    """A second photo and an analysis."""
    giver.go(f"{lot}/photos")
    giver.send(giver.form("/photo"), {"photos": a_photo()})
    giver.go(f"{lot}/photos")
    analysis: FilePayload = {"name": "analyse.pdf", "mimeType": "application/pdf", "buffer": _A_PDF}
    giver.send(giver.form("/papers"), {"paper": analysis, "paper_title": "Analyse du revêtement"})


def hand_in(giver: Somebody, quantity: str) -> str:
    """Lots by the sheet, one row of them broken: its columns wait to be confirmed. Returns where."""
    giver.go("/company/import")
    file: FilePayload = {"name": "lots.csv", "mimeType": "text/csv", "buffer": _SHEET.format(quantity).encode()}
    giver.send(giver.form("/company/import"), {"file": file})
    return giver.page.url.removeprefix(giver.site.address)


def check_the_sheet(giver: Somebody, sheet: str) -> None:
    """Have the rows read without importing them; the report names the broken one."""
    giver.go(sheet)
    giver.send(giver.form("/run"), button="button[name=check]")
    giver.page.locator("#lot-import[aria-busy=false]").wait_for()


_A_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
)
