"""Which memories answer a question, and whether any does. Small models answer from whatever they are shown; this decides what they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from engine.answering.intent import follows
from engine.answering.kinds import HOLDS
from engine.answering.lexicon import SERVICES, STOP
from engine.answering.people import USER, People, keeping
from engine.answering.question import Question, exclusive, fold, groups, parse, relation, stem, words
from engine.memory.relations import is_kin

_THE = re.compile(r"\bthe ([a-z]+)\b(?! of\b)")
_NAME = re.compile(r"\b[A-ZÀ-ÞĀ-Ž][\w’'\-]*\b")
_STAMP = re.compile(r"^\[?\d{4}-\d\d-\d\d[ T]?[\d:]*\]?\s*(?:[\w .\-]{1,30}:)?\s*")
#: Attributes that memories tell without naming them: "is a nurse" is a job.
_IMPLIED: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (
        frozenset({"job", "work", "occup", "profess", "career", "live"}),
        re.compile(
            r"\b(?:is|as|was|became|note:) an? [a-z]|\bworks?\b|\bdrives (?:lorries|trucks|buses|coaches|taxis|trams|trains|vans|"
            r"an? (?:lorry|truck|bus|taxi|"
            r"tram|train|cab))\b|\b(?:teaches|manages|runs an?|retired|unemployed|self-employed|freelance|student|apprentice|trainee)\b|"
            r"\b(?:is|starts|started) (?:now )?at (?:an?|the) [a-z]+(?: [a-z]+)? now\b",
            re.IGNORECASE,
        ),
    ),
    (
        frozenset({"holiday", "trip", "travel", "vacat", "visit", "summer", "plan"}),
        re.compile(r"\b(?:off|going|flying|travelling|driving|heading|trip|cruise) to [A-ZÀ-Þ]|\bdoing [A-ZÀ-Þ]\w+ instead|\btrip is\b"),
    ),
    (frozenset({"old", "age"}), re.compile(r"\b\d+ years? old|\bturn(?:s|ed) \d|\baged? \d|\bis \d{1,3}\b|\bborn\b.*\d{4}", re.IGNORECASE)),
    (frozenset({"marri", "wed", "engag"}), re.compile(r"\b(?:husband|wife|spouse|partner|married|fianc\w+|wedding)\b", re.IGNORECASE)),
    (frozenset({"own", "carri"}), re.compile(r"\b(?:has|have|owns|bought|got)\b", re.IGNORECASE)),
)
#: "Zephyr is the user's cat." tells what the cat is called.
_NAMING = re.compile(r"^[A-ZÀ-ÞĀ-Ž][\w’'\-]* (?:is|was) (?:the )?user['’]s ")
_DETERMINERS = frozenset(
    """
    user my our his her their the a an and or of with s
    """.split()
)
_NOT_NAMES = frozenset(
    """
    the user i a an in on at to for when if monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december
    """.split()
)

#: Measured on hand-written questions with and without an answer; see tests/bench.
ENOUGH = 0.62
MARGIN = 0.16
#: From here on a memory is worth showing, though it may not be the answer.
NEAR = 0.32
#: From here on what holds now is told instead of what held before.
NOW = 0.45
#: So near in meaning to the noun after "what" or "which" is an instance of it: herb, coriander. Measured on hand-written questions.
INSTANCE = 0.475

#: So near is a town to its country: Hamburg, Germany.
PLACE = 0.55

#: Says what not to eat or to take.
_WARNS = re.compile(
    r"\b(?:allerg\w+|intoleran\w+|avoids?|not|never|cannot|can't|doesn't|don't|free|without|vegan|vegetarian|coeliac|celiac|hates?|dislikes?|halal"
    r"|kosher|stand|reacts?|reaction|gave up|ill from|sick)\b",
    re.IGNORECASE,
)
_ALLERGIC = re.compile(r"\b(?:\w*allerg\w+|\w*intoleran\w+|coeliac|celiac|reacts?|reaction|anaphyla\w+|cannot|can't|avoids?|free)\b", re.IGNORECASE)
#: What a memory must tell of by name: a date near a person is not yet the birthday.
_TOLD_BY_NAME = frozenset(map(stem, "birthday anniversary nickname".split()))
_BIRTH = re.compile(r"\bborn\b|\bbirthday\b|\bturn(?:s|ed|ing)? \d|\bbirth\b", re.IGNORECASE)
#: The thing whose amount is asked for.
_MEASURED = re.compile(
    r"\bhow (?:much|many (?:"
    r"mg|mcg|ml|grams?|milligrams?|micrograms?|g|kg|kilos?|litres?|units|tablets|pills|drops|puffs|cups|glasses|bottles|spoons?)"
    r"(?: of)?) (?!more\b|money\b|is\b|do\b|does\b|did\b|was\b|are\b|i\b|we\b)([a-z-]{3,})",
    re.IGNORECASE,
)
#: "Am I still going to Lisbon?" is answered by what says no, if anything does.
_STILL = re.compile(r"^\W*(?:(?:so|and|wait|but)\W+)?(?:am|are|is|do|does|have|has) .*\bstill\b", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:not|no longer|cancelled|canceled|called off|doesn't|don't|isn't|aren't)\b", re.IGNORECASE)
#: Tells what was, not what is.
_FORMERLY = re.compile(r"\b(?:used to|former(?:ly)?|previous(?:ly)?|back then|until (?:19|20)\d\d)\b", re.IGNORECASE)
_WAS = re.compile(r"^(?:The user|[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)?|The user['’]s [\w -]+?) (?:was|were|had|ran|drove|taught|went|\w+ed)\b")

#: A fact of the kind asked for answers in whatever words it was put ("looks after teeth" to "what is her job").
SLOT = 0.3


class Candidate(msgspec.Struct, frozen=True):
    """A memory as recall found it. `similarity` is the cosine of question and text; 0 when there is no embedder."""

    text: str
    similarity: float = 0.0
    status: str = "active"
    when: str = ""
    head: float = 0.0  # the nearest of its words to what is asked for ("herb" to "coriander"): a cosine
    raw: bool = False  # said in passing, not a memory that stands alone: its answer may be told in any form
    near: tuple[tuple[str, float], ...] = ()  # place of the question -> the cosine of the nearest of its words
    slot: bool = False  # recall knows it for a fact of the kind asked for
    of: frozenset[str] = frozenset()  # whom its "she" or "them" means: folded names


class Weighed(msgspec.Struct, frozen=True):
    """A candidate's standing: `score` in about 0..1.5; `fits` when nothing in it contradicts the question;
    `near` when it is worth showing though it may not be the answer."""

    index: int
    score: float
    fits: bool
    covered: float
    holds: bool
    near: bool = False
    about: bool = False  # it speaks of whom the question names


class Evidence(msgspec.Struct, frozen=True):
    """`chosen`: the indices that answer, best first; empty when the memories don't answer the question. Without `sure` it is the nearest
    that there is."""

    chosen: tuple[int, ...]
    sure: bool
    weighed: tuple[Weighed, ...]
    question: Question

    @property
    def answers(self) -> bool:
        """Whether the memories hold an answer."""
        return bool(self.chosen)


def names_in(text: str) -> frozenset[str]:
    """Folded words of a memory that look like names."""
    body = _STAMP.sub("", text)
    return frozenset(
        fold(m.group(0))
        for m in _NAME.finditer(body)
        if not (m.group(0).isupper() and len(m.group(0)) > 1)
        and fold(m.group(0)) not in _NOT_NAMES
        and fold(m.group(0)).removesuffix("s") not in _NOT_NAMES
        and relation(fold(m.group(0))) is None
        and (m.start() > 0 or fold(m.group(0)) not in STOP)
    )


def relations_in(text: str) -> frozenset[str]:
    """The standard relation words of a memory, told of the user: compound roles ("speech therapist") and other people's relations
    ("The user's brother has two children") are left out."""
    found = set()
    listed = words(text)
    owner = next((relation(w) for w in listed[2:4] if relation(w)), None) if re.match(r"(?:the )?user['’]s ", text, re.IGNORECASE) else None
    for position, word in enumerate(listed):
        standard = relation(word)
        if standard is None:
            continue
        before = listed[max(0, position - 3) : position]
        if before and before[-1] not in _DETERMINERS and standard in ("therapist", "assistant", "teacher", "coach", "doctor"):
            continue
        if owner and standard != owner and "user" not in before:
            continue
        found.add(standard)
    return frozenset(found)


def _same_person(asked: _Asked, text: str, candidate: Candidate) -> bool | None:
    """True: the memory is about whom or what the question names; False: about others; None: the question names nobody."""
    question = asked.question
    if not asked.whom and not question.names:
        return None
    mentions = asked.people.mentions(keeping(text), asked.known)
    told = candidate.of.union(*(asked.people.keys(mention, wide=False) for mention in mentions))
    if asked.whom:
        together = {f"{mention.owner}/{mention.relation}" for mention in mentions if mention.plural}  # "two kids, Ann is 6 and Bob 13"
        if asked.whom & (told | together):
            return True
        # "my sister" of somebody who is the user's as far as memory tells: by the word alone
        spoken = {f"{USER}/{r}" for r in relations_in(text)} if not any("/" in key or key in asked.people.names for key in told) else set()
        return bool(asked.whom & spoken)
    told_names = names_in(text) | candidate.of | frozenset(words(text)) & question.names
    near = dict(candidate.near)
    if question.names & told_names or any(near.get(name, 0.0) >= PLACE for name in question.names):
        return True
    # "Which bus does Tom take" and "The user's son takes bus 302", when Tom is known to be the son.
    things = {word for word in words(text) if relation(word) is None}
    return any(name in asked.links.get(thing, frozenset()) and not told_names & asked.links[thing] for name in question.names for thing in things)


def links_between(texts: Sequence[str]) -> dict[str, frozenset[str]]:
    """Relation -> names that memories tie to it ("The user's sister Anna …" ties Anna to sister)."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for match in re.finditer(r"\b([\w\-]+) (?:is |are )?(?:called |named )?([A-ZÀ-ÞĀ-Ž][\w’'\-]*(?:(?:, | and )[A-ZÀ-ÞĀ-Ž][\w’'\-]*)*)", text):
            standard = relation(fold(match.group(1)))
            if standard:
                found.setdefault(standard, set()).update(fold(n) for n in _NAME.findall(match.group(2)))
        for match in re.finditer(r"([A-ZÀ-ÞĀ-Ž][\w’'\-]*) is (?:the user['’]s|my) (?:[\w\-]+ )?([\w\-]+)", text):
            standard = relation(fold(match.group(2)))
            if standard:
                found.setdefault(standard, set()).add(fold(match.group(1)))
        for match in re.finditer(r"\b([\w\-]+) (?:is|was) (?:called |named |an? |the )?(?:[a-z]+ )?([A-ZÀ-ÞĀ-Ž][\w’'\-]*)", text):
            found.setdefault(fold(match.group(1)), set()).add(fold(match.group(2)))  # "The user's telescope is a Celestron."
    return {key: frozenset(value) for key, value in found.items()}


def _about_another(text: str, links: dict[str, frozenset[str]], people: People) -> bool:
    """Whether the sentence's subject is somebody who belongs to the user: "The user's mother drives…", "Craig works…", when Craig is known."""
    named = re.match(r"([A-ZÀ-ÞĀ-Ž][\w’'\-]*) (?!and the user)", text)
    if named and "the user" not in text and any(fold(named.group(1)) in names for word, names in links.items() if relation(word)):
        return True
    subject = people.subject(text)
    if "the user" not in text.lower() and subject & set(people.names) and not any(key in subject for word, key in people.ties() if word in SERVICES):
        return True
    match = re.match(r"(?:the )?user['’]s ([\w\-’' ]+)", text, re.IGNORECASE)
    return match is not None and any(relation(word) not in (None, *SERVICES) for word in words(match.group(1))[:2])


def _about_others(question: Question) -> bool:
    """Whether somebody else is asked for: "who lives in York", but not "who do I work for"."""
    return question.wants == "who" and not re.search(
        r"\bwho(?:m|se)? (?:[a-z]+ )?(?:do|did|am|was|have|should|can) (?:i|we)\b", question.text.lower()
    )


def _coverage(question: Question, text: str) -> float:
    """The share of the question's terms that the memory holds, synonyms counting three quarters."""
    if not question.terms:
        return 0.0
    told = {stem(word) for word in words(text)}
    told_groups = set().union(*(groups(term) for term in told)) if told else set()
    total = 0.0
    for term in question.terms:
        if (
            term in told
            or (term in ("call", "name") and question.wants == "who" and (_NAMING.match(text) or (question.relations and names_in(text))))
            or any(len(term) > 4 and len(t) > 4 and (t.startswith(term) or term.startswith(t)) for t in told)
        ):
            total += 1.0
        elif groups(term) & told_groups or any(term in asked and pattern.search(text) for asked, pattern in _IMPLIED):
            total += 0.75
    return total / len(question.terms)


def holds(question: Question, text: str) -> bool:
    """Whether the memory can hold an answer of the kind asked for, beyond what the question itself says."""
    body = _STAMP.sub("", text)
    if question.wants == "who":
        return bool(names_in(body) - question.names) or bool(relations_in(body) - question.relations)
    pattern = HOLDS.get(question.wants)
    if pattern is None:
        return True
    rest = body
    for year in question.years:
        rest = rest.replace(year, " ")
    if question.wants in ("number", "code", "money"):
        rest = (
            re.sub(r"\b(?:on |since |in )?\d{1,2} \w+ (?:19|20)\d\d\b|\b(?:in|since) (?:19|20)\d\d\b", " ", rest)
            if question.wants != "number" or not question.counts
            else rest
        )
    return bool(pattern.search(rest))


def weigh(text: str, candidates: Sequence[Candidate], history: str = "", ties: Sequence[str] = ()) -> Evidence:
    """Scores each candidate for the question `text`; `history` (what was said just before) gives a follow-up its subject; `ties`: sentences
    that tell who is whose, besides the candidates."""
    texts = [c.text for c in candidates]
    people = People([*texts, *ties])
    known = frozenset(people.names).union(*(names_in(t) for t in texts))
    question = parse(text, known)
    goes_on = bool(history) and (follows(text) or not question.terms)
    asked = _Asked(
        question, frozenset(words(text)), parse(history, known) if goes_on else None, frozenset(words(history)), links_between(texts), people,
        known, whom(question, people, known),
    )  # fmt: skip
    weighed = [_weigh(asked, index, candidate) for index, candidate in enumerate(candidates)]
    ranked = sorted(weighed, key=lambda w: (-w.fits, -w.score))
    chosen = _choose(question, ranked) or _second_hop(asked, ranked, candidates)
    if not question.past and not question.changed:
        # What holds now goes before what held, if it answers at all: the words of the old are often nearer to the question.
        holding = [w for w in ranked if w.fits and w.covered >= 0.5 and w.score >= NOW and candidates[w.index].status != "superseded"]
        current = [n for n in chosen if candidates[n].status != "superseded"]
        chosen = current or ([holding[0].index] if chosen and holding else chosen)
    if _STILL.search(question.text):
        ended = [w.index for w in ranked if w.fits and w.about and w.score >= NOW and _ENDED.search(candidates[w.index].text)]
        chosen = ended[:1] or chosen
    if chosen:
        return Evidence(tuple(chosen), True, tuple(ranked), question)
    nearest = sorted((w for w in weighed if w.near), key=lambda w: -w.score)[:1]
    return Evidence(tuple(w.index for w in nearest), False, tuple(ranked), question)


def whom(question: Question, people: People, known: frozenset[str]) -> frozenset[str]:
    """The keys of the people that a question is about; empty when it names none that memory knows, and no relation."""
    text = _THE.sub(lambda m: f"my {m[1]}" if is_kin(relation(fold(m[1])) or "") else m[0], question.text)
    spoken = people.mentions(text, known)
    return frozenset().union(*(people.keys(m) for m in spoken if m.relation or any(fold(n.split()[0]) in people.names for n in m.names)))


class _Asked(msgspec.Struct, frozen=True):
    question: Question
    words: frozenset[str]
    before: Question | None  # what was said just before, read as a question
    before_words: frozenset[str]
    links: dict[str, frozenset[str]]
    people: People
    known: frozenset[str]
    whom: frozenset[str]


def _weigh(asked: _Asked, index: int, candidate: Candidate) -> Weighed:
    question, text = asked.question, candidate.text
    person = _same_person(asked, text, candidate)
    covered, holding = _coverage(question, text), holds(question, text)
    head = _coverage(msgspec.structs.replace(question, terms=(question.head,)), text) if question.head else 0.0
    if question.head and not head and candidate.head >= INSTANCE:
        head = 0.75
        covered += head / max(1, len(question.terms)) if question.head in question.terms else 0.0
    score = candidate.similarity + 0.45 * covered + (0.2 if person is True else 0.0) + (0.1 if person is True and head else 0.0)
    if candidate.slot:
        score += SLOT
    if asked.before is not None:
        thin = len(question.terms) < 2 and not question.relations and not question.names
        score += (0.45 if thin else 0.1) * _coverage(asked.before, text)
        if "other" in asked.words and names_in(text):
            score += -0.2 if names_in(text) & asked.before_words else 0.3
    over = candidate.status == "superseded" or bool(_FORMERLY.search(text))
    if question.past:
        score += 0.2 if over else 0.1 if _WAS.match(text) else -0.2
    elif over and not question.changed and not question.happened:
        score -= 0.5
    # Nobody was named, so it is about the user, not about the user's mother.
    others = person is None and question.own and not _about_others(question) and _about_another(text, asked.links, asked.people)
    told = set(words(_STAMP.sub("", text)))
    possible = person is not False and not others and not exclusive(set(asked.words), told) and _in_time(question, candidate)
    possible = possible and (not question.avoids or bool((_ALLERGIC if "allerg" in question.text.lower() else _WARNS).search(text)))
    possible = possible and _of_the_thing(question, text, asked.people) and not (over and candidate.raw and question.wants == "age")
    current = not over or question.past or question.changed or question.happened
    told_of = covered > 0 or candidate.slot or not question.terms or (candidate.similarity >= 0.5 and person is not True)
    near = possible and (holding or candidate.raw) and score >= NEAR and current and told_of
    person_words = question.names.union(*(asked.links.get(r, frozenset()) for r in question.relations), asked.whom)
    if question.wants == "thing" and question.terms and not (told - asked.words - person_words - STOP - _EMPTY - _relation_words(told)):
        score -= 0.4  # "Craig got a new job." of "what's Craig's job?"
    if question.avoids and possible:
        score += 0.2
        head = head or 0.75
    if question.head and not head and candidate.similarity < 0.6 and not candidate.slot:
        score -= 0.25  # "what strings…" wants a memory about strings, not just one about the guitar
    besides = bool(question.head) and not head and (not candidate.slot or bool(_OF_TASTE & set(question.terms)))
    besides = besides or (question.wants == "who" and bool(question.terms) and not covered and not candidate.slot)
    if person is True and asked.before is None and besides:
        score = min(score, ENOUGH - 0.21)  # of the right one, but not what is asked
    return Weighed(index, score, possible and holding, covered, holding, near, person is True)


def _of_the_thing(question: Question, text: str, people: People) -> bool:
    """Whether a memory tells of the very thing asked for, where nothing near it will do: an age, a birthday, the amount of something."""
    told = {stem(word) for word in words(text)}
    if question.wants == "age":
        things = [term for term in question.terms if term not in ("age", "old", "year")]
        if any(not _coverage(msgspec.structs.replace(question, terms=(term,)), text) for term in things):
            return False
        if question.own and not things and not question.relations and not question.names:
            return people.subject(text) == {USER} and re.match(r"(?:the )?user\b(?!['’]s (?!age\b))", text, re.IGNORECASE) is not None
    named = _TOLD_BY_NAME & set(question.terms)
    if named and not named & told and not (stem("birthday") in named and _BIRTH.search(text)):
        return not named & {stem("birthday"), stem("anniversary")}
    match = _MEASURED.search(question.text) if question.wants == "number" else None
    return match is None or relation(fold(match[1])) is not None or stem(fold(match[1])) in told or bool(_alike(fold(match[1]), told))


def _alike(word: str, told: set[str]) -> set[int]:
    """The groups in which a word stands with one of a text's, so that "coffee" may be told as "drinks"; a medicine stands in none."""
    return groups(stem(word)) & set().union(*(groups(term) for term in told)) if told else set()


#: A fact of the kind ("loves gardening") is no answer to "what is her favourite book".
_OF_TASTE = frozenset(("favourit", "like", "love", "prefer"))
#: Says that there is something, not what.
_EMPTY = frozenset("user users got get has have new have another now again is was started changed job work".split())


def _relation_words(told: set[str]) -> set[str]:
    return {word for word in told if relation(word)}


def _in_time(question: Question, candidate: Candidate) -> bool:
    """Whether nothing speaks against the time asked for: another year, or a beginning where the end is wanted."""
    years = set(re.findall(r"(?:19|20)\d\d", f"{candidate.text} {candidate.when}"))
    if question.years and not question.years & years and re.search(r"\b(?:19|20)\d\d\b", candidate.text):
        return False
    until = question.wants == "time" and re.search(r"\buntil\b", question.text.lower())
    return not until or bool(re.search(r"\b(?:until|till|to|ends?|through|back)\b", candidate.text.lower()))


def _choose(question: Question, ranked: Sequence[Weighed]) -> list[int]:
    fitting = [w for w in ranked if w.fits and (w.covered or w.score >= ENOUGH - 0.15 or not question.changed)]
    if not fitting:
        return []
    enough = ENOUGH
    if not question.terms:
        enough = ENOUGH - 0.12  # nothing more was said than whom and what kind
    elif fitting[0].covered >= 0.99:  # the very words asked with, and an answer of the kind asked for
        enough = ENOUGH - (0.1 if question.wants == "thing" else 0.2)
    elif fitting[0].covered == 0 or (question.wants == "thing" and fitting[0].covered <= 0.5):
        enough = ENOUGH + 0.1
    elif question.wants != "thing" and fitting[0].covered >= 0.75:
        enough = ENOUGH - 0.1
    if question.changed or question.avoids:
        enough -= 0.25 if fitting[0].covered >= 0.5 else 0.15  # the memories that fit are few: what no longer holds, what warns
    if fitting[0].score < enough:
        return []
    best = fitting[0].score
    room = 4 * MARGIN if question.changed else 2 * MARGIN if question.several or question.counts else MARGIN
    return [w.index for w in fitting if w.score >= best - room][: 8 if question.several or question.counts else 3]


def _second_hop(asked: _Asked, ranked: Sequence[Weighed], candidates: Sequence[Candidate]) -> list[int]:
    """The best memory names somebody or something, and another memory about that holds the kind of answer asked for."""
    question, links = asked.question, asked.links
    if question.wants == "thing":
        return []
    alone = question.own and not question.relations and not question.names  # about the user: what is told of others leads nowhere
    bridges = sorted((w for w in ranked if not w.holds or not w.fits), key=lambda w: -w.score)[:2]
    for bridge in bridges:
        if (
            bridge.score < ENOUGH - 0.1
            or ((asked.whom or question.names) and not bridge.about)
            or (alone and _about_another(candidates[bridge.index].text, links, asked.people))
        ):
            continue
        found = names_in(candidates[bridge.index].text) - question.names
        for w in ranked:
            if w.index != bridge.index and w.holds and names_in(candidates[w.index].text) & found:
                return [w.index, bridge.index]
    return []
