"""Every door of the site, as data. A new route fails the test until it has its entry here."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from tests.access_matrix import BREWERY, PASSED, SIDES, STAFF, TRADERS, Door, Role
from tests.access_stage import Stage


def _offer_case(stage: Stage) -> dict[str, Any]:
    return {"kind": "offer", "listing_id": stage.waiting_offer}


def _measure(stage: Stage) -> dict[str, Any]:
    return {"measure_id": stage.measure}


def _rule(stage: Stage) -> dict[str, Any]:
    return {"rule_id": stage.rule}


def _waiting_business(stage: Stage) -> dict[str, Any]:
    return {"business_id": stage.waiting_business}


def _waiting_permit(stage: Stage) -> dict[str, Any]:
    return {"permit_id": stage.waiting_permit}


def _offer(stage: Stage) -> dict[str, Any]:
    return {"offer_id": stage.offer}


def _hidden_offer(stage: Stage) -> dict[str, Any]:
    return {"offer_id": stage.waiting_offer}


def _own_photo(stage: Stage) -> dict[str, Any]:
    return {"offer_id": stage.offer, "photo_id": stage.photo}


def _need(stage: Stage) -> dict[str, Any]:
    return {"need_id": stage.need}


def _site(stage: Stage) -> dict[str, Any]:
    return {"site_id": stage.site}


def _deal(stage: Stage) -> dict[str, Any]:
    return {"deal_id": stage.deal}


def _load(stage: Stage) -> dict[str, Any]:
    return {"deal_id": stage.deal, "number": 1}


def _sent_file(stage: Stage) -> dict[str, Any]:
    return {"deal_id": stage.deal, "attachment_id": stage.attachment}


def _at_the_gate(stage: Stage) -> dict[str, Any]:
    return {"deal_id": stage.agreed, "number": 1}


def _agreed_load(stage: Stage) -> dict[str, Any]:
    return {"deal_id": stage.agreed, "load_number": 1}


def _of_a_note(_stage: Stage) -> dict[str, str]:
    return {"kind": "handover_note"}


def _issued(stage: Stage) -> dict[str, Any]:
    return {"number": stage.issued, "language": "fr"}


def _claim_alone(_stage: Stage) -> dict[str, Any]:
    return {"claim_id": uuid4()}


def _a_photo(_stage: Stage) -> dict[str, Any]:
    return {"photo_id": uuid4(), "size": "thumb"}


def _ticket(stage: Stage) -> dict[str, Any]:
    return {**_a_photo(stage), **_load(stage)}


def _asked_lot(stage: Stage) -> dict[str, str]:
    return {"offer_id": str(stage.offer)}


def _put_aside(other: UUID) -> dict[str, str]:
    """Without a reason: the brewery's own two never match, so all that is left to say is that the form is not right."""
    return {"other_id": str(other)}


def _pressed(other: UUID) -> dict[str, str]:
    return {"other_id": str(other), "rule": "C2", "seen": "collects_within_km=36"}


def _own_flow(stage: Stage) -> dict[str, Any]:
    return {"role": "offer", "flow_id": stage.flow}


def _file(stage: Stage) -> dict[str, Any]:
    return {"import_id": stage.flow_import}


def _introduction(stage: Stage) -> dict[str, Any]:
    return {"introduction_id": stage.introduction}


def _never_paired(stage: Stage) -> dict[str, str]:
    return {"offer_id": str(stage.flow), "need_id": str(stage.need)}


def _dead_link(_stage: Stage) -> dict[str, Any]:
    return {"token": "nobody-was-sent-this"}


def _search(stage: Stage) -> dict[str, Any]:
    return {"search_id": stage.search}


def _stop(stage: Stage) -> dict[str, Any]:
    return {"token": stage.stop}


def _tended(kinds: str, name: str) -> Callable[[Stage], dict[str, Any]]:
    return lambda stage: {"kinds": kinds, "listing_id": getattr(stage, name)}


def _draft_sent(_stage: Stage) -> dict[str, str]:
    return {"draft_id": str(uuid4()), "title": "Half a lot"}


def _to_a_colleague(stage: Stage) -> dict[str, str]:
    return {"colleague": str(stage.member)}


REASONS = {"ground": "unsafe", "explanation": "Asbestos."}
OPEN = Door()
"""No object in the address: the audience says it all."""
LINK = Door(ids=_dead_link, answers=PASSED | {404})
"""Whoever holds the link may pass; this one was never sent."""
OWN_OFFER, OWN_NEED = (Door(ids=ids, passes=BREWERY, otherwise=403) for ids in (_offer, _need))
"""Published, so strangers see it and are told that it is not theirs."""
OFFER_FORM, NEED_FORM = (Door(ids=ids, passes=BREWERY) for ids in (_offer, _need))
"""What the holder has written exists for the holder only."""
MATCHES_OF_OFFER = Door(ids=lambda stage: {"listing_id": stage.offer}, passes=BREWERY | STAFF)
MATCHES_OF_NEED = Door(ids=lambda stage: {"listing_id": stage.need}, passes=BREWERY | STAFF)
"""Who could take it is told to its holder and to staff only."""
OWN_DEAL = Door(ids=_deal, passes=SIDES)
"""The brewery is one of its two parties; whoever is neither must not learn that it exists."""
OWN_LOAD = Door(ids=_load, passes=SIDES)
NO_CLAIM = frozenset({404, 422})
"""The stage's load has no claim: whoever may decide about one learns that there is none."""
OWN_CLAIM = Door(ids=lambda stage: {**_claim_alone(stage), **_load(stage)}, passes=SIDES, answers=PASSED | {404})
OWN_SEARCH = Door(ids=_search, passes=frozenset({Role.MEMBER}))
"""Kept by one person: colleagues and staff must not learn what somebody looks for."""
OWN_EXPORT = Door(ids=lambda stage: {"export_id": stage.export}, passes=frozenset({Role.MEMBER}))
"""What is held about a person opens to that person alone, not even to staff."""
OWN_LOTS = Door(ids=lambda stage: {"import_id": stage.lot_import}, passes=BREWERY)
"""A file of lots is its company's alone."""
OWN_SITE = Door(ids=_site, passes=BREWERY)

DOORS: dict[str, Door] = {
    # web
    "crawling.favicon": Door(answers=frozenset({301})),
    "crawling.robots": OPEN,
    "crawling.sitemap": OPEN,
    "guide.show": OPEN,
    "health.live": OPEN,
    "health.metrics": OPEN,
    "health.ready": OPEN,
    "mailbox.show": OPEN,
    "pages.about": OPEN,
    "pages.accessibility": OPEN,
    "pages.legal": OPEN,
    "pictures.land": OPEN,
    "programs.openapi": OPEN,
    "style.show": OPEN,
    "pictures.weave": Door(ids=lambda _stage: {"code": "food.spent_grain"}),
    "web.choose_language": OPEN,
    # accounts
    "security.change_password": OPEN,
    "security.end_other_sign_ins": OPEN,
    "security.end_sign_in": Door(lambda _stage: {"sign_in_id": uuid4()}, passes=frozenset()),
    "security.show": OPEN,
    "security.start_second_step": OPEN,
    "security.second_step": OPEN,
    "security.second_step_code": Door(passes=frozenset()),
    "security.confirm_second_step": OPEN,
    "security.renew_recovery_codes": Door(passes=frozenset()),
    "security.remove_second_step": OPEN,
    "security.ask_for_address": OPEN,
    "security.confirm_address": LINK,
    "security.new_address": LINK,
    "security.old_address": LINK,
    "security.undo_address": LINK,
    "security.passkeys": OPEN,
    "security.passkey_to_make": OPEN,
    "security.add_passkey": OPEN,
    "security.remove_passkey": Door(lambda _stage: {"passkey_id": uuid4()}, passes=frozenset()),
    "accounts.passkey_to_use": OPEN,
    "accounts.leave_for_provider": Door(passes=frozenset()),
    "accounts.back_from_provider": Door(passes=frozenset()),
    "accounts.link_page": OPEN,
    "accounts.link": OPEN,
    "accounts.enter_with_passkey": OPEN,
    "security.confirm_it_is_you": OPEN,
    "security.prove_it_is_you": OPEN,
    "accounts.second_step": OPEN,
    "accounts.enter_with_code": OPEN,
    "accounts.ask_for_reset": OPEN,
    "accounts.confirm": LINK,
    "accounts.confirmation": LINK,
    "accounts.enter": OPEN,
    "accounts.forgotten": OPEN,
    "accounts.make_account": OPEN,
    "accounts.new_password": LINK,
    "accounts.resend_confirmation": OPEN,
    "accounts.reset_password": LINK,
    "accounts.reset_sent": OPEN,
    "accounts.sign_in": OPEN,
    "accounts.sign_out": OPEN,
    "accounts.sign_up": OPEN,
    "accounts.sign_up_sent": OPEN,
    "erasure.ask": OPEN,
    "erasure.show": OPEN,
    "erasure.withdraw": OPEN,
    "personal_data.ask": OPEN,
    "personal_data.save": OWN_EXPORT,
    "personal_data.show": OPEN,
    "company.add": OPEN,
    "company.choose": Door(fields=lambda stage: {"business_id": str(stage.business)}, passes=BREWERY),
    "company.decline_join_request": Door(ids=lambda stage: {"person_id": stage.asking}, passes=BREWERY),
    "company.end_membership": Door(ids=lambda stage: {"person_id": stage.member}, passes=BREWERY),
    "company.invite": OPEN,
    "company.new": OPEN,
    "company.show": OPEN,
    "company.withdraw_invitation": Door(ids=lambda stage: {"invitation_id": stage.invitation}, passes=BREWERY),
    "invitations.accept": LINK,
    "invitations.accept_as_newcomer": LINK,
    "invitations.show": LINK,
    "sites.add": OPEN,
    "sites.add_permit": OWN_SITE,
    "sites.change": OWN_SITE,
    "sites.close": OWN_SITE,
    "sites.edit": OWN_SITE,
    "sites.new": OPEN,
    "sites.new_permit": OWN_SITE,
    "sites.save_paper": Door(ids=_waiting_permit, passes=BREWERY),
    "measures.object_to": Door(ids=_measure, passes=frozenset(), fields=lambda _stage: {"words": "No."}),
    "measures.show": OPEN,
    "staff.show": OPEN,
    "staff.appoint": OPEN,
    "staff.dismiss": Door(lambda _stage: {"person_id": uuid4()}, passes=frozenset()),
    # catalogue
    "catalogue.index": OPEN,
    "catalogue.show": Door(ids=lambda _stage: {"code": "food.spent_grain"}),
    "catalogue.sources": OPEN,
    "catalogue_api.materials": OPEN,
    "impact.method": OPEN,
    # listings
    "home.show": OPEN,
    "activity.choose": Door(fields=lambda _stage: {"code": "3832Z"}),
    "activity.refuse": Door(fields=lambda _stage: {"role": "offer", "material_code": "textile.padding"}),
    "activity.show": OPEN,
    "company_flows.drop": Door(ids=_own_flow, passes=BREWERY, fields=lambda _stage: {"reason": "no_longer"}),
    "company_flows.reasons": Door(ids=_own_flow, passes=BREWERY),
    "company_flows.show": OPEN,
    "flow_imports.create": OPEN,
    "flow_imports.new": OPEN,
    "flow_imports.repeat": Door(ids=_file),
    "flow_imports.report": Door(ids=_file),
    "flow_imports.show": Door(ids=_file),
    "drafts.delete": Door(ids=lambda stage: {"draft_id": stage.draft}, passes=BREWERY),
    "drafts.duplicate": Door(ids=_tended("offers", "offer"), passes=BREWERY),
    "drafts.keep": Door(ids=lambda _stage: {"kinds": "offers"}, fields=_draft_sent),
    "company_export.save": OPEN,
    "lot_imports.create": OPEN,
    "lot_imports.new": OPEN,
    "lot_imports.report": OWN_LOTS,
    "lot_imports.run": OWN_LOTS,
    "lot_imports.show": OWN_LOTS,
    "lot_imports.template": Door(ids=lambda _stage: {"kind": "xlsx"}),
    "needs.change": NEED_FORM,
    "needs.create": OPEN,
    "needs.edit": NEED_FORM,
    "needs.new": OPEN,
    "needs.pause": OWN_NEED,
    "needs.resume": OWN_NEED,
    "needs.show": Door(ids=_need),
    "needs.withdraw": OWN_NEED,
    "offers.change": OFFER_FORM,
    "offers.create": OPEN,
    "offers.edit": OFFER_FORM,
    "offers.new": OPEN,
    "offers.pause": OWN_OFFER,
    "offers.resume": OWN_OFFER,
    "offers.show": Door(ids=_offer),
    "offers.withdraw": OWN_OFFER,
    "papers.add": OFFER_FORM,
    "papers.remove": Door(ids=lambda stage: {**_offer(stage), "paper_id": stage.paper}, passes=BREWERY),
    "papers.save": Door(ids=lambda stage: {"paper_id": stage.paper}, passes=TRADERS),
    "kept_photos.show": Door(ids=lambda stage: {"photo_id": stage.kept_photo}, passes=BREWERY),
    "photos.add": OFFER_FORM,
    "photos.describe": Door(ids=_own_photo, passes=BREWERY, fields=lambda _stage: {"photo_description": "A silo"}),
    "photos.manage": OFFER_FORM,
    "photos.move": Door(ids=_own_photo, passes=BREWERY, fields=lambda _stage: {"place": "0"}),
    "photos.remove": Door(ids=_own_photo, passes=BREWERY),
    "photos.show": Door(ids=lambda stage: {"photo_id": stage.photo, "size": "thumb"}),
    "posting.materials": OPEN,
    "watching.index": OPEN,
    "watching.unwatch": Door(ids=_offer, passes=frozenset({Role.STRANGER})),
    "watching.watch": Door(ids=_offer),
    "wishes.index": OPEN,
    "companies.show": Door(ids=lambda stage: {"business_id": stage.business}),
    "partners.add": Door(ids=lambda stage: {"business_id": stage.business}),
    "partners.remove": Door(ids=lambda stage: {"business_id": stage.business}, passes=frozenset({Role.STRANGER})),
    "unsent.index": OPEN,
    "map.features": OPEN,
    "search.show": OPEN,
    "searches.change": OWN_SEARCH,
    "searches.index": OPEN,
    "searches.new": OPEN,
    "searches.pause": OWN_SEARCH,
    "searches.remove": OWN_SEARCH,
    "searches.resume": OWN_SEARCH,
    "searches.save": OPEN,
    "tending.extend": Door(ids=_tended("offers", "offer"), passes=BREWERY, otherwise=403),
    "tending.reassign": Door(ids=_tended("offers", "offer"), passes=BREWERY, otherwise=403, fields=_to_a_colleague),
    "tending.renew": Door(ids=_tended("offers", "offer"), passes=BREWERY, otherwise=403),
    "words.fill": Door(ids=lambda _stage: {"kinds": "offers"}, fields=_draft_sent),
    # notices
    "notices.choose": OPEN,
    "notices.preferences": OPEN,
    "notices.read_all": OPEN,
    "notices.show": OPEN,
    "notices.stop": Door(ids=_stop),
    "notices.stop_page": Door(ids=_stop),
    # matching
    "desk_dismissals.show_all": OPEN,
    "dismissals.bring_back_of_need": Door(
        ids=lambda stage: {"listing_id": stage.need, "other_id": stage.offer}, passes=BREWERY
    ),
    "dismissals.bring_back_of_offer": Door(
        ids=lambda stage: {"listing_id": stage.offer, "other_id": stage.need}, passes=BREWERY
    ),
    "dismissals.dismiss_of_need": Door(
        ids=lambda stage: {"listing_id": stage.need}, passes=BREWERY, fields=lambda stage: _put_aside(stage.offer)
    ),
    "dismissals.dismiss_of_offer": Door(
        ids=lambda stage: {"listing_id": stage.offer}, passes=BREWERY, fields=lambda stage: _put_aside(stage.need)
    ),
    "dismissals.of_need": MATCHES_OF_NEED,
    "dismissals.of_offer": MATCHES_OF_OFFER,
    "near_misses.adjust_need": Door(
        ids=lambda stage: {"listing_id": stage.need}, passes=BREWERY, fields=lambda stage: _pressed(stage.offer)
    ),
    "near_misses.adjust_offer": Door(
        ids=lambda stage: {"listing_id": stage.offer}, passes=BREWERY, fields=lambda stage: _pressed(stage.need)
    ),
    "near_misses.of_need": MATCHES_OF_NEED,
    "near_misses.of_offer": MATCHES_OF_OFFER,
    "matching.of_need": MATCHES_OF_NEED,
    "matching.of_offer": MATCHES_OF_OFFER,
    "matching_api.near_of_need": MATCHES_OF_NEED,
    "matching_api.near_of_offer": MATCHES_OF_OFFER,
    "matching_api.of_need": MATCHES_OF_NEED,
    "matching_api.of_offer": MATCHES_OF_OFFER,
    "matching_api.pair": Door(
        ids=lambda stage: {"offer_id": stage.offer, "need_id": stage.need}, passes=BREWERY | STAFF
    ),
    "weights.change": OPEN,
    "weights.show": OPEN,
    # papers
    "documents.add_carrier": Door(ids=_deal, passes=SIDES, answers=PASSED | {404}),
    "documents.answer": Door(ids=_deal, passes=SIDES, answers=PASSED | {404}),
    "documents.ask": OPEN,
    "documents.dossier": Door(ids=_deal, passes=SIDES, answers=PASSED | {404}),
    "documents.issue": Door(ids=_agreed_load, passes=SIDES, fields=_of_a_note),
    "documents.remove_carrier": Door(
        ids=lambda stage: {"deal_id": stage.deal, "number": 1}, passes=SIDES, answers=PASSED | {404}
    ),
    "documents.save": Door(ids=_issued, passes=SIDES),
    "documents.slip": Door(ids=_deal, passes=SIDES, answers=PASSED | {404}),
    "documents.verify": Door(ids=lambda stage: {"number": stage.issued}),
    "paying.code": Door(ids=_agreed_load, passes=SIDES, answers=PASSED | {404}),
    "paying.data": Door(ids=_agreed_load, passes=SIDES, answers=PASSED | {404}),
    "paying.details": OPEN,
    "paying.keep": OPEN,
    "paying.show": Door(ids=_agreed_load, passes=SIDES, answers=PASSED | {404}),
    "register.save": Door(ids=lambda _stage: {"direction": "outgoing"}),
    "register.show": OPEN,
    # deals
    "attachments.remove": Door(ids=_sent_file, passes=SIDES, answers=PASSED | {404}),
    "attachments.save": Door(ids=_sent_file, passes=SIDES),
    "attachments.thumb": Door(ids=_sent_file, passes=SIDES, answers=PASSED | {404}),
    "claiming.allow": OWN_OFFER,
    "claiming.claim": Door(ids=_offer, passes=frozenset({Role.STRANGER, Role.COUNTERPARTY}), otherwise=403),
    "claiming.end": OWN_OFFER,
    "deals.accept": OWN_DEAL,
    "deals.ask_hold": OWN_DEAL,
    "deals.ask_sample": OWN_DEAL,
    "deals.ask_longer": OWN_DEAL,
    "deals.agree_slot": OWN_LOAD,
    "deals.cancel": OWN_DEAL,
    "deals.confirm": OWN_LOAD,
    "deals.counter": OWN_DEAL,
    "deals.decline": OWN_DEAL,
    "deals.drop_sample": OWN_DEAL,
    "deals.extend_hold": OWN_DEAL,
    "deals.give_sample": OWN_DEAL,
    "deals.grant_hold": OWN_DEAL,
    "deals.hand_over": OWN_LOAD,
    "deals.gate": Door(ids=_at_the_gate, passes=SIDES),
    "deals.pass_on": OWN_LOAD,
    "deals.arrive": Door(ids=_at_the_gate, passes=SIDES),
    "deals.open_contacts": OWN_DEAL,
    "deals.handover_code": Door(ids=_load, passes=SIDES, answers=PASSED | {404}),
    "deals.index": OPEN,
    "deals.new": Door(fields=_asked_lot),
    "deals.agree_claim": OWN_CLAIM,
    "deals.answer_claim": OWN_CLAIM,
    "deals.escalate_claim": OWN_CLAIM,
    "deals.raise_claim": OWN_LOAD,
    "deals.withdraw_claim": OWN_CLAIM,
    "desk_claims.decide": Door(ids=_claim_alone, fields=lambda _stage: {"claim_words": "Half each"}, answers=NO_CLAIM),
    "desk_claims.picture": Door(ids=lambda stage: {**_claim_alone(stage), **_a_photo(stage)}, answers=NO_CLAIM),
    "desk_claims.show": Door(ids=_claim_alone, answers=NO_CLAIM),
    "calendar.end_feed": OPEN,
    "calendar.feed": LINK,
    "calendar.make_feed": OPEN,
    "calendar.save": Door(ids=_load, passes=SIDES, answers=PASSED | {404}),
    "calendar.show": OPEN,
    "deals.agree_rhythm": OWN_DEAL,
    "deals.decline_rhythm": OWN_DEAL,
    "deals.end_rhythm": OWN_DEAL,
    "deals.pause_rhythm": OWN_DEAL,
    "deals.propose_rhythm": OWN_DEAL,
    "deals.resume_rhythm": OWN_DEAL,
    "deals.skip_load": OWN_LOAD,
    "deals.withdraw_rhythm": OWN_DEAL,
    "deals.refuse": OWN_LOAD,
    "deals.show_ticket": OWN_LOAD,
    "deals.take_back": OWN_LOAD,
    "deals.ticket": Door(ids=_ticket, passes=SIDES, answers=PASSED | {404}),
    "deals.propose": Door(fields=_asked_lot),
    "deals.propose_slot": OWN_LOAD,
    "deals.judge_sample": OWN_DEAL,
    "deals.refuse_hold": OWN_DEAL,
    "deals.refuse_sample": OWN_DEAL,
    "deals.release_hold": OWN_DEAL,
    "deals.show": OWN_DEAL,
    "deals.weigh": OWN_LOAD,
    "deals.withdraw": OWN_DEAL,
    "deals.write": OWN_DEAL,
    "ratings.new": Door(ids=_deal, passes=SIDES),
    "ratings.rate": OWN_DEAL,
    # moderation
    "acting.begin": OPEN,
    "acting.end": OPEN,
    "acting.new": OPEN,
    "appeals.decide": Door(
        ids=lambda stage: {"appeal_id": stage.appeal}, fields=lambda _stage: {"outcome": "upheld", "answer": "It is."}
    ),
    "appeals.make": Door(
        ids=lambda stage: {"statement_id": stage.statement}, passes=BREWERY, fields=lambda _stage: {"words": "No."}
    ),
    "appeals.show": Door(ids=lambda stage: {"appeal_id": stage.appeal}),
    "check_queues.businesses": OPEN,
    "check_queues.decide_businesses": Door(
        fields=lambda stage: {"case": str(stage.waiting_business), "verb": "refuse", "reason": "No such street."}
    ),
    "check_queues.decide_permits": Door(
        fields=lambda stage: {"case": str(stage.waiting_permit), "verb": "refuse", "reason": "Another site's paper."}
    ),
    "check_queues.permits": OPEN,
    "checks.business_reasons": Door(ids=_waiting_business),
    "checks.open_paper": Door(ids=_waiting_permit),
    "checks.permit_reasons": Door(ids=_waiting_permit),
    "checks.refuse_business": Door(ids=_waiting_business, fields=lambda _stage: {"reason": "No such street."}),
    "checks.refuse_permit": Door(ids=_waiting_permit, fields=lambda _stage: {"reason": "Another site's paper."}),
    "checks.verify_business": Door(ids=_waiting_business),
    "checks.verify_permit": Door(ids=_waiting_permit),
    "desk.show": OPEN,
    "desk_companies.show": Door(ids=_waiting_business),
    "desk_companies.ask_register": Door(ids=_waiting_business),
    "desk_measures.index": OPEN,
    "desk_measures.judge": Door(ids=_measure, fields=lambda _stage: {"outcome": "upheld", "answer": "It stands."}),
    "desk_measures.lift": Door(ids=_measure),
    "desk_measures.show": Door(ids=_measure),
    "desk_measures.suspend": OPEN,
    "desk_reports.decide": Door(
        ids=lambda stage: {"notice_id": stage.notice}, fields=lambda _stage: {"outcome": "nothing", "answer": "Fine."}
    ),
    "desk_reports.decide_ticked": Door(fields=lambda stage: {"case": str(stage.notice), "answer": "Fine."}),
    "desk_reports.index": OPEN,
    "desk_reports.judge": Door(
        ids=lambda stage: {"notice_id": stage.answered_notice},
        fields=lambda _stage: {"outcome": "upheld", "answer": "It stands."},
    ),
    "desk_reports.open_reporter": Door(ids=lambda stage: {"notice_id": stage.notice}),
    "desk_reports.show": Door(ids=lambda stage: {"notice_id": stage.notice}),
    "hold_rules.change": Door(ids=_rule),
    "hold_rules.create": OPEN,
    "hold_rules.edit": Door(ids=_rule),
    "hold_rules.index": OPEN,
    "hold_rules.new": OPEN,
    "hold_rules.show": Door(ids=_rule),
    "hold_rules.switch": Door(ids=_rule, fields=lambda _stage: {"number": "1", "on": "0"}),
    "hold_rules.trial": Door(ids=_rule),
    "queue.decide": Door(fields=lambda stage: {"one": f"approve offer:{stage.waiting_offer}:1"}),
    "queue.show": OPEN,
    "reviews.approve": Door(ids=_offer_case, fields=lambda _stage: {"version": "1"}),
    "reviews.reasons": Door(ids=_offer_case),
    "reviews.refuse": Door(
        ids=_offer_case, fields=lambda _stage: {"version": "1", "ground": "unsafe", "explanation": "Asbestos."}
    ),
    "reports.give": OPEN,
    "reports.new": OPEN,
    "reports.object_to": Door(ids=_dead_link, fields=lambda _stage: {"words": "No."}, answers=PASSED | {404}),
    "reports.show": LINK,
    "taking.give_back": Door(ids=lambda stage: {"kind": "offer", "case_id": stage.waiting_offer}),
    "taking.take": Door(ids=lambda stage: {"kind": "offer", "case_id": stage.waiting_offer}),
    "taking.take_next": OPEN,
    "statements.rules": OPEN,
    "statements.show": Door(ids=lambda stage: {"statement_id": stage.statement}, passes=BREWERY | STAFF),
    # steering
    "flows.show_flows": OPEN,
    "introductions.answered": Door(ids=_introduction),
    "introductions.drop": Door(ids=_introduction, fields=lambda _stage: {"reason": "no_answer"}),
    "introductions.index": OPEN,
    "introductions.introduce": Door(fields=_never_paired, answers=frozenset({404})),
    "introductions.letter": Door(ids=lambda stage: {**_introduction(stage), "side": "need"}),
    "introductions.resume": Door(ids=_introduction),
    "introductions.see": Door(ids=_introduction, passes=BREWERY),
    "introductions.show": Door(ids=_introduction),
    "introductions.write": Door(ids=_introduction, fields=lambda _stage: {"text": "Rang them."}),
    "steering.show": OPEN,
}

_TENDING = ("extend", "renew", "reassign")
_OWNERS_VERBS = ("change", "edit", "pause", "resume", "withdraw")
ALSO: list[tuple[str, Door]] = [
    *((f"offers.{verb}", Door(ids=_hidden_offer, passes=BREWERY)) for verb in _OWNERS_VERBS),
    ("offers.show", Door(ids=_hidden_offer, passes=BREWERY | STAFF)),
    ("papers.add", Door(ids=_hidden_offer, passes=BREWERY)),
    ("photos.add", Door(ids=_hidden_offer, passes=BREWERY)),
    ("watching.watch", Door(ids=_hidden_offer, passes=frozenset())),
    ("drafts.duplicate", Door(ids=_tended("needs", "need"), passes=BREWERY)),
    *(
        (f"tending.{verb}", Door(ids=_tended("offers", "waiting_offer"), passes=BREWERY, fields=_to_a_colleague))
        for verb in _TENDING
    ),
    *(
        (
            f"tending.{verb}",
            Door(ids=_tended("needs", "need"), passes=BREWERY, otherwise=403, fields=_to_a_colleague),
        )
        for verb in _TENDING
    ),
    ("photos.manage", Door(ids=_hidden_offer, passes=BREWERY)),
]
"""The same doors for an offer that is not public yet: for others it does not exist."""


def doors_of(endpoint: str) -> list[Door]:
    """Every way in which a door is knocked at."""
    return [DOORS[endpoint], *(door for name, door in ALSO if name == endpoint)]
