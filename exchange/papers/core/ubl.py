"""A sale in the syntax of UBL 2.1, as platforms of the Peppol network take it in."""

from exchange.papers.core.invoice import ADJUSTMENT, EXEMPTIONS, Sale, Trader
from exchange.papers.core.xml import Tree, document

_OASIS = "urn:oasis:names:specification:ubl:schema:xsd"
_SPACES = {
    "ubl": f"{_OASIS}:Invoice-2",
    "cac": f"{_OASIS}:CommonAggregateComponents-2",
    "cbc": f"{_OASIS}:CommonBasicComponents-2",
}
_EUR = "@currencyID=EUR"


def ubl(sale: Sale) -> bytes:
    """The data as XML."""
    return document(
        "ubl:Invoice",
        [
            ("cbc:CustomizationID", "urn:cen.eu:en16931:2017"),
            ("cbc:ID", sale.number),
            ("cbc:IssueDate", sale.issued_on.isoformat()),
            ("cbc:DueDate", sale.due_on.isoformat()),
            ("cbc:InvoiceTypeCode", "380"),
            ("cbc:Note", sale.reference),
            ("cbc:DocumentCurrencyCode", "EUR"),
            ("cac:AccountingSupplierParty", [("cac:Party", _party(sale.seller))]),
            ("cac:AccountingCustomerParty", [("cac:Party", _party(sale.buyer))]),
            ("cac:Delivery", _delivery(sale)),
            ("cac:PaymentMeans", _means(sale)),
            ("cac:AllowanceCharge", _adjustment(sale)),
            ("cac:TaxTotal", _tax(sale)),
            ("cac:LegalMonetaryTotal", _totals(sale)),
            ("cac:InvoiceLine", _line(sale)),
        ],
        _SPACES,
    )


def _party(trader: Trader) -> Tree:
    tax: Tree = [("cbc:CompanyID", trader.vat_number), ("cac:TaxScheme", [("cbc:ID", "VAT")])]
    return [
        ("cac:PostalAddress", _address(trader)),
        ("cac:PartyTaxScheme", tax if trader.vat_number else []),
        (
            "cac:PartyLegalEntity",
            [
                ("cbc:RegistrationName", trader.name),
                (f"cbc:CompanyID@schemeID={trader.scheme}", trader.registration),
            ],
        ),
    ]


def _address(trader: Trader) -> Tree:
    return [
        ("cbc:StreetName", trader.address),
        ("cbc:CityName", trader.town),
        ("cbc:PostalZone", trader.postal_code),
        ("cac:Country", [("cbc:IdentificationCode", trader.country.value)]),
    ]


def _delivery(sale: Sale) -> Tree:
    return [
        ("cbc:ActualDeliveryDate", sale.delivered_on.isoformat()),
        ("cac:DeliveryLocation", [("cac:Address", _address(sale.to))]),
        ("cac:DeliveryParty", [("cac:PartyName", [("cbc:Name", sale.to.name)])]),
    ]


def _means(sale: Sale) -> Tree:
    if not sale.iban:
        return []
    return [
        ("cbc:PaymentMeansCode", "30"),
        ("cbc:PaymentID", sale.number),
        ("cac:PayeeFinancialAccount", [("cbc:ID", sale.iban)]),
    ]


def _tax(sale: Sale) -> Tree:
    subtotal: Tree = [
        (f"cbc:TaxableAmount{_EUR}", sale.net_eur),
        (f"cbc:TaxAmount{_EUR}", sale.tax_eur),
        ("cac:TaxCategory", _category(sale, with_reason=True)),
    ]
    return [(f"cbc:TaxAmount{_EUR}", sale.tax_eur), ("cac:TaxSubtotal", subtotal)]


def _category(sale: Sale, *, with_reason: bool) -> Tree:
    code, reason = EXEMPTIONS.get(sale.treatment, ("", "")) if with_reason else ("", "")
    return [
        ("cbc:ID", sale.treatment.value),
        ("cbc:Percent", sale.rate),
        ("cbc:TaxExemptionReasonCode", code),
        ("cbc:TaxExemptionReason", reason),
        ("cac:TaxScheme", [("cbc:ID", "VAT")]),
    ]


def _adjustment(sale: Sale) -> Tree:
    """What quality and claims make of the amount, under the tax of the line."""
    if sale.net_eur == sale.line_eur:
        return []
    return [
        ("cbc:ChargeIndicator", "true" if sale.charge_eur else "false"),
        ("cbc:AllowanceChargeReason", ADJUSTMENT),
        (f"cbc:Amount{_EUR}", sale.charge_eur or sale.allowance_eur),
        ("cac:TaxCategory", _category(sale, with_reason=False)),
    ]


def _totals(sale: Sale) -> Tree:
    return [
        (f"cbc:LineExtensionAmount{_EUR}", sale.line_eur),
        (f"cbc:TaxExclusiveAmount{_EUR}", sale.net_eur),
        (f"cbc:TaxInclusiveAmount{_EUR}", sale.gross_eur),
        (f"cbc:AllowanceTotalAmount{_EUR}", sale.allowance_eur or None),
        (f"cbc:ChargeTotalAmount{_EUR}", sale.charge_eur or None),
        (f"cbc:PayableAmount{_EUR}", sale.gross_eur),
    ]


def _line(sale: Sale) -> Tree:
    return [
        ("cbc:ID", "1"),
        ("cbc:InvoicedQuantity@unitCode=TNE", sale.tonnes),
        (f"cbc:LineExtensionAmount{_EUR}", sale.line_eur),
        (
            "cac:Item",
            [("cbc:Name", sale.name), ("cac:ClassifiedTaxCategory", _category(sale, with_reason=False))],
        ),
        ("cac:Price", [(f"cbc:PriceAmount{_EUR}", sale.price_eur_per_t)]),
    ]
