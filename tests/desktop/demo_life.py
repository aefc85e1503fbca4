"""Twelve years of an invented person's life, for pictures of the graph and the timeline: people, places, what ties them, what held when."""

from __future__ import annotations

from datetime import datetime

from engine import clock
from engine.memory.facts import NewEntity, NewMemory
from engine.session import Session

#: Name, kind, relation to the user.
WHO = {
    "Anna": ("person", "sister"), "Tom": ("person", "neighbour"), "Paul": ("person", "brother"), "Inès": ("person", "sister-in-law"),
    "Claire": ("person", "boss"), "Marc": ("person", "colleague"), "Leïla": ("person", "friend"), "Hugo": ("person", "friend"),
    "Margaret": ("person", "mother"), "Georges": ("person", "father"), "Mila": ("person", "niece"), "Dr. Roche": ("person", "doctor"),
    "Sofia": ("person", "cello teacher"), "Karim": ("person", None), "Elise": ("person", None), "Jonas": ("person", None),
    "Lyon": ("place", None), "Berlin": ("place", None), "Nantes": ("place", None), "Marseille": ("place", None), "Paris": ("place", None),
    "Annecy": ("place", None), "Lisbon": ("place", None), "Parc de la Tête d'Or": ("place", None), "Croix-Rousse": ("place", None),
    "Atelier Vert": ("organisation", None), "Studio Bêta": ("organisation", None), "École du Paysage": ("organisation", None),
    "Les Voisins choir": ("organisation", None), "Pixel": ("pet", "dog"), "Biscuit": ("pet", "cat"), "the cello": ("thing", None),
    "the blue bicycle": ("thing", None), "the allotment": ("thing", None), "the camper van": ("thing", None),
}  # fmt: skip
#: When it was told, text, kind, category, from, until, whom it speaks of, relations.
Entry = tuple[str, str, str, str, str | None, str | None, tuple[str, ...], tuple[tuple[str, str, str], ...]]
LIFE: tuple[Entry, ...] = (
    ("2014-09-10", "The user studied at the École du Paysage.", "semantic", "study", "2014-09", "2019-06", ("École du Paysage", "Marseille"), ()),
    ("2014-09-12", "The user lived in Marseille.", "semantic", "place", "2014-09", "2019-08", ("Marseille",), (("user", "lives_in", "Marseille"),)),
    ("2015-05-02", "The user met Leïla at the École du Paysage.", "episodic", "people", "2015-03-14", None, ("Leïla", "École du Paysage"),
     (("Leïla", "studied_at", "École du Paysage"),)),
    ("2016-02-20", "Hugo and Leïla are married.", "semantic", "people", "2016-02-13", None, ("Hugo", "Leïla"), (("Hugo", "husband", "Leïla"),)),
    ("2017-06-30", "The user had a cat called Biscuit.", "semantic", "pets", "2017-06", "2025-11", ("Biscuit",), (("user", "cat", "Biscuit"),)),
    ("2018-08-01", "The user cycled from Lyon to Annecy with Hugo.", "episodic", "leisure", "2018-07-21", None,
     ("Hugo", "Lyon", "Annecy", "the blue bicycle"), ()),
    ("2019-07-04", "The user graduated from the École du Paysage.", "episodic", "study", "2019-06-28", None, ("École du Paysage",), ()),
    ("2019-09-09", "The user worked at Studio Bêta in Paris.", "semantic", "work", "2019-09", "2024-02", ("Studio Bêta", "Paris"),
     (("user", "works_at", "Studio Bêta"), ("Studio Bêta", "in", "Paris"))),
    ("2019-09-10", "The user lived in Paris.", "semantic", "place", "2019-09", "2024-03", ("Paris",), (("user", "lives_in", "Paris"),)),
    ("2020-04-14", "Karim works at Studio Bêta.", "semantic", "people", "2020", None, ("Karim", "Studio Bêta"),
     (("Karim", "works_at", "Studio Bêta"),)),
    ("2021-01-11", "Anna moved to Berlin.", "episodic", "place", "2021-01-06", None, ("Anna", "Berlin"), (("Anna", "lives_in", "Berlin"),)),
    ("2021-08-22", "The user went to Lisbon with Anna and Jonas.", "episodic", "travel", "2021-08-03", None, ("Anna", "Jonas", "Lisbon"), ()),
    ("2022-03-19", "Jonas is Anna's partner.", "semantic", "people", "2021-05", None, ("Jonas", "Anna"), (("Anna", "partner", "Jonas"),)),
    ("2022-06-02", "Mila is the daughter of Paul and Inès.", "semantic", "family", "2022-05-19", None, ("Mila", "Paul", "Inès"),
     (("Paul", "daughter", "Mila"), ("Inès", "daughter", "Mila"), ("Paul", "wife", "Inès"))),
    ("2022-12-28", "Margaret and Georges live in Annecy.", "semantic", "family", "2009", None, ("Margaret", "Georges", "Annecy"),
     (("Margaret", "husband", "Georges"), ("Margaret", "lives_in", "Annecy"), ("Georges", "lives_in", "Annecy"))),
    ("2023-05-30", "The user bought the camper van from Karim.", "episodic", "possessions", "2023-05-27", None, ("the camper van", "Karim"), ()),
    ("2024-03-16", "The user works as a landscape architect at Atelier Vert.", "semantic", "work", "2024-03", None, ("Atelier Vert", "Lyon"),
     (("user", "works_at", "Atelier Vert"), ("Atelier Vert", "in", "Lyon"))),
    ("2024-03-20", "The user lives in Lyon, in Croix-Rousse.", "semantic", "place", "2024-03", None, ("Lyon", "Croix-Rousse"),
     (("user", "lives_in", "Lyon"), ("Croix-Rousse", "in", "Lyon"))),
    ("2024-04-02", "Claire runs Atelier Vert.", "semantic", "work", None, None, ("Claire", "Atelier Vert"), (("Claire", "runs", "Atelier Vert"),)),
    ("2024-04-03", "Marc works at Atelier Vert.", "semantic", "work", None, None, ("Marc", "Atelier Vert"), (("Marc", "works_at", "Atelier Vert"),)),
    ("2024-09-15", "The user sings in Les Voisins choir with Elise.", "semantic", "leisure", "2024-09", "2025-06",
     ("Les Voisins choir", "Elise"), (("Elise", "sings_in", "Les Voisins choir"),)),
    ("2025-04-11", "The user shares the allotment with Tom.", "semantic", "possessions", "2025-04", None, ("the allotment", "Tom"),
     (("Tom", "shares", "the allotment"),)),
    ("2025-07-02", "Tom and Elise are a couple.", "semantic", "people", "2025-06", None, ("Tom", "Elise"), (("Tom", "partner", "Elise"),)),
    ("2025-11-20", "Biscuit died.", "episodic", "pets", "2025-11-18", None, ("Biscuit",), ()),
    ("2026-02-06", "The user designs the new playground in the Parc de la Tête d'Or with Marc.", "semantic", "work", "2026-01", None,
     ("Parc de la Tête d'Or", "Marc", "Lyon"), (("Parc de la Tête d'Or", "in", "Lyon"),)),
    ("2026-05-17", "Went to the botanical garden with Anna.", "episodic", "leisure", "2026-05-16", None, ("Anna", "Parc de la Tête d'Or"), ()),
    ("2026-06-09", "Dr. Roche treats the user's asthma.", "semantic", "health", "2024-05", None, ("Dr. Roche",), ()),
    ("2026-08-30", "The user walked along the sea in Nantes with Paul and Mila.", "episodic", "leisure", "2026-08-22", None,
     ("Paul", "Mila", "Nantes"),
     (("Paul", "lives_in", "Nantes"), ("Inès", "lives_in", "Nantes"))),
    ("2026-11-19", "Sofia teaches the user the cello on Mondays.", "semantic", "routines", "2026-11-16", None, ("Sofia", "the cello"),
     (("Sofia", "teaches", "the cello"),)),
    ("2026-11-20", "The user goes to Berlin to see Anna.", "episodic", "plans", "2026-12-23", None, ("Anna", "Berlin"), ()),
)  # fmt: skip


def seed(session: Session) -> None:
    """Fills the vault."""
    for told, text, kind, category, since, until, about, edges in LIFE:
        moment = datetime.fromisoformat(f"{told}T18:20:00").astimezone()
        names = dict.fromkeys((*about, *(name for head, _, tail in edges for name in (head, tail) if name != "user")))
        entities = [NewEntity("user", kind="user", role="subject")] if "user" in text or any(edge[0] == "user" for edge in edges) else []
        entities += [NewEntity(name, kind=WHO[name][0], relation=WHO[name][1]) for name in names]
        precision = {4: "year", 7: "month", 10: "day"}.get(len(since or ""), "unknown")
        with clock.frozen(moment):
            session.memories.add(NewMemory(
                text=text, kind=kind, category=category, valid_from=since, valid_to=until, precision=precision, mentioned_at=moment,
                source="inferred", extractor="rules", confidence=0.9, entities=tuple(entities), edges=edges,
            ))  # fmt: skip
