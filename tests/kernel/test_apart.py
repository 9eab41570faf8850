"""What strangers send is decoded apart: a child that swells, hangs or crashes is only a refusal."""

import pytest

from exchange.kernel.apart import Refused, TookTooMuch, run_apart

HERE = "tests.kernel.child"


def run(what: str, seconds: int = 5) -> bytes:
    return run_apart(HERE, b"content", memory_mb=200, seconds=seconds, arguments=[what])


def test_the_child_answers_with_what_it_prints() -> None:
    assert run("echo") == b"content"


def test_its_own_no_is_told_apart_from_a_crash() -> None:
    with pytest.raises(Refused) as refused:
        run("refuse")
    assert refused.value.code == 4


@pytest.mark.parametrize("what", ["swell", "crash", "spin"])
def test_swelling_crashing_and_spinning_are_too_much(what: str) -> None:
    with pytest.raises(TookTooMuch):
        run(what, seconds=1 if what == "spin" else 5)


def test_it_is_given_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")

    assert b"canary" not in run("environment")
