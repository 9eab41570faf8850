"""What goes over the line: compressed for whoever reads it, kept for as long as its address says."""

import gzip
import re

import pytest

ZIPPED = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("path", ["/about", "/style.css", "/static/vendor/htmx.min.js", "/weaves/wood.svg"])
def test_words_are_compressed_for_whoever_reads_it(client, path):
    plain, packed = client.get(path), client.get(path, headers=ZIPPED)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.vary
    assert "Accept-Encoding" in packed.vary
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert _stable(gzip.decompress(packed.data)) == _stable(plain.data)


@pytest.mark.parametrize("path", ["/static/vendor/inter-latin-wght-normal.woff2", "/health/live"])
def test_what_would_not_shrink_goes_as_it_is(client, path):
    assert "Content-Encoding" not in client.get(path, headers=ZIPPED).headers


def test_who_refuses_gzip_gets_none(client):
    assert "Content-Encoding" not in client.get("/about", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_the_length_of_a_page_tells_nothing_for_certain(client):
    lengths = {len(client.get("/about", headers=ZIPPED).data) for _ in range(20)}

    assert len(lengths) > 5


def test_a_file_asked_about_again_is_not_sent_again(client):
    first = client.get("/static/favicon.svg", headers=ZIPPED)
    again = client.get("/static/favicon.svg", headers={**ZIPPED, "If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert not again.data


def test_every_file_of_a_page_is_kept_for_a_year_and_only_under_its_own_address(client):
    page = client.get("/about").get_data(as_text=True)
    style = re.search(r'rel="stylesheet" href="([^"]+)"', page)[1]
    asked = [*re.findall(r'(?:href|src)="(/static/[^"#]+)', page), style]
    fonts = re.findall(r"url\((/static/[^)]+)\)", client.get(style).get_data(as_text=True))

    assert len(asked) > 3
    assert len(fonts) == 4
    assert {font for font in fonts if "latin-ext" not in font} <= set(asked), "what is preloaded is what is used"
    for address in {*asked, *fonts}:
        assert "immutable" in client.get(address).headers["Cache-Control"], address
        assert "immutable" not in client.get(address.partition("?")[0]).headers["Cache-Control"]
        assert "immutable" not in client.get(f"{address}0").headers["Cache-Control"]


def test_the_sheets_come_in_one_answer_with_paper_last(client):
    style = client.get("/style.css").get_data(as_text=True)

    assert style.index("@layer vendor, reset") < style.index("@font-face") < style.index("@media print {\n@layer")
    assert style.count("{") == style.count("}")


def test_a_token_wears_another_mask_in_every_answer_and_each_is_accepted(client):
    tokens = {_token(client.get("/about").get_data(as_text=True)) for _ in range(3)}
    chosen = {client.post("/language", data={"csrf_token": one, "language": "fr"}).status_code for one in tokens}

    assert len(tokens) == 3
    assert chosen == {303}


@pytest.mark.parametrize("token", ["", "A", "AA==", "AAAA", "é", "====", "x" * 64])
def test_a_token_that_is_none_is_refused(client, token):
    client.get("/about")

    assert client.post("/language", data={"csrf_token": token, "language": "fr"}).status_code == 400


def _token(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def _stable(body):
    return re.sub(rb'name="csrf_token" value="[^"]*"', b"", body)
