"""The settings in the words of the window's language. They are declared once, in English, in engine/settings.py."""

from __future__ import annotations

import msgspec

from desktop.i18n import language, phrase, said, tr
from engine.settings import Setting

#: Sections that hold no settings.
OTHERS = (phrase("Models"), phrase("Vault"))


def section(name: str) -> str:
    """What a section is called."""
    return tr(name) if name in OTHERS else said(name)


def spoken(setting: Setting) -> Setting:
    """The same setting as it is shown. It is found by its English words, too."""
    if language() == "en":
        return setting
    return msgspec.structs.replace(
        setting, title=said(setting.title), description=said(setting.description), unit=said(setting.unit),
        offered={value: said(text) for value, text in setting.offered.items()},
        words=f"{said(setting.words)} {section(setting.section)} {setting.found_by}",
    )  # fmt: skip
