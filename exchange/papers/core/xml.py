"""A little help to write XML whose elements must come in a fixed order."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring  # nosec B405 — written, never read

Tree = list[tuple[str, object]]
"""Names with their content in order: text, a further tree, or nothing where the element is left out."""


def document(root: str, tree: Tree, spaces: Mapping[str, str]) -> bytes:
    """A document of names like «ram:ID» (attributes as «ram:ID@schemeID=0002»). ``spaces`` resolve the prefixes."""
    for prefix, space in spaces.items():
        register_namespace(prefix, space)
    top = Element(_full(root, spaces))
    _fill(top, tree, spaces)
    return bytes(tostring(top, encoding="utf-8", xml_declaration=True))


def _fill(parent: Element, tree: Tree, spaces: Mapping[str, str]) -> None:
    for name, content in tree:
        if content is None or content == "" or content == []:
            continue
        tag, *attributes = name.split("@")
        child = SubElement(parent, _full(tag, spaces), dict(_pairs(attributes)))
        if isinstance(content, list):
            _fill(child, content, spaces)
        else:
            child.text = str(content)


def _pairs(attributes: list[str]) -> Iterator[tuple[str, str]]:
    for attribute in attributes:
        name, _, value = attribute.partition("=")
        yield name, value


def _full(name: str, spaces: Mapping[str, str]) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{spaces[prefix]}}}{local}"
