import pytest

from exchange.catalogue.core.words import stem, tokens


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("palette", "palettes"),
        ("panneau", "panneaux"),
        ("tuyau", "tuyaux"),
        ("matelas", "matelas"),
        ("fût", "fûts"),
        ("bobine", "bobines"),
        ("pallet", "pallets"),
        ("battery", "batteries"),
        ("box", "box"),
        ("tyre", "tyres"),
        ("glass", "glas"),
        ("doos", "dozen"),
        ("plank", "planken"),
        ("schijf", "schijven"),
        ("mat", "matten"),
        ("raam", "raam"),
    ],
)
def test_one_and_many_share_a_stem(one, many):
    assert stem(tokens(one)[0]) == stem(tokens(many)[0])


@pytest.mark.parametrize("pair", [("lin", "laine"), ("bois", "boite"), ("carton", "carte"), ("plomb", "pompe")])
def test_different_words_keep_different_stems(pair):
    assert stem(pair[0]) != stem(pair[1])


def test_joining_words_are_dropped_but_never_all_words():
    assert tokens("Chutes de coton pour l'atelier") == ["chutes", "coton", "atelier"]
    assert tokens("per") == ["per"]


def test_accents_and_ligatures_do_not_matter():
    assert tokens("DRÊCHES, Œufs") == tokens("dreches oeufs")
