from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import BadInput
from engine.vault import recovery

KEYS = st.binary(min_size=20, max_size=20)


@given(KEYS)
def test_the_printed_key_gives_the_bits_back(key: bytes) -> None:
    text = recovery.to_text(key)
    assert [len(group) for group in text.split("-")] == [5] * 8
    assert recovery.from_text(text) == key


@given(KEYS)
def test_case_spaces_and_letters_that_look_like_digits_do_not_matter(key: bytes) -> None:
    text = recovery.to_text(key).lower().replace("-", " ").replace("1", "l").replace("0", "o")
    assert recovery.from_text(f"  {text}\n") == key


@given(KEYS, st.integers(0, 39), st.integers(1, 31))
def test_every_mistyped_character_is_noticed_and_its_group_named(key: bytes, place: int, shift: int) -> None:
    letters = list(recovery.to_text(key).replace("-", ""))
    letters[place] = recovery.ALPHABET[(recovery.ALPHABET.index(letters[place]) + shift) % 32]
    with pytest.raises(BadInput, match=rf"group {place // 5 + 1} of"):
        recovery.from_text("".join(letters))


@given(KEYS, st.integers(0, 7), st.integers(0, 3))
def test_two_neighbours_typed_in_the_wrong_order_are_noticed(key: bytes, group: int, place: int) -> None:
    letters = list(recovery.to_text(key).replace("-", ""))
    at = group * 5 + place
    if letters[at] == letters[at + 1]:
        return
    letters[at], letters[at + 1] = letters[at + 1], letters[at]
    with pytest.raises(BadInput, match=f"group {group + 1} of"):
        recovery.from_text("".join(letters))


@given(KEYS, st.integers(0, 7), st.integers(0, 7))
def test_two_groups_typed_in_the_wrong_order_are_noticed(key: bytes, one: int, other: int) -> None:
    groups = recovery.to_text(key).split("-")
    if one == other:
        return
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(BadInput, match="groups"):
        recovery.from_text("-".join(groups))


def test_a_missing_group_is_told_by_its_length() -> None:
    with pytest.raises(BadInput, match="40 characters; this has 35"):
        recovery.from_text("-".join(recovery.to_text(bytes(20)).split("-")[:7]))


@given(KEYS, st.integers(0, 39))
def test_a_missing_character_is_told_with_its_group(key: bytes, place: int) -> None:
    text = recovery.to_text(key)
    at = place + place // 5
    short = text[:at] + text[at + 1 :]
    assert f"Group {place // 5 + 1} has 4 instead of 5" in recovery.typing_error(short)
    assert recovery.typing_error(text.replace("-", " ") + "7").endswith("Group 8 has 6 instead of 5.")


def test_without_dashes_the_first_group_that_cannot_be_right_is_named() -> None:
    text = recovery.to_text(bytes(range(20))).replace("-", "")
    assert "this has 39. Look at group 4 first." in recovery.typing_error(text[:16] + text[17:])


@pytest.mark.parametrize("words", ["correct horse battery staple", "eight words that are no key at all here", ""])
def test_a_passphrase_is_not_taken_for_a_mistyped_key(words: str) -> None:
    assert not recovery.resembles(words)


def test_characters_that_no_key_has_are_named() -> None:
    with pytest.raises(BadInput, match=r"no \$ in it"):
        recovery.from_text(recovery.to_text(bytes(20)).replace("0", "$", 1))


def test_a_key_is_recognised_with_and_without_its_dashes_and_its_typing_error_told() -> None:
    text = recovery.to_text(recovery.new())
    for typed in (text, text.lower(), text.replace("-", ""), text.replace("-", " ")):
        assert recovery.looks_like(typed)
        assert recovery.typing_error(typed) == ""
    wrong = ("1" if text[0] != "1" else "2") + text[1:]
    assert "group 1" in recovery.typing_error(wrong)
    assert not recovery.looks_like("a passphrase of some words")
    assert recovery.typing_error("a passphrase of some words") == ""
