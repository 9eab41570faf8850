"""Every sentence of the pages exists in every language, with the same gaps, in the language's own typography."""

import ast
import re

import pytest
from babel.messages.catalog import Catalog, Message
from wtforms.i18n import get_translations

import words
from exchange.kernel.territory import territory

GAP = re.compile(r"%\(\w+\)[a-z]|%%")
LOOSE_IN_FRENCH = re.compile(r"[^\s] (?:[;:!?»]|%(?!\())|« |\d \d{3}|(?<!«)[\u00a0\u202f]%\(")


@pytest.fixture(scope="module")
def sentences() -> Catalog:
    return words.sentences()


@pytest.fixture(scope="module", params=words.LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return words.translations(request.param)


def every(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def ids(messages: Catalog | list[Message]) -> set[str]:
    return {forms(message.id)[0] for message in messages if message.id}


def forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())  # type: ignore[arg-type] # a tuple of plural forms


def gaps(*texts: str) -> set[str]:
    return {gap for text in texts for gap in GAP.findall(text)}


def test_the_territory_speaks_english_and_what_is_translated():
    assert set(territory().languages) == {"en", *words.LANGUAGES}


def test_sentences_are_found_in_code_and_in_templates(sentences):
    shown_in = {name.split("/")[0] for message in every(sentences) for name, _line in message.locations}

    assert shown_in == set(words.SPOKEN_BY)


def test_no_sentence_hides_inside_an_f_string():
    hidden = [
        f"{source.relative_to(words.ROOT)}:{call.lineno}"
        for source in (words.ROOT / "exchange").rglob("*.py")
        for text in ast.walk(ast.parse(source.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in words.KEYWORDS
    ]

    assert hidden == [], "Babel does not see these, so nobody translates them"


def test_every_sentence_is_translated_and_none_is_left_over(sentences, catalogue):
    known, wanted = ids(catalogue), ids(sentences)

    assert not wanted - known, "new sentences: run `python3 dev.py words`, then translate"
    assert not known - wanted, "sentences that are gone: run `python3 dev.py words`"
    assert not catalogue.obsolete, "sentences that are gone: run `python3 dev.py words`"
    assert words.untranslated(catalogue) == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_plural_forms_are_complete(catalogue):
    plurals = [message for message in every(catalogue) if message.pluralizable]

    assert plurals
    assert {len(forms(message.string)) for message in plurals} == {catalogue.num_plurals}


def test_translations_have_the_gaps_of_their_sentences(catalogue):
    wrong = [
        message.id
        for message in every(catalogue)
        for translated in forms(message.string)
        if not gaps(translated) <= gaps(*forms(message.id)) or gaps(*forms(message.string)) != gaps(*forms(message.id))
    ]

    assert wrong == []


def test_sentences_are_written_in_english_and_whole(sentences):
    for text in (form for message in every(sentences) for form in forms(message.id)):
        assert text == text.strip(), f"a blank at the edge means glued halves: {text!r}"
        assert "  " not in text, text
        assert not set("éèêàçœ«»ëï") & set(text.replace("Trackdéchets", "")), text


def test_french_keeps_its_signs_with_their_words():
    loose = [
        text
        for message in every(words.translations("fr"))
        for text in forms(message.string)
        if LOOSE_IN_FRENCH.search(text.replace("%%", "%")) or "'" in text or '"' in text
    ]

    assert loose == []


def test_dutch_has_its_own_quotes_and_apostrophes():
    foreign = [
        text
        for message in every(words.translations("nl"))
        for text in forms(message.string)
        if set("'\"“”«»") & set(text)
    ]

    assert foreign == []


def test_the_files_are_as_the_command_writes_them(tmp_path, monkeypatch):
    before = {language: words.path(language).read_bytes() for language in words.LANGUAGES}
    for language, written in before.items():
        copy = tmp_path / language / "LC_MESSAGES" / "messages.po"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(written)
    monkeypatch.setattr(words, "TRANSLATIONS", tmp_path)

    words.main()

    assert {language: words.path(language).read_bytes() for language in words.LANGUAGES} == before


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_forms_say_of_themselves_is_translated_too(language):
    told = get_translations([language])
    counted = "Field cannot be longer than %(max)d character.", "Field cannot be longer than %(max)d characters."

    assert told.ngettext(*counted, 160) != counted[1]
    for sentence in ("Not a valid choice.", "Not a valid date value.", "Not a valid time value."):
        assert told.gettext(sentence) != sentence


@pytest.mark.parametrize(("language", "said"), [("fr", "Se connecter"), ("nl", "Aanmelden"), ("en", "Sign in")])
def test_a_page_speaks_the_language_that_is_asked_for(client, language, said):
    page = client.get(f"/sign-in?lang={language}").text

    assert f'lang="{language}"' in page
    assert said in page
