"""`make translations`."""

from __future__ import annotations

from tests.desktop.i18n import catalogue

for domain in catalogue.DOMAINS:
    made = catalogue.updated(domain)
    catalogue.store(made, catalogue.path(domain))
    for text in catalogue.untranslated(made):
        print(f"{domain}: {text}")
