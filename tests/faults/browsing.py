"""A browser without a screen, for a site that is killed while it answers."""

import http.cookiejar
import re
import urllib.parse
import urllib.request
from uuid import uuid4

from tests.running import Site

_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


class Visitor:
    """Somebody signed in at the running site; forms are sent with the token of the page that they stand on."""

    def __init__(self, site: Site, email: str) -> None:
        self.site = site
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.send("/sign-in", "/sign-in", email=email, password=site.password_of(email))

    def get(self, path: str) -> str:
        """The page's text."""
        with self.opener.open(self.site.address + path, timeout=60) as answer:
            return str(answer.read().decode())

    def send(self, page: str, action: str, **fields: str) -> str:
        """Send a form of a page; returns the address where it led. Raises OSError where nobody answers."""
        token = _CSRF.search(self.get(page))
        assert token, page
        told = {"csrf_token": token[1], "request_id": str(uuid4()), **fields}
        body = urllib.parse.urlencode(told).encode()
        request = urllib.request.Request(self.site.address + action, body, {"Referer": self.site.address + page})
        with self.opener.open(request, timeout=60) as answer:
            return urllib.parse.urlsplit(answer.url).path
