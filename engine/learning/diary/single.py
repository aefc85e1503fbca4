"""Single entries: "dentist thurs 2.40, the bad molar", "The 23rd: hospital", "nan's 90th on the 2nd"."""

from __future__ import annotations

import re

from engine.learning.diary.events import CELEBRATED, DUE, EVENT, with_article
from engine.learning.diary.owners import OWNED, owner_of, owners_name
from engine.learning.diary.pieces import Entry, Piece, has_verb, noted_beside, said_when
from engine.learning.grammar.pronouns import told as told_words
from engine.learning.grammar.words import join, words
from engine.learning.times import hours

OPENER = re.compile(
    r"^(?:(?:ok|okay|actually|anyway|anyways|well|oh|sorry|so|and|also|then|now|note(?: to self)?|reminder|fyi|btw|update|don'?t forget|remember|"
    r"next|got|have|i have|i've(?: got)?|"
    r"ive(?: got)?|we have|we've(?: got)?|weve(?: got)?|"
    r"there'?s|theres|coming up|got (?:my|our|the)|plus|for me|me|off to (?:see )?(?:the )?|going to (?:see )?the|seeing the|at the)\s+)+",
    re.IGNORECASE,
)
_ARRANGED = re.compile(
    r"\s*\b(?:is |are |'s )?(?:all )?(?:booked|sorted|confirmed|arranged|scheduled|came through|come through|has come through|fixed|"
    r"set)\b(?: (?:in|for|on))?\s*$",
    re.IGNORECASE,
)
_COMERS = re.compile(
    r"(?:people|guests|visitors|friends|family|everyone|ppl|who's|whos) (?P<how>coming|staying)(?: (?:over|round|for (?:lunch|dinner|tea|"
    r"drinks)))?\s*",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"^(?P<event>.+?)\s+(?P<how>(?:(?:has been|have been|was|got|is|are)\s+)?(?:moved|changed|rescheduled|postponed|brought forward|pushed back|"
    r"pushed|put back|put off|"
    r"switched|swapped|delayed)|is|are|starts?|begins?|ends?|finish(?:es)?)(?:\s+(?:to|from|until|till|for|on|in|at))?$",
    re.IGNORECASE,
)
#: "gp put me on iron": told of somebody, no visit.
_DONE_TO = re.compile(r"\b(?:me|us|him|them)\b", re.IGNORECASE)  # "my parents visit us": no "parents' visit"
_ORDERED = re.compile(r"\b(?:put|cut|let|set|told|gave|upped|took) (?:me|him|her|them|us|my|his|the|it)\b", re.IGNORECASE)
_HOUR_LAST = re.compile(rf"(?<![\w.,:/£$€-]){hours.CLOCK.removesuffix('?')}\s*(?:on\s*)?$", re.IGNORECASE)
#: "My appointment tomorrow is cancelled": told in a whole sentence, and no appointment.
_UNDONE = re.compile(
    r"^\s*(?:is|are|was|were|has been|have been|got|gets)\s+(?:cancel|called off|off\b|moved|postponed|rescheduled|brought)", re.IGNORECASE
)
_BEING = re.compile(
    r"^\s*(?P<is>is|are|was|were)\s+(?P<what>(?!cancel|off\b|on\b|over\b|moved|postponed|confirmed|booked)\S+(?: \S+){0,5})$", re.IGNORECASE
)
_COPULA = re.compile(r"^(?:\s*(?:is|was|'s|=|it'?s|its)\s+)(?P<what>\S.*)$", re.IGNORECASE)


def event_of(head: str) -> str:
    """The event that a piece begins with, without what only leads up to it; "" when it names none or has a verb."""
    bare = OPENER.sub("", head.strip(" ,.!:-(")).strip()
    bare = re.sub(r"\s+(?:on|at|for|in|from|this|by|the|due|=|w|around|about|:)$", "", _ARRANGED.sub("", bare), flags=re.IGNORECASE).strip()
    if has_verb(_ARRANGED.sub("", bare)):
        return ""
    bare = re.split(r"\b(?:by|before|until|for)\s+(?=(?:my|our)\s|[\w-]+(?:'s|s')\s)", _ARRANGED.sub("", bare), flags=re.IGNORECASE)[-1].strip(" ,:-")
    if (
        not bare
        or len(bare.split()) > 9
        or bare.lower().startswith("to ")
        or has_verb(bare)
        or _ORDERED.search(bare)
        or _DONE_TO.search(bare)
        or not EVENT.search(bare)
    ):
        return ""
    if EVENT.match(bare) and not bare[1:2].isupper():
        bare = bare[:1].lower() + bare[1:]
    return re.sub(r"^(?:my|our)\s+", "their ", bare, flags=re.IGNORECASE)


def timed_first(pieces: list[Piece], place: int) -> tuple[list[Entry], int] | None:
    """ "The 23rd: hospital, 9am", "tomorrow is my citizenship test", "fortnight on Saturday its my niece's christening"."""
    piece = pieces[place]
    if (
        not piece.times
        or piece.times[0].recurrence
        or piece.text[: piece.times[0].start].strip(" ,.-(").lower() not in ("", "on", "also", "and", "so", "ok", "btw", "for")
    ):
        return None
    after = piece.text[piece.times[0].stop :]
    copula = _COPULA.match(after)
    when = piece.text[piece.times[0].start : piece.times[0].stop]
    if copula:
        what = copula["what"]
        rest = re.sub(r"^(?:my|our)\s+", "", what, flags=re.IGNORECASE)
        owned = rest != what or OWNED.match(what) is not None
        if not (owned or EVENT.search(what)) or has_verb(rest):
            return None
        subject, told = ("The user's " + rest, "is") if rest != what else (owner_of(what), "is")
        details, used = noted_beside(pieces, place + 1, len(what.split()) + 6)
        return [
            Entry(piece.start, pieces[place + used - 1].stop if used > 1 else piece.stop, f"{told} {when}{details}", subject, "happens", rest)
        ], used
    if after.strip(" ,.") or piece.close not in (":", "-", "–", "—", ",") or place + 1 >= len(pieces):
        return None
    following = pieces[place + 1]
    if any(t.valid_from or t.recurrence for t in following.times) or has_verb(following.text) or not EVENT.search(following.text):
        return None
    details, used = noted_beside(pieces, place + 2, len(following.text.split()) + 6)
    stop = pieces[place + used].stop
    what = following.text.strip(" .")
    if CELEBRATED.match(what) or OWNED.match(what):
        return [Entry(piece.start, stop, f"is {said_when(when)}{details}", owner_of(what), "happens", what)], used + 1
    return [Entry(piece.start, stop, f"has {with_article(what)} {said_when(when)}{details}", what=what)], used + 1


def guests(pieces: list[Piece], place: int) -> tuple[list[Entry], int] | None:
    """ "people coming sunday: Ines + 2 kids, Waldemar"."""
    piece = pieces[place]
    who = _COMERS.match(piece.text)
    if not who or not piece.times or piece.close not in (":", "-", ",", "–", "—") or piece.times[0].start > who.end():
        return None
    details, used = noted_beside(pieces, place + 1, 4)
    when = re.sub(r"^coming\s+", "", piece.text[piece.times[0].start :].strip(), flags=re.IGNORECASE)
    if used == 1:
        return None
    return [
        Entry(
            piece.start,
            pieces[place + used - 1].stop,
            f"{who['how'].lower()} to the user {when} are{details.removeprefix(',')}",
            "The people",
            "happens",
            "visit",
        )
    ], used


def one_event(pieces: list[Piece], place: int) -> tuple[list[Entry], int] | None:
    """ "dentist thurs 2.40, the bad molar"; the time may be a piece of its own ("driving test booked! monday week, 8.10")."""
    piece = pieces[place]
    used, timed = 1, piece
    if not piece.times:
        if place + 1 >= len(pieces) or not pieces[place + 1].times or pieces[place + 1].head.strip(" (on"):
            return None
        used, timed = 2, pieces[place + 1]
    if not any(t.valid_from or t.valid_to or t.recurrence for t in timed.times):
        return None
    head, first = (piece.head if used == 1 else piece.text), timed.times[0]
    when = timed.text[first.start :].strip()
    hour = _HOUR_LAST.search(head) if not hours.alone(when) else None
    if hour:  # "vet 4pm fri": the hour after the day
        head, clock = head[: hour.start()], hour.group().strip(" ,")
        said = timed.text[first.start : first.stop].rstrip()
        when = f"{said} {'' if re.match('at|from|around|about|by', clock) else 'at '}{clock}{timed.text[first.stop :].rstrip()}"
    due = DUE.match(OPENER.sub("", head.strip(" ,.")).strip())
    if due and not has_verb(due["what"]):
        how = {"end": "ends", "expire": "expires", "expiry": "expires", "up for renewal": "is up for renewal", "out": "is out", "up": "is up"}.get(
            due["how"].lower(), due["how"].lower()
        )
        several = re.search(rf"{re.escape(due['what'])}\s+are\b", head, re.IGNORECASE) is not None
        how = f"{'are' if several else 'is'} {how}" if how.startswith("due") else how
        details, more = noted_beside(pieces, place + used, len(when.split()) + 6)
        stop = pieces[place + used + more - 2].stop if more > 1 else timed.stop
        return [
            Entry(piece.start, stop, f"{re.sub(r' on$', '', how)} {said_when(when)}{details}", "The user's " + due["what"], "happens", due["what"])
        ], used + more - 1
    celebrated = CELEBRATED.match(re.sub(r"\s+(?:is|on|the|=|'s)$", "", OPENER.sub("", head.strip(" ,.!:-")).strip(), flags=re.IGNORECASE))
    copula = re.search(r"(?:\bis|'s)\s*$", head) is not None
    if celebrated and not (copula and celebrated["mine"]) and (celebrated["who"] or celebrated["mine"] or used == 1):
        return _celebration(celebrated, pieces, place, used, when)
    moved = _MOVED.match(OPENER.sub("", head.strip(" ,.")).strip())
    if moved and re.match(r"(?:the|my|our|his|her|their|its|this|that|a|an)\b", moved["event"], re.IGNORECASE):
        return None  # a whole sentence
    if moved and not has_verb(moved["event"]) and EVENT.search(moved["event"]):
        subject = (
            owner_of(moved["event"])
            if OWNED.match(moved["event"])
            else "The user's " + re.sub(r"^(?:my|our|the)\s+", "", moved["event"], flags=re.IGNORECASE)
        )
        onto = re.search(r"\b(to|from|until|till|for|on|in|at)\s*$", head.strip(), re.IGNORECASE)
        stop = timed.stop
        if has_verb(timed.tail):
            when, stop = timed.text[first.start : timed.times[-1].stop], timed.start + timed.times[-1].stop
        told = f"{moved['how'].lower()}{' ' + onto[1].lower() if onto else ''} {when}"
        return [Entry(piece.start, stop, told, subject, "happens", moved["event"])], used
    event = event_of(head)
    if not event:
        return None
    if _UNDONE.match(timed.text[first.stop :]):
        return None
    being = _BEING.match(timed.tail) if event.startswith("their ") else None
    if being and not has_verb(being["what"]):  # "my shift next week is earlies"
        told = f"{being['is'].lower()} {being['what']} {said_when(timed.text[first.start : timed.times[-1].stop])}"
        return [Entry(piece.start, timed.stop, told, "The user's " + event.removeprefix("their "), "happens", event)], used
    if has_verb(timed.tail):
        when, details, more = timed.text[first.start : timed.times[-1].stop], "", 1
        stop = timed.start + timed.times[-1].stop
    else:
        details, more = noted_beside(pieces, place + used, len(event.split()) + len(when.split()))
        stop = pieces[place + used + more - 2].stop if more > 1 else timed.stop
    event = join(told_words(words(event), "their"))
    kind = EVENT.search(event)
    if kind and kind["coming"] and kind.end() == len(event):
        who = re.sub(r"^their ", "", event)
        return [Entry(piece.start, stop, f"is coming {said_when(when)}{details}", f"The user's {who}", "happens", event)], used + more - 1
    if OWNED.match(event) and not event.lower().startswith(("parents", "the ", "st ", "new year")):
        return [Entry(piece.start, stop, f"is {said_when(when)}{details}", owner_of(event), "happens", event)], used + more - 1
    return [
        Entry(piece.start, stop, f"has {with_article(event, often=first.recurrence is not None)} {said_when(when)}{details}", what=event)
    ], used + more - 1


def _celebration(match: re.Match[str], pieces: list[Piece], place: int, used: int, when: str) -> tuple[list[Entry], int]:
    piece, timed = pieces[place], pieces[place + used - 1]
    what = re.sub(r"b-?day|b'day", "birthday", match["what"], flags=re.IGNORECASE).lower()
    yearly = re.match(r"\d", what) is None and not match["more"]
    who = match["who"]
    subject = f"{owners_name(who)} {what}{match['more'] or ''}" if who else f"The user's {what}{match['more'] or ''}"
    details, more = ("", 1) if yearly and what == "birthday" else noted_beside(pieces, place + used, len(when.split()) + 5)
    stop = pieces[place + used + more - 2].stop if more > 1 else timed.stop
    predicate = ("birthday" if "birthday" in what else "anniversary") if yearly else "happens"
    said = when if predicate == "happens" else timed.text[timed.times[0].start : timed.times[-1].stop]
    return [Entry(piece.start, stop, f"is {said_when(said)}{details}", subject, predicate, what)], used + more - 1
