"""Each refusal of a lot in words: what is wrong, and what would make it lawful."""

from flask_babel import gettext as _

from exchange.listings.lawful.core.case import Rule


def refusal(rule: Rule, *, code: str = "") -> str:
    """The sentence of a rule; ``code`` is the waste code as the list prints it."""
    if rule.name.startswith("test_"):
        return _("Say in a few words why the answer is yes.")
    if rule.name == "hazard_denied":
        return _("%(code)s is hazardous waste: it must be declared so.", code=code)
    return (_of_status() | _of_codes() | _of_food() | _of_goods())[rule.name]


def _of_status() -> dict[str, str]:
    asbestos = _(
        "Asbestos is waste, never a product or an item for re-use. Offer it as waste with its code (17 06 05*),"
        " or write “asbestos-free” if there is none."
    )
    creosote = _(
        "Wood treated with creosote is waste, never an item for re-use. Offer it as waste with its code (17 02 04*),"
        " or write “without creosote” if there is none."
    )
    lead_paint = _(
        "What carries lead paint is waste, never an item for re-use. Have it stripped, or offer it as waste with its"
        " code (17 02 04* for wood)."
    )
    return {
        "status_missing": _("Choose what it is in law. You decide, and answer for it."),
        "asbestos_not_waste": asbestos,
        "asbestos_named": asbestos,
        "creosote_not_waste": creosote,
        "creosote_named": creosote,
        "lead_paint_named": lead_paint,
        "pcb_not_waste": _("What holds PCB is waste. Offer it as waste, to a plant that destroys it."),
    }


def _of_codes() -> dict[str, str]:
    return {
        "codes_mixed": _("One lot has one waste code. Post a lot of its own for each code."),
        "code_unreadable": _("Six digits of the list of waste, as in 15 01 03."),
        "code_not_in_force": _("The list of waste has no such code on that day."),
        "asbestos_code": _(
            "Asbestos has codes of its own: 17 06 05* for building materials, 17 06 01* for insulation."
        ),
        "act_missing": _("Choose the act by which it ceased to be waste."),
        "act_not_yet": _("This act was not in force on that day. Choose another, or offer it as waste."),
    }


def _of_food() -> dict[str, str]:
    return {
        "animal_category_1": _("Category 1 must be disposed of: it cannot be exchanged here."),
        "category_2_as_feed": _(
            "Category 2 never becomes feed. Leave the feed registration empty: compost or biogas plants may take it."
        ),
        "catering_as_feed": _(
            "Catering waste never becomes feed. Leave the feed registration empty: compost or biogas plants may take"
            " it."
        ),
        "catering_named_as_feed": _(
            "Catering waste never becomes feed. Take that out of the text: compost or biogas plants may take it."
        ),
        "use_by_passed": _("Its use-by date has passed: it is no longer food. Offer it as waste or as a by-product."),
        "use_by_missing": _("Give its use-by date: such food always has one."),
        "donated_too_late": _(
            "Food is given away two days before its use-by date at the latest. Give a later date, or ask a price."
        ),
    }


def _of_goods() -> dict[str, str]:
    destroyed = _(
        "Unsold goods may not be destroyed. Offer them for re-use or recycling, and take destruction out of the text."
    )
    return {
        "safety_sheet_missing": _("Add its safety data sheet (PDF): nobody takes a chemical without."),
        "unsold_destroyed_epr": destroyed,
        "unsold_destroyed": destroyed,
        "unsold_clothes_destroyed": destroyed,
        "donation_first": _(
            "Hygiene and baby-care goods are given away first. Offer them for re-use, or say which associations"
            " declined and when, or that less than three months of life is left."
        ),
        "metal_for_cash": _("Scrap metal is never paid in cash. Take that out of the text."),
    }
