"""The living guide: every part of the face on one page, for whoever builds pages. Only at the machine itself."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, FileField, RadioField, SelectField

from exchange.kernel.territory import territory
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import DayField, ExchangeForm, LineField, Needed, NumberField, ParagraphField
from exchange.web.guide_samples import CARDS, ENTRIES, MATCHES, MESSAGES, STEPS
from exchange.web.maps import Spot, territory_map

bp = Blueprint("guide", __name__)

SPOT_COUNTS = {
    "Lille": 64, "Roubaix": 88, "Tourcoing": 41, "Villeneuve-d'Ascq": 39, "Armentières": 12, "Seclin": 17,
    "Wattrelos": 23, "Lambersart": 8, "La Bassée": 5, "Halluin": 14, "Hem": 11, "Wambrechies": 21, "Comines": 9,
}  # fmt: skip


class SampleForm(ExchangeForm):
    """One field of each kind."""

    title = LineField("Titre", [Needed()], description="Ce qu’un acheteur taperait : matière, forme, état.")
    quantity = NumberField("Quantité", [Needed()], least="0.001", most="100000", places=3)
    unit = SelectField("Unité", choices=[("t", "tonnes"), ("kg", "kilogrammes"), ("u", "unités")])
    until = DayField("Disponible jusqu’au", [Needed()])
    price = RadioField(
        "Prix", [Needed()], choices=[("free", "Gratuit"), ("fixed", "Prix fixe"), ("open", "À négocier")]
    )
    photo = FileField("Photos", description="Jusqu’à dix, JPEG ou PNG, 10 Mo chacune.")
    text = ParagraphField("Description")
    divisible = BooleanField("Le lot peut être partagé")


@bp.get("/guide")
@open_to(Audience.EMBEDDED)
def show() -> ResponseReturnValue:
    """Samples in French, the territory's first language; nothing here comes from the database."""
    refused = SampleForm(data={"unit": "t"})
    refused.validate()
    return render_template(
        "ui/guide.html",
        blank=SampleForm(prefix="blank-", data={"price": "fixed"}),
        refused=refused,
        cards=CARDS,
        matches=MATCHES,
        steps=STEPS,
        entries=ENTRIES,
        messages=MESSAGES,
        map=_map(),
    )


def _map() -> Any:
    inside = [commune for commune in territory().communes.values() if commune.inside and commune.name in SPOT_COUNTS]
    kinds = ("offer", "need", "mixed")
    spots = [
        Spot(c.name, SPOT_COUNTS[c.name], url_for("search.show", near=c.code), kinds[at % 3], c.place.lat, c.place.lon)
        for at, c in enumerate(inside)
    ]
    return territory_map(
        spots,
        land_href=url_for("pictures.land"),
        title="Ressources par commune",
        description="Chaque rond mène aux ressources d’une commune ; la même liste suit en texte.",
    )
