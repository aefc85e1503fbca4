"""Brings the catalogues up to date with the source: `python -m tests.desktop.i18n`. What has no translation yet is left empty, and named."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desktop import i18n, i18n_engine
from tests.desktop.i18n import extract
from tests.desktop.i18n.extract import Message

DOMAINS = {i18n.DOMAIN: extract.window, i18n_engine.DOMAIN: extract.engine}


def path(domain: str, language: str = "de") -> Path:
    """The .po of a domain; the .mo lies beside it."""
    return i18n.LOCALES / language / "LC_MESSAGES" / f"{domain}.po"


def read(domain: str, language: str = "de") -> Catalog:
    """A catalogue as it is stored."""
    with path(domain, language).open("rb") as file:
        return read_po(file, locale=language, domain=domain)


def key(message: Message) -> tuple[str | tuple[str, str], str | None]:
    """How Babel names it."""
    return (message.text, message.many) if message.many else message.text, message.context or None


def updated(domain: str, language: str = "de") -> Catalog:
    """The catalogue with all that the source has now, and nothing else."""
    before = read(domain, language)
    made = Catalog(locale=language, domain=domain, project="Alcove", version="1", header_comment=before.header_comment, fuzzy=False)
    made.mime_headers = [("Language", language), ("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", made.plural_forms)]
    made.revision_date = made.creation_date = before.creation_date
    for message, places in sorted(DOMAINS[domain]().items(), key=lambda found: (found[1][0].rpartition(":")[0], found[0])):
        name, context = key(message)
        known = before.get(name, context)
        where = sorted({place.partition(":")[0] for place in places})
        made.add(name, known.string if known is not None else None, context=context, locations=[(each, None) for each in where])
    return made


def compiled(catalogue: Catalog) -> bytes:
    """The .mo."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def store(catalogue: Catalog, to: Path) -> None:
    """Writes both files."""
    with to.open("wb") as file:
        write_po(file, catalogue, width=150, include_lineno=False, sort_output=False)
    to.with_suffix(".mo").write_bytes(compiled(catalogue))


def untranslated(catalogue: Catalog) -> list[str]:
    """What has no translation."""
    return [
        str(message.id) for message in catalogue if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]
