"""Every page that can be opened: from the app's own addresses, with an example for each that has parameters."""

from flask import Flask
from werkzeug.routing import Rule

from exchange.web.audiences import Audience, audience_of

NO_PAGES = {
    "accounts.back_from_provider", "accounts.leave_for_provider", "accounts.link_page",
    "attachments.save", "attachments.thumb",
    "calendar.feed", "calendar.save", "catalogue_api.materials", "company_export.save", "crawling.favicon",
    "crawling.robots", "crawling.sitemap",
    "deals.handover_code", "deals.ticket", "desk_claims.picture", "documents.save",
    "documents.slip", "flow_imports.report", "health.live", "health.metrics",
    "health.ready", "kept_photos.show", "lot_imports.report", "lot_imports.template", "map.features",
    "matching_api.near_of_need", "matching_api.near_of_offer", "matching_api.of_need", "matching_api.of_offer",
    "matching_api.pair", "papers.save", "paying.code", "paying.data", "personal_data.save", "photos.show",
    "pictures.land", "pictures.weave", "posting.materials", "programs.openapi", "register.save",
    "security.second_step_code", "sites.save_paper", "static", "style.show",
}  # fmt: skip
"""Pictures, parts, data, files to keep and signs of life."""

EXAMPLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "appeals.show": ("{appeal}", ("administrator",)),
    "hold_rules.edit": ("{rule}/edit", ("administrator",)),
    "hold_rules.show": ("{rule}", ("administrator", "moderator")),
    "hold_rules.trial": ("{rule}/trial", ("moderator",)),
    "ratings.new": ("{done}/rating", ("taker",)),
    "accounts.confirmation": ("{confirmation}", ("visitor",)),
    "security.new_address": ("{new_address}", ("visitor",)),
    "security.old_address": ("{old_address}", ("visitor",)),
    "accounts.new_password": ("{new_password}", ("visitor",)),
    "catalogue.show": ("/materials/food.spent_grain", ("visitor",)),
    "checks.business_reasons": ("{business_refusal}", ("moderator",)),
    "checks.permit_reasons": ("{permit_refusal}", ("moderator",)),
    "companies.show": ("{company}", ("visitor", "giver")),
    "company_flows.reasons": ("{flow_reasons}", ("giver",)),
    "deals.gate": ("{deal}/loads/1/gate", ("taker", "giver")),
    "deals.new": ("{proposal}", ("taker", "giver")),
    "deals.show": ("{deal}", ("taker", "giver")),
    "documents.verify": ("{verify}", ("visitor",)),
    "flow_imports.show": ("{flow_import}", ("facilitator",)),
    "introductions.letter": ("/desk{introduction}/letter/need", ("facilitator",)),
    "introductions.see": ("{introduction}", ("giver",)),
    "introductions.show": ("/desk{introduction}", ("facilitator",)),
    "invitations.show": ("{invitation}", ("visitor", "taker")),
    "desk_companies.show": ("{dossier}", ("moderator", "facilitator")),
    "desk_measures.show": ("{measure}", ("administrator", "moderator")),
    "desk_reports.show": ("{notice}", ("moderator",)),
    "reports.show": ("{report}", ("visitor",)),
    "desk_claims.show": ("{claim}", ("administrator",)),
    "dismissals.of_need": ("{need}/dismissals", ("taker",)),
    "dismissals.of_offer": ("{offer}/dismissals", ("giver",)),
    "lot_imports.show": ("{lot_import}", ("giver",)),
    "documents.dossier": ("{border}/dossier", ("giver",)),
    "paying.show": ("{done}/loads/1/payment", ("giver",)),
    "photos.manage": ("{offer}/photos", ("giver",)),
    "near_misses.of_need": ("{need}/near-misses", ("taker",)),
    "near_misses.of_offer": ("{offer}/near-misses", ("giver",)),
    "matching.of_need": ("{need}/matches", ("taker",)),
    "matching.of_offer": ("{offer}/matches", ("giver",)),
    "notices.stop_page": ("{stop}", ("visitor",)),
    "needs.edit": ("{need}/edit", ("taker",)),
    "needs.show": ("{need}", ("visitor", "taker", "giver")),
    "offers.edit": ("{offer}/edit", ("giver",)),
    "offers.show": ("{offer}", ("visitor", "giver", "taker")),
    "reviews.reasons": ("/desk{waiting}/refusal", ("moderator",)),
    "sites.edit": ("{site}/edit", ("taker",)),
    "sites.new_permit": ("{site}/permits/new", ("taker",)),
    "statements.show": ("{statement}", ("giver", "moderator")),
}
"""Where a page with parameters can be seen, and by whom."""

_FILTERS = "q=palettes&near=59512&km=15&price=free&condition=3&sort=price"
_FILTERED = [f"/search?{_FILTERS}", f"/search?kind=need&{_FILTERS}"]
MORE: dict[str, list[str]] = {
    "visitor": [
        "/search?q=palettes",
        "/search?q=zzzz",
        "/search?kind=need",
        "/no-such-page",
        *_FILTERED,
    ],
    "giver": [
        "{done}",
        "{border}",
        "{waiting}",
        "{lot_report}",
        "/notices?topic=deals",
        "/search?q=zeppelin",
        "/search?commune=59350&commune=59512",
    ],
    "taker": ["/", "/searches/new?q=drums&commune=59350&price=free"],
    "unconfirmed": ["/company"],
    "moderator": ["/company"],
}
"""Pages worth a second look: also a search with much chosen."""

_VIEWERS = {
    Audience.ANYONE: ("visitor",),
    Audience.EMBEDDED: ("visitor",),
    Audience.SIGNED_IN: ("giver",),
    Audience.CONFIRMED: ("giver",),
    Audience.MEMBERS: ("giver",),
    Audience.MANAGERS: ("giver",),
    Audience.STAFF: ("moderator", "facilitator"),
    Audience.FACILITATORS: ("facilitator",),
    Audience.MODERATORS: ("moderator",),
    Audience.ADMINISTRATORS: ("administrator",),
}


def page_rules(app: Flask) -> list[Rule]:
    """The rules that people open."""
    return [
        rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES
    ]


def without_example(app: Flask) -> set[str]:
    """Pages with parameters that nobody has said where to see."""
    return {rule.endpoint for rule in page_rules(app) if rule.arguments and rule.endpoint not in EXAMPLES}


def walks(app: Flask, addresses: dict[str, str]) -> dict[str, list[str]]:
    """What each viewer opens."""
    seen = {viewer: [path.format(**addresses) for path in paths] for viewer, paths in MORE.items()}
    for rule in page_rules(app):
        audience = audience_of(app, rule.endpoint)
        path, viewers = EXAMPLES.get(rule.endpoint, (rule.rule, _VIEWERS[audience or Audience.ANYONE]))
        for viewer in viewers:
            seen.setdefault(viewer, []).append(path.format(**addresses))
    return seen
