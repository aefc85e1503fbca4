"""The slot arm: what kind of fact a question asks for ("where does Ana work" -> employer, job), and those facts of the person it asks about."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.memory.relations import is_relation, same_words
from engine.memory.words import fold
from engine.recall.candidates import MEMORY_OK, Key, Moment, Ranked, ask
from engine.recall.naming import named
from engine.recall.relations import bare

if TYPE_CHECKING:
    from engine.recall.query import Query
    from engine.vault.vault import Vault

#: Facts of one kind that are looked at, the newest first: of a hundred possessions none is the likelier answer.
_EACH = 8
_SELF = frozenset("i i'm im i've ive i'd my me mine myself we our us ours".split())

_PEOPLE = "partner marital_status relation:wife relation:husband relation:partner relation:girlfriend relation:boyfriend relation:fiance"
_CHILDREN = "has relation:son relation:daughter relation:child relation:baby relation:stepson relation:stepdaughter"
_PARENTS = "relation:mother relation:father relation:mum relation:dad relation:stepmother relation:stepfather"
_SIBLINGS = "has relation:sister relation:brother relation:twin"
#: Words of a question (a pattern over folded text), and the predicates of the facts that answer it.
_ASKED = (
    (r"where\b.*\b(?:live|living|lived|based|stay|staying|settled|moved?)"
     r"|\b(?:my|his|her|their|\w+'s) (?:city|town|village|address|place|home|flat)\b"
     r"|\b(?:which|what) (?:city|town|village|area|street|part of)\b|whereabouts", "lives_in will_live_in lived_in rents"),
    (r"\b(?:work|works|working|job|employer|employed|employers|profession|occupation|career|salary|for a living|rank|office|company|boss)\b"
     r"|earns? (?:a|his|her|their|my|your) (?:living|money|keep)"
     r"|what do(?:es)? (?!\w+ (?:want|like|eat|drink|need|think))[\w' ]{1,40} do\b(?! with| on| in| at| after)",
     "job works_at job_change runs"),
    (r"\b(?:study|studies|studying|degree|major|university|uni|college|school|course|subjects?|a-levels|class|classes)\b", "studies studied learns"),
    (r"\b(?:pets?|animals?|dogs?|cats?|puppy|kitten|rabbits?|tortoise|hamster|horse|bird|hens?)\b", "has_pet"),
    (r"\ballerg|\bintoleran", "allergic_to allergies not_allergic_to avoids"),
    (r"\b(?:eat|eats|diet|vegan|vegetarian|pescatarian|ingredients?|serve|serving|cook|dish|meals?|mealtimes|food|lunch|dinner|avoid)\b",
     "diet avoids allergic_to allergies not_allergic_to"),
    (r"\b(?:drink|drinks|alcohol|wine|beer|coffee|tea)\b", "avoids diet likes prefers"),
    (r"\b(?:ill|illness|sick|conditions?|disease|diagnos\w+|health|wrong with|suffer\w*|medical)\b", "has_condition allergic_to injured takes"),
    (r"\b(?:hurt|injur\w+|broke|broken|accident)\b", "injured has_condition"),
    (r"\b(?:medicine|medication|tablets?|pills?|drugs?|dose|prescri\w+|inhaler|meds)\b", "takes takes_no"),
    (r"\bhow old\b|\bage\b", "age birthday born"),
    (r"\b(?:birthday|born|birth)\b", "birthday born age"),
    (r"\banniversary\b", "anniversary"),
    (r"\b(?:my|his|her|their) name\b|\bnames? of\b|\bcalled\b|\bnamed\b|\bnickname\b|\bnames\b", "name named nickname has_pet"),
    (r"\bwhere (?:am|is|are|was|were|do|does) [\w' ]{1,40} from\b|\bnationality\b|\borigin\w*\b|\bcome from\b|\bgr[eo]w up\b|\bcountry\b",
     "comes_from nationality born lived_in"),
    (r"\b(?:languages?|speak|speaks|fluent)\b", "speaks learns"),
    (r"\b(?:hobb(?:y|ies)|free time|spare time|for fun|enjoy|enjoys|interests?|pastimes?|unwind|relax)\b", "likes habit good_at prefers routine"),
    (r"\b(?:likes?|loves?|fan of|fond)\b", "likes prefers favourite"),
    (r"\b(?:dislikes?|hates?|can't stand|not like|doesn't like|don't like)\b", "dislikes avoids"),
    (r"\b(?:favou?rite|best loved|prefers?|preference)\b", "favourite prefers likes"),
    (r"\b(?:instruments?|play|plays|good at|skills?|talent)\b", "good_at habit learns"),
    (r"\b(?:drive|drives|driving|car|vehicle|bike|phone|laptop|computer|machine|camera|tractor|handset|own|owns)\b",
     "owns does_not_own rents"),
    (r"\bwhere (?:do|did|does|is|are|have) .*\b(?:keep|kept|put|hide|hidden|stored?)\b|\bwhere(?:'s| is| are) (?:the|my|our)\b", "kept_at"),
    (r"\b(?:how much|cost|costs|price|rent|fee|pay for)\b", "costs rents takes"),
    (r"\b(?:phone number|email|e-mail|contact|reach)\b", "contact"),
    (r"\b(?:appointments?|booked|due|what date|which date|what day|when)\b", "appointment happens birthday anniversary"),
    (r"\b(?:plans?|planning|going to|intend|hope to|want)\b", "plans wants travels_to will_live_in"),
    (r"\b(?:visited|been to|travell?ed|holidays?|trips?|vacation)\b", "visited travels_to"),
    (r"\b(?:religion|religious|believes?|faith|vegan or)\b", "believes"),
    (r"\b(?:usually|routine|every (?:day|week|morning|evening)|how often|habit|get to work|commute)\b", "routine habit"),
    (r"\b(?:tall|height|weigh|weight|shoe size|size|eyes|hair)\b", "body"),
    (r"\b(?:lend|lent|borrowed|gave|give|sold)\b", "lent"),
)  # fmt: skip
#: Of people: asked for, or only the way to whom the question is about.
_ASKED_PEOPLE = (
    (r"\b(?:married|marry|husband|wife|partner|spouse|girlfriend|boyfriend|fiancee?|engaged|dating|single|divorced|seeing|relationship)\b", _PEOPLE),
    (r"\b(?:kids?|child|children|sons?|daughters?|baby|little one)\b", _CHILDREN),
    (r"\b(?:parents?|mother|father|mum|dad|mom)\b", _PARENTS),
    (r"\b(?:siblings?|brothers?|sisters?)\b", _SIBLINGS),
)
_WHO = re.compile(
    r"\bwho\b|\bwhos\b|\bhow many\b|\bnames?\b|\bcalled\b|\bwhich of my\b|\brelated\b|\bto me\b|\btell me about\b"
    r"|\b(?:do|did|have) (?:i|we|you) (?:have|got)\b"
)
#: "my sister's husband's restaurant": whose it is, unless the name is asked for.
_WHOSE = re.compile(r"\b([\w-]+)['’]s (?!(?:(?:full|first|last|middle|maiden|real) )?(?:sur)?names?\b|called\b)(?=[\w-])")
#: "Which restaurant belongs to Petra's husband?" asks for no person.
_THING = re.compile(r"^\W*(?:and |so )?(?:what|which) (?!is\b|are\b|was\b|were\b|of\b|kin\b|relations?\b|relatives?\b|family\b|people\b)([\w-]+)")
_PATTERNS = tuple((re.compile(pattern), tuple(predicates.split())) for pattern, predicates in _ASKED)
_KIN_PATTERNS = tuple((re.compile(pattern), tuple(predicates.split())) for pattern, predicates in _ASKED_PEOPLE)


def wanted(question: str) -> frozenset[str]:
    """The predicates of the facts that a question asks for; empty when its words tell none. A relation ("my sister") that only says whom
    the question is about is none of them."""
    text = fold(question[:500])
    found = {predicate for pattern, predicates in _PATTERNS if pattern.search(text) for predicate in predicates}
    if found and not _WHO.search(text):
        return frozenset(found)
    if (thing := _THING.match(text)) and not is_relation(bare(thing[1])) and not _WHO.search(text):
        return frozenset(found)
    text = _WHOSE.sub(lambda whose: " " if is_relation(whose[1]) else whose[0], text)
    found.update(predicate for pattern, predicates in _KIN_PATTERNS if pattern.search(text) for predicate in predicates)
    for word in re.findall(r"[\w'-]+", text):
        if is_relation(bare(word)):
            found.update(f"relation:{other}" for other in same_words(bare(word)))
    return frozenset(found)


def search(vault: Vault, query: Query, moment: Moment) -> list[Ranked]:
    """Facts of the kinds that the question asks for, of whom it asks about: those of which there are few before those of which there are many."""
    predicates = wanted(query.text)
    if not predicates:
        return []
    entities = sorted({name.row for name in named(vault, query)})
    own = not entities and not _SELF.isdisjoint(query.words)
    rows = _facts(vault, predicates, entities, own=own, query=query, moment=moment) if entities or own else []
    many: dict[tuple[str, str], int] = defaultdict(int)
    scores: dict[int, float] = {}
    for row in rows:
        many[row["subject"], row["predicate"]] += 1
    for row in rows:
        holds = 1.0 if row["status"] == "active" else 0.5
        scores[int(row["row"])] = holds / math.log2(1 + many[row["subject"], row["predicate"]])
    ranked = sorted(scores, key=lambda row: (-scores[row], -row))
    return [Ranked("slot", tuple(Key("memory", row) for row in ranked), tuple(scores[row] for row in ranked))] if ranked else []


def _facts(
    vault: Vault, predicates: frozenset[str], entities: Sequence[int], *, own: bool, query: Query, moment: Moment
) -> list[Any]:  # fmt: skip
    """The newest of each kind: the user's own by their subject, another's by the entity, or by what is said to be the user's ("user's sister")."""
    relations = sorted({f"user's {word}" for word in map(bare, query.words) if is_relation(word)}) if not own else []
    subjects = ["user"] if own else relations
    sql = f"""WITH fact AS (
            SELECT m.row, m.subject, m.predicate, m.status, m.mentioned_at FROM memory m
            WHERE m.subject IN (SELECT value FROM json_each(:subjects)) AND m.predicate IN (SELECT value FROM json_each(:predicates)) AND {MEMORY_OK}
            UNION SELECT m.row, m.subject, m.predicate, m.status, m.mentioned_at FROM memory_entity x JOIN memory m ON m.row = x.memory
            WHERE x.entity IN (SELECT value FROM json_each(:entities)) AND x.role <> 'mention'
                AND m.predicate IN (SELECT value FROM json_each(:predicates)) AND {MEMORY_OK})
        SELECT row, subject, predicate, status FROM (SELECT *, row_number() OVER
            (PARTITION BY subject, predicate ORDER BY mentioned_at DESC, row DESC) AS nth FROM fact) WHERE nth <= :each ORDER BY row"""
    return ask(
        vault, sql, subjects=json.dumps(subjects), predicates=json.dumps(sorted(predicates)), entities=json.dumps(entities),
        until=moment.until, archived=moment.archived, each=_EACH,
    )  # fmt: skip
