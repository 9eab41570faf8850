"""Walking through the site as somebody: the pages that links lead to, with their forms and links."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

PASSWORD = "navette-demo-shuttle"  # the demo's own
_MOST_ALIKE = 8
_WITHOUT_A_PAGE = (".ics", ".pdf", ".zip", ".csv", ".xlsx", ".svg", ".json", ".xml", "/thumb", "/large", "/medium")


@dataclass(slots=True)
class Form:
    """A form as it stands in a page: where it goes, how, and what a press would send."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    other_actions: list[str] = field(default_factory=list)
    """Where further buttons of it go."""


class _NotFollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:  # None: stay here
        return None


class Visitor:
    """A browser of its own: cookies, no scripts, redirects seen and not followed."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = http.cookiejar.CookieJar()
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _NotFollowed)

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, text and where it sends on."""
        body = None if fields is None else urllib.parse.urlencode(fields).encode()
        headers = {"Accept-Language": "en"}
        try:
            answer = self._browser.open(urllib.request.Request(self.url + path, body, headers))
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            is_page = answer.headers.get_content_type() == "text/html"
            text = answer.read().decode() if is_page else ""
            return answer.status, text, answer.headers.get("Location", "")

    def enter(self, email: str) -> None:
        """Sign in. Raises SystemExit where the door stays shut."""
        status, _, onward = self.ask("/sign-in", {**self.token(), "email": email, "password": PASSWORD, "next": ""})
        if status != 303 or "sign-in" in onward:
            raise SystemExit(f"{email} cannot sign in: {status} {onward}")

    def token(self) -> dict[str, str]:
        """What every form carries."""
        forms = read(self.ask("/sign-in/forgotten")[1]).forms or read(self.ask("/about")[1]).forms
        return {"csrf_token": next(form.fields["csrf_token"] for form in forms if "csrf_token" in form.fields)}

    def cookie(self) -> str:
        """The header that a tool sends."""
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._inside: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside.append(Form(said.get("action", ""), said.get("method", "get").lower()))
            self.forms.append(self._inside[-1])
        self.links += [said[name] for name in ("href", "hx-get", "data-src") if name in said]
        self._take(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._inside:
            self._inside.pop()

    def _take(self, tag: str, said: dict[str, str]) -> None:
        if not self._inside:
            return
        fields = self._inside[-1].fields
        if tag == "select":
            self._select = said.get("name", "")
        if tag == "option" and self._select and ("selected" in said or not fields.get(self._select)):
            fields[self._select] = said.get("value", "")
        if "formaction" in said:
            self._inside[-1].other_actions.append(said["formaction"])
        if tag in {"input", "textarea", "button"} and said.get("name") and said.get("type") != "file":
            fields.setdefault(said["name"], said.get("value", ""))


def read(html: str) -> _Page:
    """The forms and links of a page."""
    page = _Page()
    page.feed(html)
    return page


def walk(visitor: Visitor, starts: tuple[str, ...], *, most: int) -> Iterator[tuple[str, _Page]]:
    """At most so many pages that links lead to, the nearest first; each kind of address a few times."""
    waiting, seen, kinds = list(starts), set(starts), dict[str, int]()
    while waiting and most > 0:
        path = waiting.pop(0)
        kind = kind_of(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] > _MOST_ALIKE:
            continue
        most -= 1
        _, html, onward = visitor.ask(path)
        page = read(html)
        yield path, page
        for link in [*page.links, onward]:
            address = urllib.parse.urlsplit(urllib.parse.urljoin(visitor.url + path, link))
            further = urllib.parse.urlunsplit(("", "", address.path, address.query, ""))
            if _is_ours(visitor, address) and further not in seen:
                seen.add(further)
                waiting.append(further)


def _is_ours(visitor: Visitor, address: urllib.parse.SplitResult) -> bool:
    at_home = f"{address.scheme}://{address.netloc}" == visitor.url
    return at_home and not address.path.startswith("/static") and not address.path.endswith(_WITHOUT_A_PAGE)


def kind_of(path: str) -> str:
    """The address without its ids, with the names of its parameters.

    >>> kind_of("/offers/01a20af2-0b68-7d0a-9275-ece3a536ca04/photos?q=x&a=1")
    '/offers/*/photos?a,q'
    """
    address = urllib.parse.urlsplit(path)
    parts = ["*" if any(sign.isdigit() for sign in part) else part for part in address.path.split("/")]
    names = sorted({name for name, _ in urllib.parse.parse_qsl(address.query, keep_blank_values=True)})
    return "/".join(parts) + ("?" + ",".join(names) if names else "")
