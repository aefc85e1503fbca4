"""The window's languages: every string that people see is written in English in the code and translated when it is shown.

How to write one:

    tr("Delete chat")                                        a literal, never an f-string or a sum of pieces
    tr("Saved to {folder}.", folder=folder)                  values by name; the sentence stays whole
    trn("{n} memory", "{n} memories", len(found))            plurals; {n} is written as the language writes numbers
    tr("Open", context="state of a door")                    where one English word has several meanings
    PARTS = {"chat": phrases("{n} chat", "{n} chats")} … trn(*PARTS[key], count)
    TITLES = {"day": phrase("Day")} … tr(TITLES[key])          constants: tr() at import would be too early
    said(error.message)                                      what the engine worded (desktop/i18n_engine.py)
    number(1234), decimal(2.5), size(bytes), percent(0.4)    as the language writes them; days and times: desktop/dates.py

Never translated: what the user or the model wrote, names of files, models and people, keys, log lines. The command line is English.
After a change `make translations` brings resources/locale up to date and names what has no translation yet; a test asks the same.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

    from desktop.i18n_engine import Sayings

LOCALES = Path(__file__).resolve().parent.parent / "resources" / "locale"
DOMAIN = "alcove"
#: What the window speaks, in the words of each language.
LANGUAGES = {"en": "English", "de": "Deutsch"}

_language = "en"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_sayings: Sayings | None = None


def language() -> str:
    """The language in use: a key of LANGUAGES."""
    return _language


def use(wanted: str) -> None:
    """Speaks this language ("system": as the system does) from now on; what is on show already stays as it is."""
    global _language, _catalogue, _sayings
    from desktop import i18n_engine, i18n_qt

    _language = meant(wanted)
    if _language == "en":
        _catalogue, _sayings = gettext.NullTranslations(), None
    else:
        _catalogue = gettext.translation(DOMAIN, LOCALES, [_language])
        _sayings = i18n_engine.Sayings(gettext.translation(i18n_engine.DOMAIN, LOCALES, [_language]))
    i18n_qt.speak(_language)


def meant(wanted: str) -> str:
    """The language that "system" stands for now: the first that the system asks for and that there is, else English."""
    if wanted in LANGUAGES:
        return wanted
    from PySide6.QtCore import QLocale

    wanted = (one.replace("_", "-").split("-")[0] for one in QLocale.system().uiLanguages())
    return next((one for one in wanted if one in LANGUAGES), "en")


def tr(text: str, /, *, context: str = "", **values: object) -> str:
    """The text in the language in use, with its values filled in."""
    found = _catalogue.pgettext(context, text) if context else _catalogue.gettext(text) if text else ""
    return found.format(**values) if values else found


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """The form that goes with the number `n`, which may stand in it as {n}."""
    return _catalogue.ngettext(one, many, n).format(n=number(n), **values)


def phrase(text: str, /, *, context: str = "") -> str:
    """The text itself; says that it is in the catalogue, and translated where it is used."""
    return text


def phrases(one: str, many: str, /) -> tuple[str, str]:
    """The same for the two forms that trn() takes."""
    return one, many


def said(text: str) -> str:
    """What the engine worded in English (errors, hints, labels of steps), in the language in use."""
    return text if _sayings is None else _sayings.of(text)


@cache
def locale(name: str) -> QLocale:
    """How a language writes numbers and days: as in the system's country, where that speaks it (German: de_AT, de_CH)."""
    from PySide6.QtCore import QLocale

    own = QLocale.system()
    return own if own.name().split("_")[0] == name else QLocale(name)


def quoted(text: str) -> str:
    """In the language's quotation marks."""
    return tr("“{text}”", text=text)


def word(text: str) -> str:
    """One of the engine's own words among what is the user's ("sister", "passphrase"); any other stays as it is."""
    return text if _sayings is None else _sayings.value(text)


def number(value: int) -> str:
    """ "1,234"."""
    return f"{value:,}" if _language == "en" else locale(_language).toString(value)


def decimal(value: float, digits: int = 1) -> str:
    """ "2.5"."""
    return f"{value:,.{digits}f}" if _language == "en" else locale(_language).toString(float(value), "f", digits)


def size(count: int, digits: int = 0) -> str:
    """Bytes in units of thousands: "98 MB", with one digit "3.2 MB", "1.4 GB"."""
    return f"{decimal(count / 1e9)} GB" if count >= 1e9 else f"{decimal(count / 1e6, digits)} MB"


def percent(share: float) -> str:
    """A share of one: "40 %"."""
    return f"{number(round(share * 100))} %"
