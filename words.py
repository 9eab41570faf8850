"""Brings the translations up to the sentences of the sources: `python3 dev.py words`; see docs/languages.md."""

import os
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent
TRANSLATIONS = ROOT / "exchange" / "translations"
LANGUAGES = ("fr", "nl")
SPOKEN_BY = ("exchange", "templates")
# The position of the sentence among the arguments; None stands for the first.
KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2),
}  # fmt: skip
UNWRAPPED = 0
HEAD = """\
# {name} of Navette. How to work on it, the words of the trade and the tone: docs/languages.md.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {code}\\n"
"Plural-Forms: {plurals}\\n"

"""


def main() -> None:
    """Write each language's file anew: new sentences empty, gone ones dropped; says what is left to translate."""
    template = sentences()
    for language in LANGUAGES:
        catalogue = translations(language)
        catalogue.update(template, no_fuzzy_matching=True)
        _write(catalogue, path(language))
        print(f"{language}: {len(catalogue)} sentences, {len(untranslated(catalogue))} to translate")


def sentences() -> Catalog:
    """Every sentence that the sources show to people, with the files that show it."""
    catalogue = Catalog(charset="utf-8")
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call] # Babel leaves it untyped
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=_is_spoken)
    for name, _line, sentence, _comments, context in found:
        catalogue.add(sentence, locations=[(name, 0)], context=context)
    return catalogue


def translations(language: str) -> Catalog:
    """What a language's file says now; empty for a language that has none."""
    source = path(language)
    if not source.exists():
        return Catalog(locale=language, charset="utf-8")
    with source.open("rb") as written:
        return read_po(written, locale=language)


def path(language: str) -> Path:
    """Where gettext expects a language's file."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def untranslated(catalogue: Catalog) -> list[Message]:
    """The sentences that have no translation, or not one for each plural form."""
    return [message for message in catalogue if message.id and not _is_complete(message.string)]


def _is_complete(text: str | Iterable[str] | None) -> bool:
    return bool(text) and (isinstance(text, str) or all(text or ()))


def _is_spoken(folder: str | os.PathLike[str]) -> bool:
    """Whether extraction enters a folder; by the first step below the root."""
    steps = Path(folder).relative_to(ROOT).parts
    return not steps or steps[0] in SPOKEN_BY


def _write(catalogue: Catalog, target: Path) -> None:
    """Sorted, unwrapped, without line numbers and dates: a change shows as the change it is."""
    name = catalogue.locale.english_name if catalogue.locale else ""
    head = HEAD.format(name=name, code=catalogue.locale, plurals=catalogue.plural_forms)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        out.write(head.encode())
        write_po(
            out, catalogue, width=UNWRAPPED, omit_header=True, sort_output=True, ignore_obsolete=True,
            include_lineno=False,
        )  # fmt: skip


if __name__ == "__main__":
    main()
