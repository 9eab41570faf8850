"""Invoice data pass the schemas and the business rules of EN 16931, as a maintained library ships them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import facturx
import pytest
from lxml import etree
from saxonche import PySaxonProcessor

from exchange.kernel.trade import Country
from exchange.papers.core.cii import cii
from exchange.papers.core.invoice import Sale, Trader, Treatment
from exchange.papers.core.ubl import ubl

RULES = Path(facturx.__file__).parent / "xsd_and_schematron"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
BREWERY = Trader(
    "Brasserie du Fil", "990000028", "0002", "FR83990000028", "1 rue de la Navette", "59000", "Lille", Country.FR
)
FARM = Trader("Ferme du Lin & Cie <1>", "0403170701", "0208", "BE0403170701", "2 Kaai", "8500", "Kortrijk", Country.BE)
SALE = Sale(
    number="F-2026-17", issued_on=date(2026, 11, 25), due_on=date(2026, 12, 25), delivered_on=date(2026, 11, 24),
    seller=BREWERY, buyer=replace(FARM, country=Country.FR, vat_number="FR83404833048"), to=FARM, name="Spent grain",
    tonnes=Decimal("0.3905"), price_eur_per_t=Decimal("11.75"), treatment=Treatment.STANDARD,
    reference="Load 1 of deal 0190", iban="FR7630006000011234567890189",
)  # fmt: skip
ABROAD = replace(SALE, buyer=FARM, treatment=Treatment.INTRA_COMMUNITY)
SALES = {
    "taxed": SALE,
    "without account": replace(SALE, iban=""),
    "reverse charge": replace(SALE, treatment=Treatment.REVERSE),
    "across the border": ABROAD,
    "exempt": replace(SALE, treatment=Treatment.EXEMPT),
    "a part taken off": replace(SALE, settled_eur=Decimal("4.13")),
    "a part added": replace(ABROAD, settled_eur=Decimal("7.09")),
    "belgian seller": replace(SALE, seller=FARM, buyer=BREWERY, to=BREWERY),
}
Check = Callable[[bytes], list[str]]


@pytest.fixture(scope="module")
def broken_rules() -> Callable[[bytes, str], list[str]]:
    """The business rules that a document breaks, by their numbers."""
    processor = PySaxonProcessor(license=False)

    def check(document: bytes, sheet: str) -> list[str]:
        transformer = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(RULES / sheet))
        report = transformer.transform_to_string(xdm_node=processor.parse_xml(xml_text=document.decode()))
        failed = etree.fromstring(report.encode()).iter(f"{SVRL}failed-assert")
        return ["".join(one.itertext()).strip() for one in failed]

    return check


@pytest.mark.parametrize("name", SALES)
def test_factur_x_data_pass_schema_and_rules(name: str, broken_rules: Callable[[bytes, str], list[str]]) -> None:
    document = cii(SALES[name])

    assert facturx.xml_check_xsd(document, flavor="factur-x", level="en16931")
    assert broken_rules(document, "facturx-en16931/FACTUR-X_EN16931.xslt") == []


@pytest.mark.parametrize("name", SALES)
def test_ubl_data_pass_schema_and_rules(name: str, broken_rules: Callable[[bytes, str], list[str]]) -> None:
    document = ubl(SALES[name])

    assert facturx.xml_check_xsd(document, flavor="ubl-2.1-invoice")
    assert broken_rules(document, "ubl-2.1/EN16931-UBL-validation.xslt") == []


def test_a_broken_rule_would_be_seen(broken_rules: Callable[[bytes, str], list[str]]) -> None:
    document = cii(SALE).replace(b">4.59<", b">4.60<")

    assert broken_rules(document, "facturx-en16931/FACTUR-X_EN16931.xslt") != []


def test_the_amounts_follow_the_weight_to_the_cent() -> None:
    assert (SALE.net_eur, SALE.tax_eur, SALE.gross_eur) == (Decimal("4.59"), Decimal("0.92"), Decimal("5.51"))
    assert (ABROAD.tax_eur, ABROAD.gross_eur) == (0, Decimal("4.59"))
