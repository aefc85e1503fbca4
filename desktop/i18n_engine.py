"""The engine knows no languages: it words errors, hints, labels and findings in English. Here they are translated as the window shows them.

resources/locale/<language>/LC_MESSAGES/engine.po holds the engine's sentences as they stand in its source, those with values as templates
("There is no setting called {key}."). A text is looked up as it is; else sentence by sentence; else the template that it was made from is
found by its fixed words, the values are taken out of it, and put into the translation.
"""

from __future__ import annotations

import gettext
import re
from functools import lru_cache

from desktop.i18n import number

PLACE = re.compile(r"\{(\w+)\}")
DOMAIN = "engine"
#: The context of words of the engine that stand as values between those of the user.
VALUE = "value"
OR, LIST = " or ", ", "
NUMBER = re.compile(r"\d[\d,]*")


class Sayings:
    """The sentences of one language."""

    def __init__(self, catalogue: gettext.GNUTranslations) -> None:
        self._plain: dict[str, str] = {}
        self._values: dict[str, str] = {}
        templates = []
        for english, translated in catalogue._catalog.items():  # type: ignore[attr-defined]  # gettext has no other way through a catalogue
            if not isinstance(english, str) or not english:
                continue
            context, _, text = english.rpartition("\x04")
            if context == VALUE:
                self._values[text] = translated
            elif PLACE.search(text):
                templates.append((text, translated))
            else:
                self._plain[text] = translated
        # Of two that fit, the one with more fixed letters says more about the text.
        templates.sort(key=lambda one: len(PLACE.sub("", one[0])), reverse=True)
        self._templates = [(text[: text.index("{")], compiled(text), translated) for text, translated in templates]
        self._found = lru_cache(maxsize=4096)(self._look)

    def of(self, text: str) -> str:
        """A text of the engine; unchanged where it is not known."""
        return self._found(text) or text

    def value(self, text: str) -> str:
        """What stands in a text: mostly the user's. Only what is known word for word, or as a sentence, is translated."""
        if text in self._values:
            return self._values[text]
        if OR in text and all(part in self._values for part in text.split(OR)):
            return self._values.get(OR, OR).join(map(self.value, text.split(OR)))
        if NUMBER.fullmatch(text):
            return number(int(text.replace(",", "")))
        inner = text.strip()
        return text.replace(inner, self.of(inner)) if " " in inner else text

    def _look(self, text: str) -> str:
        """Its translation, or nothing."""
        if text in self._plain:
            return self._plain[text]
        for at in (match.end() for match in re.finditer(r"[.?] ", text)):
            if (first := self._found(text[: at - 1])) and (rest := self._found(text[at:])):
                return f"{first} {rest}"
        if LIST in text and all(parts := [self._found(part) for part in text.split(LIST)]):
            return LIST.join(parts)
        for head, pattern, translated in self._templates:
            if text.startswith(head) and (match := pattern.fullmatch(text)) is not None:
                return translated.format(**{name: self.value(value) for name, value in match.groupdict().items()})
        return ""


def compiled(template: str) -> re.Pattern[str]:
    """What is made from the template, with a group for each place."""
    parts = re.split(r"(\{\w+\})", template)
    return re.compile("".join(_group(part[1:-1]) if PLACE.fullmatch(part) else re.escape(part) for part in parts), re.DOTALL)


def _group(name: str) -> str:
    """{n} is a number, everything else anything."""
    return f"(?P<{name}>{NUMBER.pattern if name == 'n' else '.*?'})"
