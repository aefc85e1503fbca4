from __future__ import annotations

import pytest

from engine.errors import VaultDamaged, WrongKey
from engine.vault import keys, slots
from engine.vault.keys import FLOOR, Argon

ROOT = bytes(range(32))


def test_each_use_and_each_vault_has_its_own_key() -> None:
    uses = [keys.subkey(ROOT, use, vault) for use in ("database", "snapshot", "seal", "journal") for vault in ("one", "two")]
    assert len(set(uses)) == 8
    assert all(len(key) == 32 for key in uses)


def test_hkdf_gives_the_published_value() -> None:
    # RFC 5869, test case 1, first 32 bytes
    found = keys.hkdf(b"\x0b" * 22, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA)))
    assert found.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"


def test_a_passphrase_typed_with_combining_accents_is_the_same_passphrase() -> None:
    assert keys.stretch("caf\u00e9", b"s" * 16, FLOOR) == keys.stretch("cafe\u0301", b"s" * 16, FLOOR)


def test_calibration_never_goes_below_the_floor() -> None:
    assert keys.calibrate(low=1e-9, high=1e-8) == FLOOR


def test_calibration_spends_more_where_the_machine_is_fast() -> None:
    found = keys.calibrate(low=3.0, high=4.0, most_memory=FLOOR.memory)
    assert found.memory == FLOOR.memory
    assert found.passes > FLOOR.passes


@pytest.mark.parametrize(
    "altered",
    [
        {"id": "other"},
        {"salt": b"x" * 16},
        {"argon": Argon(memory=64 << 10, passes=2, lanes=4)},
        {"version": 2},
        {"backend": "x"},
    ],
)
def test_a_slot_whose_description_was_altered_does_not_open(altered: dict[str, object]) -> None:
    import msgspec

    slot = slots.new_slot("passphrase", "secret words", ROOT, "vault", argon=FLOOR)
    assert slot.open("secret words", "vault") == ROOT
    with pytest.raises(WrongKey):
        msgspec.structs.replace(slot, **altered).open("secret words", "vault")


def test_a_slot_does_not_open_as_part_of_another_vault() -> None:
    slot = slots.new_slot("recovery", b"r" * 20, ROOT, "vault")
    assert slot.open(b"r" * 20, "vault") == ROOT
    with pytest.raises(WrongKey):
        slot.open(b"r" * 20, "another")


@pytest.mark.parametrize("argon", [Argon(memory=1 << 40), Argon(passes=10**9), Argon(lanes=10**6), Argon(passes=0), Argon(memory=1)])
def test_parameters_that_would_hang_the_machine_are_refused(argon: Argon) -> None:
    import msgspec

    slot = msgspec.structs.replace(slots.new_slot("passphrase", "w", ROOT, "vault", argon=FLOOR), argon=argon)
    with pytest.raises(VaultDamaged, match="impossible Argon2 parameters"):
        slot.open("w", "vault")
