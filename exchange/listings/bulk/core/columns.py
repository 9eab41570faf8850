"""What a column can hold, and how people head it in three languages. Pure.

The first name in each language is ours: forms, templates and what leaves say it, and it goes before all others.

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
    RHYTHM = "rhythm"
    WEEKDAYS = "weekdays"
    MONTHS = "months"


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
        "en": ("One of these weighs, kg", "One weighs, kg", "Kg per unit", "Unit weight"),
        "fr": ("Poids d’une unité, kg", "Poids d'un, kg", "Kg par unité", "Poids unitaire", "Masse unitaire"),
        "nl": ("Gewicht per eenheid, kg", "Eén weegt, kg", "Kg per eenheid", "Stukgewicht"),
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
        "nl": ("Euralcode", "Afvalcode", "EURAL-code"),
    },
    Column.IS_HAZARDOUS: {
        "en": ("It is hazardous", "Hazardous", "Dangerous"),
        "fr": ("C’est dangereux", "Dangereux", "Déchet dangereux"),
        "nl": ("Het is gevaarlijk", "Gevaarlijk"),
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
        "en": ("Place on the site", "Location", "Place in the building", "Floor"),
        "fr": (
            "Emplacement sur le site",
            "Localisation",
            "Emplacement",
            "Étage",
            "Pièce",
            "Zone",
            "Niveau",
            "Lieu",
        ),
        "nl": ("Plaats op de vestiging", "Locatie", "Plaats", "Verdieping"),
    },
    Column.PACKAGING: {
        "en": ("Packaging and loading", "Packaging"),
        "fr": ("Conditionnement et chargement", "Conditionnement", "Emballage", "Mode de fixation", "Assemblage"),
        "nl": ("Verpakking en laden", "Verpakking en lading", "Verpakking"),
    },
    Column.COMPOSITION: {
        "en": ("Composition and contaminants", "Composition"),
        "fr": ("Composition et contaminants", "Composition"),
        "nl": ("Samenstelling en verontreiniging", "Samenstelling", "Samenstelling en vervuiling"),
    },
    Column.DESCRIPTION: {
        "en": ("Description", "Remarks", "Comment", "Comments", "Dimensions"),
        "fr": ("Description", "Remarques", "Observations", "Commentaire", "Commentaires", "Dimensions"),
        "nl": ("Beschrijving", "Omschrijving", "Opmerkingen", "Afmetingen"),
    },
    Column.MINIMUM: {
        "en": ("Smallest quantity per pick-up", "Smallest pick-up", "Minimum quantity"),
        "fr": ("Plus petite quantité par enlèvement", "Enlèvement minimal", "Quantité minimale", "Minimum"),
        "nl": ("Kleinste hoeveelheid per afhaling", "Kleinste afname", "Minimale hoeveelheid"),
    },
    Column.DELIVERS_WITHIN_KM: {
        "en": ("We deliver within, km", "Delivered within, km", "Delivery radius"),
        "fr": ("Nous livrons dans un rayon de, km", "Livré à moins de, km", "Rayon de livraison"),
        "nl": ("Wij leveren binnen, km", "Geleverd binnen, km", "Leveringsstraal"),
    },
    Column.AVAILABLE_FROM: {
        "en": ("Available from", "From"),
        "fr": ("Disponible à partir du", "Disponible le", "Date de dépose", "Début"),
        "nl": ("Beschikbaar vanaf", "Vanaf"),
    },
    Column.AVAILABLE_UNTIL: {
        "en": ("Until", "Available until"),
        "fr": ("Dernier jour", "Jusqu'au", "Disponible jusqu'au", "Fin"),
        "nl": ("Laatste dag", "Tot en met", "Beschikbaar tot", "Tot"),
    },
    Column.RHYTHM: {
        "en": ("How often", "Rhythm", "Frequency"),
        "fr": ("À quelle fréquence", "Fréquence", "Rythme", "Périodicité"),
        "nl": ("Hoe vaak", "Frequentie", "Ritme"),
    },
    Column.WEEKDAYS: {
        "en": ("On which days", "Weekdays", "Days"),
        "fr": ("Quels jours", "Jours", "Jours de la semaine"),
        "nl": ("Op welke dagen", "Weekdagen", "Dagen"),
    },
    Column.MONTHS: {
        "en": ("In which months", "Months", "Season"),
        "fr": ("Quels mois", "Mois", "Saison"),
        "nl": ("In welke maanden", "Maanden", "Seizoen"),
    },
}
