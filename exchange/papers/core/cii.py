"""A sale in the syntax of Factur-X: UN/CEFACT Cross Industry Invoice, profile EN 16931."""

from datetime import date

from exchange.papers.core.invoice import ADJUSTMENT, EXEMPTIONS, Sale, Trader
from exchange.papers.core.xml import Tree, document

_UN = "urn:un:unece:uncefact:data:standard"
_SPACES = {
    "rsm": f"{_UN}:CrossIndustryInvoice:100",
    "ram": f"{_UN}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_UN}:UnqualifiedDataType:100",
}


def cii(sale: Sale) -> bytes:
    """The data as XML."""
    context: Tree = [("ram:GuidelineSpecifiedDocumentContextParameter", [("ram:ID", "urn:cen.eu:en16931:2017")])]
    tree: Tree = [
        ("rsm:ExchangedDocumentContext", context),
        ("rsm:ExchangedDocument", _head(sale)),
        ("rsm:SupplyChainTradeTransaction", _transaction(sale)),
    ]
    return document("rsm:CrossIndustryInvoice", tree, _SPACES)


def _head(sale: Sale) -> Tree:
    return [
        ("ram:ID", sale.number),
        ("ram:TypeCode", "380"),
        ("ram:IssueDateTime", _moment(sale.issued_on)),
        ("ram:IncludedNote", [("ram:Content", sale.reference)]),
    ]


def _transaction(sale: Sale) -> Tree:
    sides: Tree = [("ram:SellerTradeParty", _trader(sale.seller)), ("ram:BuyerTradeParty", _trader(sale.buyer))]
    return [
        ("ram:IncludedSupplyChainTradeLineItem", _line(sale)),
        ("ram:ApplicableHeaderTradeAgreement", sides),
        ("ram:ApplicableHeaderTradeDelivery", _delivery(sale)),
        ("ram:ApplicableHeaderTradeSettlement", _settlement(sale)),
    ]


def _line(sale: Sale) -> Tree:
    return [
        ("ram:AssociatedDocumentLineDocument", [("ram:LineID", "1")]),
        ("ram:SpecifiedTradeProduct", [("ram:Name", sale.name)]),
        (
            "ram:SpecifiedLineTradeAgreement",
            [("ram:NetPriceProductTradePrice", [("ram:ChargeAmount", sale.price_eur_per_t)])],
        ),
        ("ram:SpecifiedLineTradeDelivery", [("ram:BilledQuantity@unitCode=TNE", sale.tonnes)]),
        (
            "ram:SpecifiedLineTradeSettlement",
            [
                (
                    "ram:ApplicableTradeTax",
                    [
                        ("ram:TypeCode", "VAT"),
                        ("ram:CategoryCode", sale.treatment.value),
                        ("ram:RateApplicablePercent", sale.rate),
                    ],
                ),
                (
                    "ram:SpecifiedTradeSettlementLineMonetarySummation",
                    [("ram:LineTotalAmount", sale.line_eur)],
                ),
            ],
        ),
    ]


def _trader(trader: Trader) -> Tree:
    return [
        ("ram:Name", trader.name),
        ("ram:SpecifiedLegalOrganization", [(f"ram:ID@schemeID={trader.scheme}", trader.registration)]),
        ("ram:PostalTradeAddress", _address(trader)),
        ("ram:SpecifiedTaxRegistration", [("ram:ID@schemeID=VA", trader.vat_number)] if trader.vat_number else []),
    ]


def _address(trader: Trader) -> Tree:
    return [
        ("ram:PostcodeCode", trader.postal_code),
        ("ram:LineOne", trader.address),
        ("ram:CityName", trader.town),
        ("ram:CountryID", trader.country.value),
    ]


def _delivery(sale: Sale) -> Tree:
    return [
        ("ram:ShipToTradeParty", [("ram:Name", sale.to.name), ("ram:PostalTradeAddress", _address(sale.to))]),
        (
            "ram:ActualDeliverySupplyChainEvent",
            [("ram:OccurrenceDateTime", _moment(sale.delivered_on))],
        ),
    ]


def _settlement(sale: Sale) -> Tree:
    paid: Tree = [
        ("ram:TypeCode", "30"),
        ("ram:PayeePartyCreditorFinancialAccount", [("ram:IBANID", sale.iban)]),
    ]
    return [
        ("ram:PaymentReference", sale.number),
        ("ram:InvoiceCurrencyCode", "EUR"),
        ("ram:SpecifiedTradeSettlementPaymentMeans", paid if sale.iban else []),
        ("ram:ApplicableTradeTax", _tax(sale)),
        ("ram:SpecifiedTradeAllowanceCharge", _adjustment(sale)),
        ("ram:SpecifiedTradePaymentTerms", [("ram:DueDateDateTime", _moment(sale.due_on))]),
        ("ram:SpecifiedTradeSettlementHeaderMonetarySummation", _totals(sale)),
    ]


def _tax(sale: Sale) -> Tree:
    code, reason = EXEMPTIONS.get(sale.treatment, ("", ""))
    return [
        ("ram:CalculatedAmount", sale.tax_eur),
        ("ram:TypeCode", "VAT"),
        ("ram:ExemptionReason", reason),
        ("ram:BasisAmount", sale.net_eur),
        ("ram:CategoryCode", sale.treatment.value),
        ("ram:ExemptionReasonCode", code),
        ("ram:RateApplicablePercent", sale.rate),
    ]


def _adjustment(sale: Sale) -> Tree:
    """What quality and claims make of the amount, under the tax of the line."""
    if sale.net_eur == sale.line_eur:
        return []
    tax: Tree = [
        ("ram:TypeCode", "VAT"),
        ("ram:CategoryCode", sale.treatment.value),
        ("ram:RateApplicablePercent", sale.rate),
    ]
    return [
        ("ram:ChargeIndicator", [("udt:Indicator", "true" if sale.charge_eur else "false")]),
        ("ram:ActualAmount", sale.charge_eur or sale.allowance_eur),
        ("ram:Reason", ADJUSTMENT),
        ("ram:CategoryTradeTax", tax),
    ]


def _totals(sale: Sale) -> Tree:
    return [
        ("ram:LineTotalAmount", sale.line_eur),
        ("ram:ChargeTotalAmount", sale.charge_eur or None),
        ("ram:AllowanceTotalAmount", sale.allowance_eur or None),
        ("ram:TaxBasisTotalAmount", sale.net_eur),
        ("ram:TaxTotalAmount@currencyID=EUR", sale.tax_eur),
        ("ram:GrandTotalAmount", sale.gross_eur),
        ("ram:DuePayableAmount", sale.gross_eur),
    ]


def _moment(day: date) -> Tree:
    return [("udt:DateTimeString@format=102", f"{day:%Y%m%d}")]
