"""What a request to forget names in its own words ("the thing about Leanne and the drink"): the sentences that speak of all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from engine.memory import words
from engine.memory.sentences import Span, clauses, sentences
from engine.memory.spans import Read

#: People seldom name a thing twice by one word. Each line: words for one thing; longer ones are looked for as they stand.
_ALIKE = tuple(
    tuple(line.split(","))
    for line in """salary,ctc,pay,paid,wage,wages,earn,earns,earnings,income,lakh,lakhs,lpa
drink,drinks,drinking,drunk,alcohol,vodka,wine,beer,booze,whisky,whiskey,gin,rum,bottles,pub
finance,financed,loan,borrowed,borrow,debt,debts,mortgage,repayments,credit,overdraft
therapist,therapy,counsellor,counselor,counselling,psychologist,psychiatrist,shrink
mother in law,mother-in-law,mil,mother in-law
father in law,father-in-law,fil,father in-law
sister in law,sister-in-law,sil
brother in law,brother-in-law,bil
mother,mum,mom,mam,mama,mummy,mommy
father,dad,daddy,papa
aunt,auntie,aunty
grandmother,gran,granny,nan,nana,grandma
grandfather,grandad,granddad,grandpa
wife,missus
husband,hubby
crush,fancy,fancied
address,postcode,street,road,lane,avenue
phone,mobile,telephone
birthday,born,bday
pregnant,pregnancy,expecting,baby bump,scan,due date
baby,miscarriage,miscarried,lost the baby,stillborn,stillbirth
diagnosis,diagnosed
weight,weigh,kilos,kg,stone,lbs,pounds
divorce,divorced,divorcing,separated,split up
job,work,works,employer
smoke,smokes,smoking,cigarettes,vape,vaping
clinic,rehab,treatment
money,savings
fight,argument,row,quarrel,argued
wedding,marriage
flatmate,roommate,housemate
illness,ill,sick,disease""".split("\n")
)
#: Words of a request that name nothing.
_EMPTY = frozenset(
    words.stem(word)
    for word in """thing things stuff bit business matter matters figure amount subject topic whole story info information detail details
    situation part parts issue issues conversation message messages private personal silly earlier last week yesterday today day time said told
    people one ones fact facts omg lol please completely entirely all mine kind sort name names number new old""".split()
)
_GOES_ON = re.compile(r"\b(?:he|she|they|his|her|hers|him|them|their|hes|shes|theyre)\b", re.IGNORECASE)
_OF_SELF = re.compile(r"^\W*(?:(?:and|but|so|also|anyway)\s+)?(?:i|i'm|i've|im|ive|my|we|our)\b", re.IGNORECASE)
_IN_LAW = re.compile(r"\b\w+[ -]in[ -]law\b", re.IGNORECASE)
_FEW_WORDS = 4


class Topic(msgspec.Struct, frozen=True):
    """A sentence (or two in a row) speaks of it when it holds one alternative of each group."""

    groups: tuple[tuple[str, ...], ...]


def topic(phrase: str) -> Topic | None:
    """What a phrase names; None when no word of it tells anything."""
    text, groups = words.fold(phrase), []
    for line in _ALIKE:
        for alternative in sorted((one for one in line if " " in one or "-" in one), key=len, reverse=True):
            if alternative in text:
                text = text.replace(alternative, " ")
                groups.append(line)
    for stem, surface in words.surfaces(text).items():
        if stem not in _EMPTY:
            groups.append(next((line for line in _ALIKE if surface in line), (surface,)))
    return Topic(tuple(dict.fromkeys(groups))) if groups else None


def heads(phrase: str) -> list[Topic]:
    """Narrower readings of a phrase, likeliest first: what comes before "on", "with", "of"…, then what comes after."""
    parts = re.split(r"\s+(?:on|with|of|about|from|at|in|for|and|to)\s+", phrase.strip())
    return [found for part in parts if (found := topic(part)) is not None] if len(parts) > 1 else []


def find(read: Read, wanted: Topic, besides: Iterable[int] = ()) -> dict[int, list[Span]]:
    """Message row -> the spans of its text that speak of the topic and go on about it. `besides`: rows that are not looked at."""
    group = min(wanted.groups, key=len)
    match = " OR ".join(words.quote(one) for one in group)
    rows = read("SELECT row, text FROM message WHERE shown IS NOT NULL OR row IN (SELECT rowid FROM turn_fts WHERE turn_fts MATCH ?)", (match,))
    skipped = set(besides)
    return {row["row"]: found for row in rows if row["row"] not in skipped and (found := in_text(row["text"], wanted))}


def in_text(text: str, wanted: Topic) -> list[Span]:
    """The spans of one text."""
    spans = list(sentences(text))
    holding = [[holds(text[start:stop], group) for group in wanted.groups] for start, stop in spans]
    whole = [all(held) for held in holding]
    if not any(whole):
        together = [n for n in range(len(spans) - 1) if all(a or b for a, b in zip(holding[n], holding[n + 1], strict=True))]
        whole = [n in together or n - 1 in together for n in range(len(spans))]
    if not any(whole):
        return []
    going = {n for n, stands in enumerate(whole) if stands}
    for n in range(min(going) + 1, len(spans)):
        piece = text[spans[n][0] : spans[n][1]]
        between = n + 1 < len(spans) and len(piece.split()) <= _FEW_WORDS and _goes_on(text[spans[n + 1][0] : spans[n + 1][1]])
        if any(holding[n]) or (n - 1 in going and (_goes_on(piece) or between)):
            going.add(n)
    return [part for n in sorted(going) for part in _narrowed(text, spans[n], wanted)]


def holds(sentence: str, alternatives: Sequence[str]) -> bool:
    """Whether a sentence has one of the words, in any form of it."""
    folded, found = words.fold(sentence), None
    sentence = _IN_LAW.sub(" ", sentence)  # a sister-in-law is no sister
    for one in alternatives:
        if " " in one or "-" in one:
            if one in folded:
                return True
            continue
        found = {words.stem(words.fold(word).removesuffix("'s")) for word, _, _ in words.tokens(sentence)} if found is None else found
        if words.stem(one) in found:
            return True
    return False


def _goes_on(sentence: str) -> bool:
    return _GOES_ON.search(sentence) is not None and not _OF_SELF.match(sentence)


def _narrowed(text: str, span: Span, wanted: Topic) -> list[Span]:
    """The clauses of a sentence that speak of the topic, with those that go on about it; all of it, if they can't be told apart."""
    parts = clauses(text, span)
    going = [any(holds(text[start:stop], group) for group in wanted.groups) for start, stop in parts]
    if len(parts) == 1 or not any(going):
        return [span]
    for n in range(1, len(parts)):
        going[n] = going[n] or (going[n - 1] and _GOES_ON.search(text[parts[n][0] : parts[n][1]]) is not None)
    found: list[Span] = []
    for n, (start, stop) in enumerate(parts):
        if going[n]:
            begin = parts[n - 1][1] if n and not going[n - 1] else start
            found = [*found[:-1], (found[-1][0], stop)] if found and going[n - 1] else [*found, (begin, stop)]
    return found
