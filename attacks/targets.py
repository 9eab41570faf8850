"""What sqlmap is let loose on: every form and link with parameters that a role meets, and addresses that hold words."""

import re
import urllib.parse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from attacks.visiting import Form, Visitor, kind_of, walk

MOST_PAGES = 900
STARTS = (
    "/company", "/", "/deals", "/desk", "/desk/listings", "/desk/businesses", "/desk/permits", "/desk/reports",
    "/desk/measures", "/desk/rules", "/desk/dismissals", "/notices", "/notices/preferences", "/searches", "/watched",
    "/wishes", "/calendar", "/account/security", "/account/data", "/account/second-step", "/account/passkeys",
    "/account/erasure", "/company/activity", "/company/drafts", "/company/flows", "/company/import", "/company/paying",
    "/company/register", "/confirm-it-is-you", "/searches/new?q=bois", "/sign-in", "/sign-up", "/sign-in/forgotten",
    "/verify", "/reports/new",
)  # fmt: skip
_FILTERS = (
    "q=bois&kind=offer&near=59512&commune=Lille&within=30&material=wood&price=free&status=product&sort=new&after=x"
)
READ_ANYWHERE = (
    f"/search?{_FILTERS}&grade=good&least_kg=1&lang=fr", f"/search/places.geojson?{_FILTERS}&zoom=9&box=2,50,4,51",
    f"/searches/new?{_FILTERS}", "/posting/materials?material_words=bois&material_code=wood&many=1&lang=fr",
    "/materials?q=bois&chosen=wood&field=code&many=1", "/method?version=1", "/wishes?after=x",
    "/notices?topic=deals&after=x",
    "/deals?after=x", "/calendar?month=2026-11", "/company/activity?words=bois", "/company/import?after=x",
    "/company/register?year=2026", "/company/register/out.csv?year=2026", "/offers/new?flow=x&material=wood&draft=x",
    "/needs/new?flow=x&material=wood&within=9&title=bois&draft=x", "/verify?number=x&code=x",
    "/reports/new?about=/offers",
    "/sign-in?next=/company", "/confirm-it-is-you?next=/company", "/api/v1/materials?q=bois&lang=fr",
    "/deals/new?offer_id={offer}&need_id={need}&quantity=1", "/offers/{own}/matches?after=x",
    "/offers/{own}/dismissals?after=x", "/api/v1/offers/{own}/matches?limit=9&after=x", "/deals/{deal}?code=x&gate=1",
    "/offers/{offer}?need={need}", "/desk/reports?after=x", "/desk/listings?after=x&kind=offer",
    "/desk/measures?after=x",
    "/static/css/site.css?v=x", "/style.css?v=x",
)  # fmt: skip
"""What views read of an address, whether or not a page of the demo links to it."""
WORDS_INSIDE = (
    "/materials/wood*", "/verify/NAV-1*", "/documents/NAV-1*/fr.pdf", "/invitations/x*", "/reports/x*",
    "/calendar/x*.ics",
    "/sign-in/new-password/x*", "/sign-up/confirmation/x*", "/account/email/confirmation/x*", "/account/email/undo/x*",
    "/notices/stop/x*", "/weaves/wood*.svg", "/offers/x*", "/desk/offers/x*/refusal",
)  # fmt: skip
"""Addresses with a part that may be any words; the ids of all others are read as UUIDs, of which two are tried too."""
FORBIDDEN = 403
THE_PATH = "the path"
_NOT_TRIED = {"csrf_token", "request_id"}
_FURTHER_ROW = re.compile(r"-[1-9][0-9]*(-|$)")


@dataclass(frozen=True, slots=True)
class Target:
    """One address with what it is sent."""

    role: str
    method: str
    address: str
    fields: dict[str, str] = field(default_factory=dict)
    source: str = "/"
    """The page that a browser would come from."""
    tried: tuple[str, ...] = ()
    """The parameters that are attacked."""
    cookie: str = ""
    """Of who is signed in already; otherwise the role signs in."""


def targets(visitor: Visitor, role: str, done: set[tuple[str, str, str]]) -> list[Target]:
    """What this visitor meets and nobody before him has: ``done`` holds method, kind of address and parameter."""
    met: list[Target] = []
    ids: dict[str, str] = {}
    for path, page in walk(visitor, STARTS, most=MOST_PAGES):
        _remember(ids, path)
        met += [*_of_forms(page.forms, path, role), Target(role, "get", path)]
    for address in READ_ANYWHERE + WORDS_INSIDE:
        with_ids = address.format_map({"offer": "x", "need": "x", "own": "x", "deal": "x"} | ids)
        if visitor.ask(with_ids.replace("*", ""))[0] != FORBIDDEN:  # then it waits for whom it is open to
            met.append(Target(role, "get", with_ids))
    return [new for one in met if (new := what_is_new(one, done)).tried]


def what_is_new(found: Target, done: set[tuple[str, str, str]]) -> Target:
    """The target with what was not tried yet at this kind of address: ``done`` grows."""
    kind = kind_of(urllib.parse.urlsplit(found.address).path)
    keys = {name: (found.method, kind, name) for name in _own(found)}
    new = [name for name, key in keys.items() if key not in done]
    done.update(keys.values())
    return replace(found, tried=tuple(new))


def _own(found: Target) -> list[str]:
    """Its parameters without tokens; of rows that repeat the same fields only the first."""
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(found.address).query, keep_blank_values=True))
    names = sorted((asked.keys() | found.fields.keys()) - _NOT_TRIED)
    return [name for name in names if not _FURTHER_ROW.search(name)] or ([THE_PATH] if "*" in found.address else [])


def _of_forms(forms: Sequence[Form], path: str, role: str) -> Iterator[Target]:
    for form in forms:
        for action in dict.fromkeys([form.action or path, *form.other_actions]):
            address = urllib.parse.urljoin(path, action)
            if form.method == "get":
                asked = urllib.parse.urlencode({name: value or "1" for name, value in form.fields.items()})
                yield Target(role, "get", f"{urllib.parse.urlsplit(address).path}?{asked}", source=path)
            else:
                yield Target(role, "post", address, form.fields, path)


def _remember(ids: dict[str, str], path: str) -> None:
    """Real ids for the addresses that want some: the first offer, need and deal met; an offer of one's own."""
    parts = urllib.parse.urlsplit(path).path.split("/")
    for word, name in (("offers", "offer"), ("needs", "need"), ("deals", "deal")):
        if len(parts) > 2 and parts[1] == word and len(parts[2]) == 36:
            ids.setdefault(name, parts[2])
            if word == "offers" and parts[3:] == ["edit"]:
                ids.setdefault("own", parts[2])


def counted(found: Iterable[Target]) -> str:
    """How many addresses and parameters."""
    all_of_them = list(found)
    return f"{len(all_of_them)} addresses, {sum(len(one.tried) for one in all_of_them)} parameters"
