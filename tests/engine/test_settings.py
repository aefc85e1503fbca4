"""Settings are declared once; what is not declared, or of the wrong type, is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.errors import BadInput
from engine.settings import DECLARED, Settings
from engine.vault.vault import Vault


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    vault, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield Settings(vault)
    vault.close()


@pytest.mark.parametrize("setting", DECLARED, ids=lambda setting: setting.key)
def test_every_setting_has_its_default_and_keeps_it_when_written(settings: Settings, setting: Any) -> None:
    assert settings.get(setting.key) == setting.default
    settings.put(setting.key, setting.default)
    assert settings.get(setting.key) == setting.default


@pytest.mark.parametrize(
    ("key", "value"), [("colour", "red"), ("theme", "purple"), ("trash_days", -1), ("trash_days", 9999), ("trash_days", True), ("learn", "yes")]
)
def test_what_does_not_fit_is_refused_and_changes_nothing(settings: Settings, key: str, value: object) -> None:
    with pytest.raises(BadInput) as refused:
        settings.put(key, value)
    assert refused.value.hint
    assert settings.get("trash_days") == 7


def test_a_list_holds_what_it_may_hold_each_once(settings: Settings) -> None:
    settings.put("never_keep", ["money", "health", "money"])
    assert settings.get("never_keep") == ["health", "money"]
    with pytest.raises(BadInput) as refused:
        settings.put("never_keep", ["health", "wine"])
    assert "health" in refused.value.message
    with pytest.raises(BadInput):
        settings.put("never_keep", "health")
    assert settings.get("never_keep") == ["health", "money"]


def test_what_is_done_to_a_value_does_not_change_the_setting(settings: Settings) -> None:
    settings.get("never_keep").append("health")
    assert settings.get("never_keep") == []
