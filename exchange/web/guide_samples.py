"""Invented samples for the living guide, each as the macros expect it."""

from typing import Any


def _card(code: str, material: str, icon: str, title: str, place: str, facts: tuple[str, str, str], **more: Any) -> Any:
    price, quantity, until = facts
    return {
        "kind": "offer", "href": "/guide", "title": title, "material_label": material, "icon": icon,
        "weave_code": code, "photo_url": None, "photo_alt": "", "place": place, "distance_km": 9.4,
        "price_label": price, "quantity_label": quantity, "until_label": until, "score": None, "status_label": None,
        **more,
    }  # fmt: skip


CARDS = [
    _card("wood.pallets", "Bois · palettes", "trees", "240 palettes Europe EPAL, réparables", "Neuville-en-Ferrain",
          ("Gratuit", "240 u.", "30 nov."), score=942),
    _card("textile.linen.offcuts", "Textile · lin", "shirt", "Chutes de lin et coton, rouleaux de 12 m", "Comines",
          ("0,40 €/m", "1 850 m", "12 déc."), score=880, distance_km=18.2),
    _card("food.spent_grain", "Alimentation · drêches", "wheat", "Drêches de brasserie, trois enlèvements par semaine",
          "Lille", ("Gratuit", "1,2 t/sem.", "en continu"), score=643, distance_km=0.6, status_label="Flux régulier"),
    _card("metal.steel.profiles", "Métaux · acier", "factory", "Profilés acier galvanisé, longueurs 2 à 6 m",
          "Wambrechies", ("180 €/t", "3,4 t", "20 déc."), distance_km=6.9),
    _card("electronics.screens", "Électronique · écrans", "cpu", "Lot de 120 écrans 24 pouces, testés",
          "Villeneuve-d’Ascq", ("Gratuit", "120 u.", "15 déc."), score=690, distance_km=7.3),
    _card("wood", "Bois", "trees", "Bois brut ou palettes pour un atelier d’insertion", "Roubaix",
          ("jusqu’à 20 €/t", "2 t par mois", "31 mars"), kind="need", score=830, distance_km=4.1),
]  # fmt: skip


def _term(label: str, points: int, most: int, evidence: str) -> Any:
    return {"label": label, "points": points, "max": most, "evidence": evidence}


MATCHES = [
    {
        "title": "Recyclerie du Sartel", "href": "/guide", "place": "Roubaix", "distance_km": 4.1, "score": 942,
        "why": "Même matière, à 4,1 km, couvre tout le besoin.", "steps": [],
        "terms": [
            _term("Matière", 300, 300, "Palettes : exactement la matière demandée"),
            _term("Distance", 182, 200, "4,1 km sur vos 30"),
            _term("Quantité", 150, 150, "240 unités couvrent tout le besoin"),
            _term("Calendrier", 90, 100, "18 jours en commun"),
            _term("Prix", 150, 150, "Gratuit, pour une limite de 20 €/t"),
            _term("CO₂e net", 70, 100, "1,9 t évitées, transport déduit"),
        ],
        "flags": [],
    },
    {
        "title": "Houtatelier Leie", "href": "/guide", "place": "Menen", "distance_km": 17.8, "score": 703,
        "why": "Une sorte de la matière demandée, à 17,8 km, couvre 25 % du besoin.",
        "steps": [("Mettre 240 unités à disposition", 48), ("Laisser ouvert jusqu'au 12 janvier", 12)],
        "terms": [
            _term("Matière", 240, 300, "Bois : catégorie parente de la vôtre"),
            _term("Distance", 81, 200, "17,8 km sur vos 30"),
            _term("Quantité", 132, 150, "60 unités sur 240"),
        ],
        "flags": ["Passe la frontière : dossier à joindre"],
    },
]  # fmt: skip

STEPS = ["Contact", "Accord", "Enlèvement", "Pesée", "Confirmé"]

ENTRIES = [
    {"at": "2026-11-21T09:12", "at_label": "21 nov. 2026, 09:12", "who": "Recyclerie du Sartel",
     "text": "A proposé 200 unités, enlèvement compris."},
    {"at": "2026-11-20T16:40", "at_label": "20 nov. 2026, 16:40", "who": "Logistique du Ferrain",
     "text": "A publié le lot."},
    {"at": "2026-11-20T16:38", "at_label": "20 nov. 2026, 16:38", "who": None, "text": "Le lot a été pesé : 5,3 t."},
]  # fmt: skip

MESSAGES = [
    {"by": "Recyclerie du Sartel", "at": "2026-11-21T09:15", "at_label": "09:15", "mine": False,
     "text": "Bonjour, le quai est-il accessible à un 12 tonnes ?"},
    {"by": "Vous", "at": "2026-11-21T09:31", "at_label": "09:31", "mine": True,
     "text": "Oui, de 8 h à 16 h, avec hayon."},
]  # fmt: skip
