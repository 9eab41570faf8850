"""What administrators have on their desk: a rule of the exchange, and an objection to a decision."""

from tests.browser.hands import Somebody

ACCOUNT = "review.administrator@navette.example", "navette-review-administrator"
"""Printed by ``seed review``."""


def write_a_rule(administrator: Somebody) -> str:
    """Listings with contact data are marked; the address of the rule."""
    administrator.go("/desk/rules/new")
    form = administrator.form("/desk/rules")
    answers = {
        "name": "Coordonnées", "conditions-0-kind": "contacts", "action": "flag", "ground": "contacts",
        "told": "Retirez les coordonnées du texte.",
    }  # fmt: skip
    administrator.send(form, answers, button="button:not([name]):visible")
    link = administrator.page.locator("main a[href^='/desk/rules/']:not([href$='/new'])").first
    return "/".join((link.get_attribute("href") or "").split("/")[:4])


def object_to(giver: Somebody, statement: str) -> None:
    """The company that was refused says why that was wrong."""
    giver.go(statement)
    giver.send(giver.form("/appeal"), {"words": "Les arêtes ont été limées."})


def report(visitor: Somebody, lot: str) -> str:
    """A visitor reports a lot from its page; the secret address of the receipt."""
    visitor.go(f"/reports/new?about={lot}")
    answers = {
        "reason": "waste", "words": "C'est un déchet, sans code.", "name": "Zoé", "email": "zoe.stage@navette.example",
        "good_faith": True,
    }  # fmt: skip
    visitor.send(visitor.form("/reports"), answers)
    return visitor.page.url.removeprefix(visitor.site.address)


def suspend_somebody(administrator: Somebody) -> str:
    """Somebody of the review may act no more; the address of the measure."""
    administrator.go("/desk/measures")
    answers = {
        "who": "review.suspended@navette.example",
        "ground": "conduct",
        "explanation": "Un chauffeur menacé.",
    }
    administrator.send(administrator.form("/desk/measures"), answers)
    link = administrator.page.locator("main a[href^='/desk/measures/']").first
    return link.get_attribute("href") or ""


def quarrel(giver: Somebody, taker: Somebody, deal: str) -> None:
    """The taker's scale shows less, the giver says otherwise, and the taker would rather have somebody decide."""
    taker.go(deal)
    claim = {"claim_ground": "weight", "claim_words": "Deux de moins", "claim_weight": "296"}
    taker.send(taker.form("/claims"), claim)
    giver.go(deal)
    giver.send(giver.form("/answer"), {"claim_words": "Notre balance est vérifiée", "claim_weight": "297"})
    taker.go(deal)
    taker.send(taker.form("/escalation"), {"escalation_words": "La nôtre aussi"})
