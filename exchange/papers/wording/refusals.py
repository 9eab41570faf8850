"""Each refusal in words: what is open, and what would make it lawful."""

from collections.abc import Callable

from flask_babel import gettext as _

from exchange.kernel.trade import Country
from exchange.papers.core.answers import Case, Region
from exchange.papers.core.rules import RECEIPT_FROM_KG
from exchange.papers.labels import country_label, region_label
from exchange.web.formats import day, mass


def refusal(name: str, case: Case) -> str:
    """The sentence of a rule."""
    return _SAID[name](case)


def _there(case: Case) -> str:
    return region_label(case.region) if case.region else country_label(case.destination)


def _status_open(case: Case) -> str:
    said = _(
        "What this lot is in law where it comes from does not hold in %(there)s by itself. Say what it is there.",
        there=_there(case),
    )
    if case.region is Region.FLANDERS:
        return said + " " + _("In Flanders a raw-material declaration may be needed: ask OVAM.")
    return said


def _too_soon(case: Case) -> str:
    earliest = day(case.earliest_pick_up) if case.earliest_pick_up else ""
    return _(
        "The shipment must be declared two working days before it starts: choose a day from %(day)s on.", day=earliest
    )


def _receipt(case: Case) -> str:
    least = mass(RECEIPT_FROM_KG[case.is_hazardous])
    return _("Above %(mass)s a carrier of waste needs a receipt, or an exemption. Add the carrier.", mass=least)


def _slip(case: Case) -> str:
    if case.origin is Country.FR:
        return _(
            "Hazardous waste travels with an electronic tracking slip. Open it on Trackdéchets and give its number."
        )
    return _("Hazardous waste travels with its movement document. Give its number.")


_SAID: dict[str, Callable[[Case], str]] = {
    "status_abroad_open": _status_open,
    "status_reference_missing": lambda case: _(
        "Give the declaration or the letter by which %(there)s recognises it, or ship it as waste.", there=_there(case)
    ),
    "operation_missing": lambda _case: _("Say which recovery operation the receiving site carries out (R1 to R13)."),
    "operation_unlawful": lambda _case: _("This operation is not lawful. Choose one of the list."),
    "disposal_abroad": lambda _case: _("Waste is not sent abroad for disposal here. Choose a recovery operation (R)."),
    "notification_hazardous": lambda _case: _(
        "Hazardous waste crosses a border only under notification. Give the number that the authorities consented to."
    ),
    "notification_pop": lambda _case: _(
        "Waste with persistent pollutants crosses a border only under notification. Give its number."
    ),
    "notification_unlisted": lambda _case: _(
        "Give the green-list entry (Basel or OECD, as B3020). Waste that is on no green list crosses only under"
        " notification: give its number then."
    ),
    "contract_missing": lambda _case: _(
        "Both sides need a signed contract about the shipment (article 18). Give its day, once it is signed."
    ),
    "pick_up_missing": lambda _case: _("Say on which day the shipment is to start."),
    "pick_up_too_soon": _too_soon,
    "pick_up_early": lambda case: _(
        "The shipment was declared for %(day)s. Load it from that day on, or declare another day.",
        day=day(case.answers.pick_up_on) if case.answers.pick_up_on else "",
    ),
    "acceptance_missing": lambda _case: _("Give the number of the acceptance certificate of the receiving plant."),
    "slip_missing": _slip,
    "un_number_missing": lambda _case: _("Give the UN number for the road, or write that none applies."),
    "consistency_missing": lambda _case: _("Say whether it is solid, liquid, doughy or gaseous."),
    "packages_missing": lambda _case: _("Say in what it is packed, and in how many packages."),
    "too_heavy_for_the_road": lambda _case: _(
        "One tracking slip carries less than 40 t by road. Agree on less, or on another mode of transport."
    ),
    "plant_may_not_take_it": lambda _case: _(
        "Hazardous waste goes only to a site with a verified permit of rubric 2718, 2770 or 2790 that covers its code."
    ),
    "pop_operation": lambda _case: _("Waste with persistent pollutants must be destroyed: choose D9, D10, R1 or R4."),
    "feed_of_catering": lambda _case: _(
        "Catering waste and category 2 never become feed. Say which other operation the taker carries out, as R3 for"
        " compost or biogas."
    ),
    "use_by_over": lambda _case: _("Its use-by date will have passed by then. Agree on an earlier day."),
    "gift_too_late": lambda _case: _(
        "Food is given away two days before its use-by date at the latest. Agree on an earlier day."
    ),
    "precursor_buyer_unknown": lambda _case: _(
        "Explosives can be made of this: it goes to verified companies only. The taker has itself verified first."
    ),
    "precursor_use_missing": lambda _case: _(
        "Explosives can be made of this: the taker says what it is used for. It is kept with the deal."
    ),
    "code_not_valid": lambda _case: _(
        "The list of waste does not hold this code today. The holder must post the lot again with a code in force."
    ),
    "carrier_missing": _receipt,
    "carrier_of_shipment_missing": lambda _case: _("Say who carries the waste across the border. Add the carrier."),
    "receipt_over": lambda _case: _("A carrier's receipt has ended. Give the new one, or another carrier."),
}
