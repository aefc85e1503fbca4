"""The German catalogues: complete, fresh, and with the same values as the English."""

from __future__ import annotations

import re

import pytest

from tests.desktop.i18n import catalogue, extract

PLACE = re.compile(r"\{(\w+)\}")
DOMAINS = tuple(catalogue.DOMAINS)


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_string_has_a_translation(domain: str) -> None:
    stored = catalogue.read(domain)
    wanted = {catalogue.key(message): places for message, places in catalogue.DOMAINS[domain]().items()}
    missing = {key: places[0] for key, places in wanted.items() if stored.get(*key) is None}
    assert not missing, "run `make translations`, then translate what it names"
    assert not catalogue.untranslated(stored)
    assert {(message.id, message.context) for message in stored if message.id} <= set(wanted), "not in the source any more: run `make translations`"


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_loaded_is_what_is_written(domain: str) -> None:
    stored = catalogue.path(domain).with_suffix(".mo").read_bytes()
    assert stored == catalogue.compiled(catalogue.read(domain)), "run `make translations`"


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_same_values_stand_in_both(domain: str) -> None:
    wrong = []
    for message in catalogue.read(domain):
        if not message.id:
            continue
        forms = zip(message.id, message.string, strict=True) if isinstance(message.id, tuple) else [(message.id, message.string)]
        for english, german in forms:
            # A singular need not name its number: "the one memory".
            if set(PLACE.findall(english)) - {"n"} != set(PLACE.findall(german)) - {"n"} or (
                not isinstance(message.id, tuple) and set(PLACE.findall(english)) != set(PLACE.findall(german))
            ):
                wrong.append((english, german))
    assert not wrong


def test_plural_forms_are_those_of_german() -> None:
    stored = catalogue.read("alcove")
    assert (stored.num_plurals, stored.plural_expr) == (2, "(n != 1)")
    for message in stored:
        if isinstance(message.id, tuple):
            one, many = message.string
            assert "{n}" in many, f"{many} does not say how many"
            assert one
            assert many


def test_a_glossary_stands_at_the_top() -> None:
    assert "Glossary" in catalogue.path("alcove").read_text("utf-8")[:400]


def test_one_form_of_address() -> None:
    """ "Sie" at the beginning of a sentence is "they" or "she"; "Ihr" and "Ihnen" would be the formal you."""
    formal = [message.string for message in catalogue.read("alcove") if re.search(r"\b(Ihnen|Ihre?[nmrs]?)\b|[a-zäöü,] Sie\b", str(message.string))]
    assert not formal


def test_values_are_named() -> None:
    """{value} or {name2} tells a translator nothing."""
    vague = [message.text for message in extract.window() if re.search(r"\{(value|text\d|name\d|\w+_)\}", message.text)]
    assert not vague
