"""First run and unlocking as a state machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.onboarding.flow import LONGEST_WAIT, Facts, Flow, Step, problem, strength


def test_the_first_run_goes_from_welcome_to_the_open_vault() -> None:
    flow = Flow(Facts(vault=False, models_missing=True))
    assert [flow.step, flow.begin(), flow.made(), flow.key_kept(), flow.models_done()] == [
        Step.WELCOME, Step.PROTECT, Step.RECOVERY_KEY, Step.MODELS, Step.OPEN,
    ]  # fmt: skip


def test_with_models_installed_nothing_more_is_asked() -> None:
    flow = Flow(Facts(vault=False))
    flow.begin()
    flow.made()
    assert flow.key_kept() is Step.OPEN


def test_an_existing_vault_asks_for_its_key() -> None:
    flow = Flow(Facts(vault=True))
    assert flow.step is Step.UNLOCK
    assert flow.unlocked() is Step.OPEN


def test_who_comes_by_recovery_key_may_choose_a_new_passphrase() -> None:
    flow = Flow(Facts(vault=True))
    assert flow.forgot() is Step.RECOVER
    assert flow.unlocked() is Step.NEW_PASSPHRASE
    assert flow.passphrase_done() is Step.OPEN


def test_one_can_go_back_but_not_into_a_vault_that_is_made() -> None:
    flow = Flow(Facts(vault=False))
    flow.begin()
    assert flow.back() is Step.WELCOME
    flow.begin()
    flow.made()
    assert flow.back() is Step.RECOVERY_KEY


def test_a_keychain_is_tried_once_without_asking() -> None:
    flow = Flow(Facts(vault=True, keychain="Secret Service", opens_itself=True))
    assert flow.try_alone
    flow.wrong()
    assert not flow.try_alone


@given(st.integers(0, 200))
def test_the_wait_after_wrong_keys_grows_but_has_an_end(failures: int) -> None:
    flow = Flow(Facts(vault=True))
    waits = [flow.wait]
    for _ in range(failures):
        flow.wrong()
        waits.append(flow.wait)
    assert waits == sorted(waits)
    assert waits[-1] <= LONGEST_WAIT
    assert waits[: min(3, len(waits))] == [0] * min(3, len(waits))


def test_a_right_key_ends_the_wait() -> None:
    flow = Flow(Facts(vault=True))
    for _ in range(5):
        flow.wrong()
    flow.unlocked()
    assert flow.wait == 0


@pytest.mark.parametrize(
    ("passphrase", "again", "wrong"),
    [("short", "short", "8 characters"), ("aaaaaaaaaa", "aaaaaaaaaa", "easy to guess"), ("four good words here", "four good words", "differ")],
)
def test_a_poor_passphrase_is_told_why(passphrase: str, again: str, wrong: str) -> None:
    assert wrong in problem(passphrase, again)


def test_a_good_passphrase_is_taken() -> None:
    assert problem("four good words here", "four good words here") == ""


@given(st.text(max_size=60))
def test_strength_is_a_small_number(passphrase: str) -> None:
    assert 0 <= strength(passphrase) <= 4


def test_longer_is_stronger() -> None:
    assert strength("password") < strength("four good words") < strength("four good words and one more")
