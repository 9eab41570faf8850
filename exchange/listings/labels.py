"""What the words of a listing are called by people, one function per list of words."""

from flask_babel import lazy_gettext as _l

from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.core.attributes import Attribute, Resin
from exchange.listings.core.completeness import PartName
from exchange.listings.legal import ByProductTest, EndOfWasteAct
from exchange.listings.models import ListingState, MassBasis, PaperKind, Readers, Rhythm


def state(value: ListingState) -> str:
    """Where a listing stands."""
    return {
        ListingState.DRAFT: _l("Draft"),
        ListingState.IN_REVIEW: _l("In review"),
        ListingState.SHOWN_FIRST: _l("Not shown to everyone yet"),
        ListingState.PUBLISHED: _l("Published"),
        ListingState.PAUSED: _l("Paused"),
        ListingState.EXHAUSTED: _l("Nothing left"),
        ListingState.EXPIRED: _l("Expired"),
        ListingState.WITHDRAWN: _l("Withdrawn"),
        ListingState.OBSERVED: _l("Observed flow"),
        ListingState.RETIRED: _l("Settled flow"),
    }[value]


def grade(value: int) -> str:
    """The condition of a lot."""
    return {
        Grade.NEW: _l("New"),
        Grade.GOOD: _l("Used, good"),
        Grade.WORN: _l("Used, worn"),
        Grade.TO_REPAIR: _l("To repair"),
        Grade.SCRAP: _l("For recycling only"),
    }[Grade(value)]


def grade_note(value: Grade) -> str:
    """What a condition means."""
    return {
        Grade.NEW: _l("Never used."),
        Grade.GOOD: _l("Fully fit for its purpose."),
        Grade.WORN: _l("Works, shows its age."),
        Grade.TO_REPAIR: _l("Usable after a repair."),
        Grade.SCRAP: _l("Fit for material recovery."),
    }[value]


def legal_status(value: LegalStatus) -> str:
    """What a lot is in law."""
    return {
        LegalStatus.PRODUCT: _l("Product"),
        LegalStatus.REUSE_ITEM: _l("Item for re-use"),
        LegalStatus.BY_PRODUCT: _l("By-product"),
        LegalStatus.WASTE: _l("Waste"),
        LegalStatus.END_OF_WASTE: _l("No longer waste"),
    }[value]


def legal_meaning(value: LegalStatus) -> str:
    """What the status means for whoever takes the lot."""
    return {
        LegalStatus.PRODUCT: _l("Made to be sold. The taker needs no waste permit."),
        LegalStatus.REUSE_ITEM: _l("Used for what it was made for, never thrown away. No waste permit needed."),
        LegalStatus.BY_PRODUCT: _l("Left over from making something else, used on as it is. No waste permit needed."),
        LegalStatus.WASTE: _l("Discarded by its holder. The receiving site needs a verified permit for its code, and "
                              "papers go with it."),
        LegalStatus.END_OF_WASTE: _l("It was waste and ceased to be by a named act. No waste permit needed."),
    }[value]  # fmt: skip


def animal_category(value: int) -> str:
    """The categories of regulation (EC) 1069/2009, from the riskiest."""
    return {
        1: _l("Category 1, to be disposed of"),
        2: _l("Category 2, never feed for farm animals"),
        3: _l("Category 3, from what people could have eaten"),
    }[value]


def animal_meaning(value: int) -> str:
    """What a category means for whoever takes the lot."""
    return {
        1: _l("It must be disposed of."),
        2: _l("The taker needs an approval for category 2. It never becomes feed for farm animals."),
        3: _l("The taker needs an approval or a registration for category 3."),
    }[value]


def by_product_test(value: ByProductTest) -> str:
    """The four questions of article 5."""
    return {
        ByProductTest.CERTAIN_USE: _l("Is it certain that it will be used?"),
        ByProductTest.USABLE_DIRECTLY: _l("Can it be used without more than normal industrial processing?"),
        ByProductTest.INTEGRAL: _l("Does it come from an integral part of your production?"),
        ByProductTest.LAWFUL: _l("Is the later use lawful and without harm to people and nature?"),
    }[value]


def end_of_waste_act(value: EndOfWasteAct) -> str:
    """The act as lawyers cite it."""
    return {
        EndOfWasteAct.WOOD_PACKAGING_FUEL: _l("Order of 29 July 2014, fuel from wood packaging"),
        EndOfWasteAct.COOKING_OIL_FUEL: _l("Order of 24 August 2016, fuel from cooking oil"),
        EndOfWasteAct.REUSE_ITEMS_CHEMICALS: _l("Order of 11 December 2018, items for re-use, chemicals"),
        EndOfWasteAct.REGENERATION: _l("Order of 22 February 2019, regenerated substances"),
        EndOfWasteAct.WIPERS: _l("Order of 25 February 2019, textile wipers"),
        EndOfWasteAct.SOIL: _l("Order of 4 June 2021, excavated soil"),
        EndOfWasteAct.PAPER: _l("Order of 13 December 2021, paper"),
        EndOfWasteAct.PYROLYSIS_OIL: _l("Order of 19 February 2024, pyrolysis oil"),
        EndOfWasteAct.EU_METAL_SCRAP: _l("Regulation (EU) 333/2011, iron, steel and aluminium scrap"),
        EndOfWasteAct.EU_GLASS_CULLET: _l("Regulation (EU) 1179/2012, glass cullet"),
        EndOfWasteAct.EU_COPPER_SCRAP: _l("Regulation (EU) 715/2013, copper scrap"),
    }[value]


def mass_basis(value: MassBasis) -> str:
    """How well the mass is known."""
    return {
        MassBasis.WEIGHED: _l("Weighed"),
        MassBasis.DECLARED: _l("Declared"),
        MassBasis.ESTIMATED: _l("Estimated"),
    }[value]


def rhythm(value: Rhythm, *, is_weekly: bool = False) -> str:
    """Once, or again and again, as it was told."""
    if is_weekly:
        return _l("Every week")
    return {Rhythm.ONE_OFF: _l("Once"), Rhythm.FLOW: _l("Every month")}[value]


def attribute(value: Attribute) -> str:
    """A detail that a material's family asks."""
    return {
        Attribute.SHARES: _l("Made of"),
        Attribute.RESIN: _l("Resin"),
        Attribute.COLOUR: _l("Colour"),
        Attribute.MOISTURE: _l("Moisture, %"),
        Attribute.LENGTH: _l("Length, mm"),
        Attribute.WIDTH: _l("Width, mm"),
        Attribute.THICKNESS: _l("Thickness, mm"),
        Attribute.STANDARD: _l("Standard or grade"),
        Attribute.CONTAMINANTS: _l("Contaminants"),
    }[value]


def resin(value: Resin) -> str:
    """Resins are called by their abbreviation in every language."""
    return _l("Another or a blend") if value is Resin.OTHER else value.value


def part(value: PartName) -> str:
    """What a description consists of."""
    return {
        PartName.PHOTO: _l("Photo"),
        PartName.DESCRIPTION: _l("Description"),
        PartName.MATERIAL: _l("Exact material"),
        PartName.MASS: _l("How the mass is known"),
        PartName.CONDITION: _l("Condition"),
        PartName.DETAILS: _l("Details of the material"),
        PartName.COMPOSITION: _l("Composition and contaminants"),
        PartName.PACKAGING: _l("Packaging and loading"),
        PartName.PRICE: _l("Price"),
        PartName.LAST_DAY: _l("Last day"),
        PartName.SMALLEST_LOT: _l("Smallest lot worth a trip"),
        PartName.STATUSES: _l("Legal statuses"),
    }[value]


def improvement(value: PartName) -> str:
    """The one thing to do next."""
    return {
        PartName.PHOTO: _l("Add a photo: people look before they ask."),
        PartName.DESCRIPTION: _l("Say in a few sentences where it comes from and how it looks."),
        PartName.MATERIAL: _l("Choose a more exact material."),
        PartName.MASS: _l("Weigh it, or say what one unit weighs."),
        PartName.CONDITION: _l("Say in which condition."),
        PartName.DETAILS: _l("Answer the details of the material."),
        PartName.COMPOSITION: _l("Say what it is made of and what may contaminate it."),
        PartName.PACKAGING: _l("Say how it is packed and loaded."),
        PartName.PRICE: _l("Name a price to begin with."),
        PartName.LAST_DAY: _l("Give a last day."),
        PartName.SMALLEST_LOT: _l("Say how little is still worth a trip."),
        PartName.STATUSES: _l("Tick the legal statuses that you take."),
    }[value]


def next_step(value: ListingState) -> str:
    """What its owner can do with a listing now."""
    return {
        ListingState.DRAFT: _l("Correct it and send it again."),
        ListingState.IN_REVIEW: _l("A moderator looks at it; you will be told."),
        ListingState.SHOWN_FIRST: _l("It opens by itself on its day; matches follow then."),
        ListingState.PUBLISHED: _l("See who matches."),
        ListingState.PAUSED: _l("Resume it when you are ready."),
        ListingState.EXHAUSTED: _l("Raise the quantity or withdraw it."),
        ListingState.EXPIRED: _l("Renew it to show it again."),
        ListingState.WITHDRAWN: _l("Renew it if you have it again."),
        ListingState.OBSERVED: _l("Known from a register only."),
        ListingState.RETIRED: _l("Its business has spoken."),
    }[value]


def state_tone(value: ListingState) -> str:
    """How a badge colours a state, beside its words."""
    return {
        ListingState.PUBLISHED: "good",
        ListingState.IN_REVIEW: "info",
        ListingState.SHOWN_FIRST: "info",
        ListingState.DRAFT: "warning",
        ListingState.EXPIRED: "warning",
    }.get(value, "")


def paper_kind(value: PaperKind) -> str:
    """What a document is."""
    return {
        PaperKind.SAFETY_SHEET: _l("Safety data sheet"),
        PaperKind.ANALYSIS: _l("Analysis"),
        PaperKind.TECHNICAL_SHEET: _l("Technical sheet"),
        PaperKind.CERTIFICATE: _l("Certificate"),
        PaperKind.OTHER: _l("Other document"),
    }[value]


def readers(value: Readers) -> str:
    """Who may fetch a document."""
    return {
        Readers.MEMBERS: _l("All member companies"),
        Readers.PARTIES: _l("Only who has agreed a deal on this lot"),
    }[value]
