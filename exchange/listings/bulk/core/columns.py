"""What a column can hold, how people head it in three languages, and which heading means which. Pure.

Headings of deconstruction diagnostics (PEMD: produits, équipements, matériaux, déchets) are among the French ones.
"""

import enum


class Column(enum.StrEnum):
    """What a lot is told by, most needed first."""

    TITLE = "title"
    MATERIAL = "material"
    QUANTITY = "quantity"
    UNIT = "unit"
    KG_PER_UNIT = "kg_per_unit"
    CONDITION = "condition"
    LEGAL_STATUS = "legal_status"
    WASTE_CODE = "waste_code"
    IS_HAZARDOUS = "is_hazardous"
    PRICE = "price"
    SITE = "site"
    LOCATION = "location"
    PACKAGING = "packaging"
    COMPOSITION = "composition"
    DESCRIPTION = "description"
    MINIMUM = "minimum"
    DELIVERS_WITHIN_KM = "delivers_within_km"
    AVAILABLE_FROM = "available_from"
    AVAILABLE_UNTIL = "available_until"


NEEDED = (Column.MATERIAL, Column.QUANTITY, Column.UNIT)

HEADINGS: dict[Column, dict[str, tuple[str, ...]]] = {
    Column.TITLE: {
        "en": ("Title", "Name", "Item", "Product"),
        "fr": ("Titre", "Désignation", "Intitulé", "Nom", "Produit", "Libellé", "Élément", "Équipement"),
        "nl": ("Titel", "Benaming", "Naam", "Product"),
    },
    Column.MATERIAL: {
        "en": ("Material", "Material type", "Type of material"),
        "fr": ("Matière", "Matériau", "Matériaux", "Famille", "Type de matériau", "Nature", "Nature du déchet"),
        "nl": ("Materiaal", "Grondstof", "Soort materiaal", "Materiaalsoort"),
    },
    Column.QUANTITY: {
        "en": ("Quantity", "Amount", "Qty"),
        "fr": ("Quantité", "Quantité estimée", "Qté", "Nombre", "Volume", "Tonnage", "Masse"),
        "nl": ("Hoeveelheid", "Aantal"),
    },
    Column.UNIT: {
        "en": ("Unit", "Unit of measure", "UOM"),
        "fr": ("Unité", "Unité de mesure", "U"),
        "nl": ("Eenheid", "Maateenheid"),
    },
    Column.KG_PER_UNIT: {
        "en": ("One weighs, kg", "Kg per unit", "Unit weight"),
        "fr": ("Poids d'un, kg", "Kg par unité", "Poids unitaire", "Masse unitaire"),
        "nl": ("Eén weegt, kg", "Kg per eenheid", "Stukgewicht"),
    },
    Column.CONDITION: {
        "en": ("Condition", "State"),
        "fr": ("État", "État de conservation", "État général", "Qualité"),
        "nl": ("Staat", "Toestand", "Conditie"),
    },
    Column.LEGAL_STATUS: {
        "en": ("Legal status", "Status"),
        "fr": ("Statut juridique", "Statut", "Statut légal"),
        "nl": ("Juridische status", "Status", "Statuut"),
    },
    Column.WASTE_CODE: {
        "en": ("Waste code", "EWC code", "LoW code"),
        "fr": ("Code déchet", "Code déchets", "Code européen", "Code CED"),
        "nl": ("Afvalcode", "EURAL-code", "Euralcode"),
    },
    Column.IS_HAZARDOUS: {
        "en": ("Hazardous", "Dangerous"),
        "fr": ("Dangereux", "Déchet dangereux"),
        "nl": ("Gevaarlijk",),
    },
    Column.PRICE: {
        "en": ("Price, € per tonne", "Price", "Price per tonne"),
        "fr": ("Prix, € par tonne", "Prix", "Prix à la tonne", "Prix €/t"),
        "nl": ("Prijs, € per ton", "Prijs", "Prijs per ton"),
    },
    Column.SITE: {
        "en": ("Site", "Plant", "Warehouse"),
        "fr": ("Site", "Entrepôt", "Usine"),
        "nl": ("Vestiging", "Site"),
    },
    Column.LOCATION: {
        "en": ("Location", "Place in the building", "Floor"),
        "fr": ("Localisation", "Emplacement", "Étage", "Pièce", "Zone", "Niveau", "Lieu"),
        "nl": ("Locatie", "Plaats", "Verdieping"),
    },
    Column.PACKAGING: {
        "en": ("Packaging and loading", "Packaging"),
        "fr": ("Conditionnement et chargement", "Conditionnement", "Emballage", "Mode de fixation", "Assemblage"),
        "nl": ("Verpakking en lading", "Verpakking"),
    },
    Column.COMPOSITION: {
        "en": ("Composition", "Composition and contaminants"),
        "fr": ("Composition", "Composition et contaminants"),
        "nl": ("Samenstelling", "Samenstelling en vervuiling"),
    },
    Column.DESCRIPTION: {
        "en": ("Description", "Remarks", "Comment", "Comments", "Dimensions"),
        "fr": ("Description", "Remarques", "Observations", "Commentaire", "Commentaires", "Dimensions"),
        "nl": ("Omschrijving", "Beschrijving", "Opmerkingen", "Afmetingen"),
    },
    Column.MINIMUM: {
        "en": ("Smallest pick-up", "Minimum quantity"),
        "fr": ("Enlèvement minimal", "Quantité minimale", "Minimum"),
        "nl": ("Kleinste afname", "Minimale hoeveelheid"),
    },
    Column.DELIVERS_WITHIN_KM: {
        "en": ("Delivered within, km", "Delivery radius"),
        "fr": ("Livré à moins de, km", "Rayon de livraison"),
        "nl": ("Geleverd binnen, km", "Leveringsstraal"),
    },
    Column.AVAILABLE_FROM: {
        "en": ("Available from", "From"),
        "fr": ("Disponible à partir du", "Disponible le", "Date de dépose", "Début"),
        "nl": ("Beschikbaar vanaf", "Vanaf"),
    },
    Column.AVAILABLE_UNTIL: {
        "en": ("Until", "Available until"),
        "fr": ("Jusqu'au", "Disponible jusqu'au", "Fin"),
        "nl": ("Tot en met", "Beschikbaar tot", "Tot"),
    },
}
