"""Company numbers by their real checksums (RULES.md has the sources; numbers of public bodies and public companies)."""

import pytest

from exchange.kernel.registration import BadRegistration, RegistrationKind, is_siret, read_registration

SIREN, BCE = RegistrationKind.SIREN, RegistrationKind.BCE


@pytest.mark.parametrize(
    ("typed", "kind", "number", "siret"),
    [
        ("200093201", SIREN, "200093201", None),
        ("200 093 201 00016", SIREN, "200093201", "20009320100016"),
        ("200.093.201", SIREN, "200093201", None),
        ("356 000 000", SIREN, "356000000", None),
        ("35600000000048", SIREN, "356000000", "35600000000048"),
        ("0403.170.701", BCE, "0403170701", None),
        ("BE 0403.170.701", BCE, "0403170701", None),
        ("BE0403170701", BCE, "0403170701", None),
    ],
)
def test_a_number_is_read_as_its_register_writes_it(
    typed: str, kind: RegistrationKind, number: str, siret: str | None
) -> None:
    read = read_registration(typed)
    assert (read.kind, read.number, read.siret) == (kind, number, siret)


@pytest.mark.parametrize(
    "typed",
    ["", "200093202", "20009320100017", "0403170702", "12345678", "123456789012", "20009320100016X",
     "２０００９３２０１", "\x00", "0" * 500, "FRFR", "٢٠٠٠٩٣٢٠١", "35600000000046"],
)  # fmt: skip
def test_a_wrong_number_is_refused(typed: str) -> None:
    with pytest.raises(BadRegistration):
        read_registration(typed)


def test_every_single_wrong_digit_of_a_siren_shows() -> None:
    for place in range(9):
        for digit in set("0123456789") - {"200093201"[place]}:
            with pytest.raises(BadRegistration):
                read_registration("200093201"[:place] + digit + "200093201"[place + 1 :])


def test_establishments_of_la_poste_sum_to_a_multiple_of_five() -> None:
    assert is_siret("35600000049837")
    assert sum(map(int, "35600000049837")) % 5 == 0
    assert not is_siret("35600000049838")
