"""Finds diary entries in a sentence and says them in full: what, when, and what is noted beside it."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from engine.learning import hours, times
from engine.learning.diary.events import CELEBRATED, DUE, EVENT, with_article
from engine.learning.lexicon import RELATION_PATTERN
from engine.learning.moments import Time
from engine.learning.people import proper
from engine.learning.pronouns import told as told_words
from engine.learning.rules import dates
from engine.learning.rules.rule import Shaped
from engine.learning.sentences import Sentence
from engine.learning.story import Statement
from engine.learning.verbs import AUXILIARY, BASES, NOUNISH, PAST, THIRD, is_past
from engine.learning.words import join, words

_MOST_WORDS = 25
_HINT = re.compile(r"\d|day|morrow|tom[oa]|tmr|mon|tue|wed|thu|fri|sat|sun|week|fortnight|month", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:,(?!\d)|;|\.(?=\s)|\s[-–—]\s|(?<!\d):(?!\d)|:(?=\s)|!+)\s*")
_OPENER = re.compile(
    r"^(?:(?:ok|okay|so|and|also|then|now|note(?: to self)?|reminder|fyi|btw|update|don'?t forget|remember|next|got|have|i have|i've(?: got)?|ive(?: got)?|we have|we've(?: got)?|weve(?: got)?|"
    r"there'?s|theres|coming up|got (?:my|our|the)|plus|for me|me|off to (?:see )?(?:the )?|going to (?:see )?the|seeing the|at the)\s+)+",
    re.IGNORECASE,
)
_ARRANGED = re.compile(
    r"\s*\b(?:is |are |'s )?(?:all )?(?:booked|sorted|confirmed|arranged|scheduled|came through|come through|has come through|fixed|set)\b(?: (?:in|for|on))?\s*$", re.IGNORECASE
)
_PRONOUN = frozenset("i we he she they you it im ive i'm i've he's she's they're we're it's thats that's who what when where why how".split())
_ADJECTIVAL = frozenset("booked sorted confirmed moved fixed based united red used tired blood bed shed need wed called named".split())
_POSSESSOR = r"(?P<who>(?!his\b|hers?\b|its\b|this\b|is\b|was\b|thats?\b)[\w-]+(?: [\w-]+){0,2}?)(?:'s|s'|(?<![s'])s)"
#: "Leo's party", "mums op", "my niece's christening".
_OWNED = re.compile(rf"(?:(?:my|our|their) )?(?:[\w-]+ )?[\w-]+(?:'s|s')\s+\S|(?:(?:my|our|their) )?(?:{RELATION_PATTERN})s\s+\S", re.IGNORECASE)
_COMERS = re.compile(r"(?:people|guests|visitors|friends|family|everyone|ppl|who's|whos) (?P<how>coming|staying)(?: (?:over|round|for (?:lunch|dinner|tea|drinks)))?\s*", re.IGNORECASE)
_MOVED = re.compile(
    r"^(?P<event>.+?)\s+(?:(?:has been|have been|was|got|is)\s+)?(?P<how>moved|changed|rescheduled|postponed|brought forward|pushed back|put back|put off|switched|swapped|delayed)(?:\s+(?:to|from|until|till|for))?$",
    re.IGNORECASE,
)
_HOUR_LAST = re.compile(rf"(?<![\w.,:/£$€-]){hours.CLOCK.removesuffix('?')}\s*(?:on\s*)?$", re.IGNORECASE)
_COPULA = re.compile(r"^(?:\s*(?:is|was|'s|=|it'?s|its)\s+)(?P<what>\S.*)$", re.IGNORECASE)
_VERBAL_TAIL = re.compile(r"^(?:at|in|on|with|w/|w|near|by|for|room|from|no|bring|meet|don'?t|need|wear|wearing)\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?:(?:this|next) week|diary|dates?|appointments?|plans?|calendar|schedule|timetable|coming up|upcoming|for the diary|to do|todo|reminders?|booked|family|me|us)$", re.IGNORECASE)


class Entry(msgspec.Struct, frozen=True):
    """`told`: all after the subject; `subject` "" for the user or whoever the sentence spoke of last. Places are those of the sentence."""

    start: int
    stop: int
    told: str
    subject: str = ""
    predicate: str = "appointment"
    what: str = ""
    kind: str = ""


class _Piece(msgspec.Struct, frozen=True):
    text: str
    start: int
    stop: int
    close: str
    times: tuple[Time, ...]

    @property
    def head(self) -> str:
        """What stands before its first time."""
        return self.text[: self.times[0].start] if self.times else self.text

    @property
    def tail(self) -> str:
        """What stands after its last time."""
        return self.text[self.times[-1].stop :] if self.times else ""


def entries(text: str, at: datetime) -> list[Entry]:
    """The entries of a sentence, left to right; most sentences have none."""
    if not _HINT.search(text):
        return []
    pieces = _pieces(text, at)
    found: list[Entry] = []
    place = 0
    while place < len(pieces):
        made, used = _labelled(pieces, place) or _guests(pieces, place) or _timed_first(pieces, place) or _event(pieces, place) or ([], 1)
        found += made
        place += used
    return found


def joined(parts: list[Sentence], body: str, at: datetime) -> list[Sentence]:
    """The sentences, an event and the time told after it put together: "Driving test booked! monday week, 8.10"."""
    out: list[Sentence] = []
    for part in parts:
        if out and _HINT.search(part.text) and "?" not in part.end and _event_of(out[-1].text) and len(out[-1].text.split()) <= 9 and not times.find(out[-1].text, at):
            found = times.find(part.text, at)
            if found and not part.text[: found[0].start].strip(" (on"):
                out[-1] = msgspec.structs.replace(out[-1], text=body[out[-1].start : part.stop], stop=part.stop, end=part.end)
                continue
        out.append(part)
    return out


def statement(entry: Entry, base: int, whose: Statement | None) -> tuple[Shaped, Statement]:
    """The entry as a statement, shaped by its rule. `base`: where the sentence begins; `whose`: somebody else whom the sentence spoke of before."""
    subject = entry.subject or (whose.subject if whose else "The user")
    own = subject == "The user"
    said = Statement(
        subject, entry.told, base + entry.start, base + entry.stop, about_user=own, thing=bool(entry.subject), person=whose.person if whose and not entry.subject else None
    )
    rule = next(rule for rule in dates.RULES if rule.predicate == entry.predicate)
    return Shaped(msgspec.structs.replace(rule, kind="semantic" if entry.predicate in ("birthday", "anniversary") else None), f"{subject} {entry.told}", entry.what), said


def _pieces(text: str, at: datetime) -> list[_Piece]:
    out, start = [], 0
    cuts = [m for m in _SEPARATOR.finditer(text) if text.count("(", 0, m.start()) <= text.count(")", 0, m.start()) and m.start() > 0]
    spanning = times.find(text, at)
    cuts = [m for m in cuts if not any(t.start < m.start() and m.end() < t.stop for t in spanning)]
    for match in [*cuts, None]:
        stop = match.start() if match else len(text)
        inside = tuple(
            msgspec.structs.replace(t, start=t.start - start, stop=t.stop - start) for t in spanning if t.start >= start and t.stop <= stop
        )
        if text[start:stop].strip():
            out.append(_Piece(text[start:stop], start, stop, match.group().strip() if match else "", inside))
        start = match.end() if match else stop
    return out


def _has_verb(text: str) -> bool:
    low = [w.low for w in words(text)]
    for place, word in enumerate(low):
        if word in _PRONOUN or word in AUXILIARY:
            return True
        if word in _ADJECTIVAL and (place + 1 >= len(low) or low[place + 1] in ("for", "in", "on", "to", "from", "by", "up")):
            continue
        if EVENT.fullmatch(word) or word in NOUNISH or word in ("left", "contract", "people", "run"):
            continue
        if word in THIRD or (is_past(word) and (word in PAST and word not in BASES)) or (word in BASES and place == 0 and len(low) > 1 and word not in ("book", "school")):
            return True
    return False


def _event_of(head: str) -> str:
    """The event that a piece begins with, without what only leads up to it; "" when it names none or has a verb."""
    bare = _OPENER.sub("", head.strip(" ,.!:-(")).strip()
    bare = re.sub(r"\s+(?:on|at|for|in|from|this|by|the|due|=|w|around|about|:)$", "", _ARRANGED.sub("", bare), flags=re.IGNORECASE).strip()
    bare = re.split(r"\b(?:by|before|until|for)\s+(?=(?:my|our)\s|[\w-]+(?:'s|s')\s)", _ARRANGED.sub("", bare), flags=re.IGNORECASE)[-1].strip(" ,:-")
    if not bare or len(bare.split()) > 9 or _has_verb(bare) or not EVENT.search(bare):
        return ""
    return re.sub(r"^(?:my|our)\s+", "their ", bare, flags=re.IGNORECASE)


def _timed_first(pieces: list[_Piece], place: int) -> tuple[list[Entry], int] | None:
    """ "The 23rd: hospital, 9am", "tomorrow is my citizenship test", "fortnight on Saturday its my niece's christening"."""
    piece = pieces[place]
    if not piece.times or piece.times[0].recurrence or piece.text[: piece.times[0].start].strip(" ,.-(").lower() not in ("", "on", "also", "and", "so", "ok", "btw", "for"):
        return None
    after = piece.text[piece.times[0].stop :]
    copula = _COPULA.match(after)
    when = piece.text[piece.times[0].start : piece.times[0].stop]
    if copula:
        what = copula["what"]
        rest = re.sub(r"^(?:my|our)\s+", "", what, flags=re.IGNORECASE)
        owned = rest != what or _OWNED.match(what) is not None
        if not (owned or EVENT.search(what)) or _has_verb(rest):
            return None
        subject, told = ("The user's " + rest, "is") if rest != what else (_owner(what), "is")
        details, used = _details(pieces, place + 1, len(what.split()) + 6)
        return [Entry(piece.start, pieces[place + used - 1].stop if used > 1 else piece.stop, f"{told} {when}{details}", subject, "happens", rest)], used
    if after.strip(" ,.") or piece.close not in (":", "-", "–", "—", ",") or place + 1 >= len(pieces):
        return None
    following = pieces[place + 1]
    if any(t.valid_from or t.recurrence for t in following.times) or _has_verb(following.text) or not EVENT.search(following.text):
        return None
    details, used = _details(pieces, place + 2, len(following.text.split()) + 6)
    stop = pieces[place + used].stop
    what = following.text.strip(" .")
    if CELEBRATED.match(what) or _OWNED.match(what):
        return [Entry(piece.start, stop, f"is {_on(when)}{details}", _owner(what), "happens", what)], used + 1
    return [Entry(piece.start, stop, f"has {with_article(what)} {_on(when)}{details}", what=what)], used + 1


def _guests(pieces: list[_Piece], place: int) -> tuple[list[Entry], int] | None:
    """ "people coming sunday: Ines + 2 kids, Waldemar"."""
    piece = pieces[place]
    who = _COMERS.match(piece.text)
    if not who or not piece.times or piece.close not in (":", "-", ",", "–", "—") or piece.head.strip().lower() != who.group().strip().lower():
        return None
    details, used = _details(pieces, place + 1, 4)
    when = piece.text[piece.times[0].start :].strip()
    if used == 1:
        return None
    return [Entry(piece.start, pieces[place + used - 1].stop, f"{who['how'].lower()} to the user {when} are{details.removeprefix(',')}", "The people", "happens", "visit")], used


def _event(pieces: list[_Piece], place: int) -> tuple[list[Entry], int] | None:
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
    due = DUE.match(_OPENER.sub("", head.strip(" ,.")).strip())
    if due and not _has_verb(due["what"]):
        how = {"end": "ends", "expire": "expires", "expiry": "expires", "up for renewal": "is up for renewal", "out": "is out", "up": "is up"}.get(due["how"].lower(), due["how"].lower())
        how = f"is {how}" if how.startswith("due") else how
        details, more = _details(pieces, place + used, len(when.split()) + 6)
        stop = pieces[place + used + more - 2].stop if more > 1 else timed.stop
        return [Entry(piece.start, stop, f"{re.sub(r' on$', '', how)} {_on(when)}{details}", "The user's " + due["what"], "happens", due["what"])], used + more - 1
    celebrated = CELEBRATED.match(re.sub(r"\s+(?:is|on|the|=|'s)$", "", _OPENER.sub("", head.strip(" ,.!:-")).strip(), flags=re.IGNORECASE))
    copula = re.search(r"(?:\bis|'s)\s*$", head) is not None
    if celebrated and not (copula and celebrated["mine"]) and (celebrated["who"] or celebrated["mine"] or used == 1):
        return _celebration(celebrated, pieces, place, used, when)
    moved = _MOVED.match(_OPENER.sub("", head.strip(" ,.")).strip())
    if moved and re.match(r"(?:the|my|our)\b", moved["event"], re.IGNORECASE):
        return None  # a whole sentence
    if moved and not _has_verb(moved["event"]) and EVENT.search(moved["event"]):
        subject = _owner(moved["event"]) if _OWNED.match(moved["event"]) else "The user's " + re.sub(r"^(?:my|our|the)\s+", "", moved["event"], flags=re.IGNORECASE)
        onto = re.search(r"\b(to|from|until|till|for)\s*$", head.strip(), re.IGNORECASE)
        return [Entry(piece.start, timed.stop, f"{moved['how'].lower()}{' ' + onto[1].lower() if onto else ''} {when}", subject, "happens", moved["event"])], used
    event = _event_of(head)
    if not event:
        return None
    if _has_verb(timed.tail):
        when, details, more = timed.text[first.start : timed.times[-1].stop], "", 1
        stop = timed.start + timed.times[-1].stop
    else:
        details, more = _details(pieces, place + used, len(event.split()) + len(when.split()))
        stop = pieces[place + used + more - 2].stop if more > 1 else timed.stop
    event = join(told_words(words(event), "their"))
    kind = EVENT.search(event)
    if kind and kind["coming"] and kind.end() == len(event):
        who = re.sub(r"^their ", "", event)
        return [Entry(piece.start, stop, f"is coming {_on(when)}{details}", f"The user's {who}", "happens", event)], used + more - 1
    if _OWNED.match(event) and not event.lower().startswith(("parents", "the ", "st ", "new year")):
        return [Entry(piece.start, stop, f"is {_on(when)}{details}", _owner(event), "happens", event)], used + more - 1
    return [Entry(piece.start, stop, f"has {with_article(event)} {_on(when)}{details}", what=event)], used + more - 1


def _celebration(match: re.Match[str], pieces: list[_Piece], place: int, used: int, when: str) -> tuple[list[Entry], int]:
    piece, timed = pieces[place], pieces[place + used - 1]
    what = re.sub(r"b-?day|b'day", "birthday", match["what"], flags=re.IGNORECASE).lower()
    yearly = re.match(r"\d", what) is None and not match["more"]
    who = match["who"]
    subject = f"{_owner_name(who)} {what}{match['more'] or ''}" if who else f"The user's {what}{match['more'] or ''}"
    details, more = ("", 1) if yearly and what == "birthday" else _details(pieces, place + used, len(when.split()) + 5)
    stop = pieces[place + used + more - 2].stop if more > 1 else timed.stop
    predicate = ("birthday" if "birthday" in what else "anniversary") if yearly else "happens"
    said = when if predicate == "happens" else timed.text[timed.times[0].start : timed.times[-1].stop]
    return [Entry(piece.start, stop, f"is {_on(said)}{details}", subject, predicate, what)], used + more - 1


def _labelled(pieces: list[_Piece], place: int) -> tuple[list[Entry], int] | None:
    """ "Exam dates: torts 11/05, contract 14/05, all 9am", "the boys' birthdays: Rhys 3/11, Emrys 19/11", "bins: green every other thursday"."""
    label = pieces[place]
    if label.close != ":" or label.times or place + 1 >= len(pieces) or _has_verb(label.text):
        return None
    name = re.sub(r"\s*\b(?:dates|times|schedule|timetable|days)\b", "", label.text.strip(" .").lower()).strip()
    plain = _LABEL.match(label.text.strip()) is not None
    birthdays = re.search(r"birthdays?|bdays?", name) is not None
    bins = re.fullmatch(r"(?:the |our |my )?(?:bins?|recycling|rubbish|bin collections?)", name) is not None
    if not (birthdays or bins or EVENT.search(name)) and not plain:
        return None
    singular = name if plain else re.sub(r"s$", "", re.sub(r"^(?:the|my|our)\s+", "", name))
    made, number = [], place + 1
    while number < len(pieces):
        item = pieces[number]
        head = item.head.strip(" ,.-(")
        weeks = re.search(r"\b(?:the (?:weeks|ones) between|(?:the )?other weeks?|alternate weeks)\b", item.text, re.IGNORECASE) if bins else None
        if weeks:
            made.append(Entry(item.start, item.stop, f"is in {weeks.group()}", f"The user's {item.text[: weeks.start()].strip()} bin day", "happens", head))
            number += 1
            continue
        if not item.times or not head or _has_verb(item.text):
            break
        when = item.text[item.times[0].start :].strip() if item.times else ""
        if birthdays:
            made.append(Entry(item.start, item.stop, f"is {_on(item.text[item.times[0].start : item.times[-1].stop])}", f"{_owner_name(head)} birthday", "birthday", "birthday"))
        elif bins:
            made.append(Entry(item.start, item.stop, f"is {when}", f"The user's {head} bin day", "happens", head))
        elif plain and not EVENT.search(head):
            break
        else:
            event = head if plain or re.search(rf"\b{re.escape(singular)}\b", head, re.IGNORECASE) else f"{head} {singular}"
            made.append(Entry(item.start, item.stop, f"has {with_article(event)} {_on(when)}", what=event))
        number += 1
    if made and number < len(pieces) and re.match(r"(?:all|both|each)\b", pieces[number].text, re.IGNORECASE) and not _has_verb(pieces[number].text):
        shared = re.sub(r"^(?:all|both|each)\s+(?:at\s+)?", "", pieces[number].text, flags=re.IGNORECASE).strip(" .")
        shared = f" at {shared}" if re.match(r"\d", shared) else f", {shared}"
        made = [msgspec.structs.replace(entry, told=entry.told + shared) for entry in made]
        number += 1
    return (made, number - place) if made else _trip(pieces, place)


def _trip(pieces: list[_Piece], place: int) -> tuple[list[Entry], int] | None:
    """ "lads trip: prague, 14th to 17th nov, stag for Gaz", "Booked: Inverness, 2 nights, Fri 12 - Sun 14 Dec": one time, and all that is noted about it."""
    label, rest = pieces[place], []
    for piece in pieces[place + 1 :]:
        if _has_verb(piece.text) or len(piece.text.split()) > 9 or sum(len(p.text.split()) for p in rest) + len(piece.text.split()) > _MOST_WORDS:
            break
        rest.append(piece)
    dated = [piece for piece in rest if any(t.valid_from for t in piece.times)]
    if len(dated) != 1 or dated[0].head.strip(" (on"):
        return None
    when = dated[0].text.strip(" .!")
    noted = ", ".join(join(told_words(words(p.text.strip(" .!")), "their")) for p in rest if p is not dated[0])
    name = label.text.strip(" .")
    if re.fullmatch(r"(?:all )?(?:booked|sorted|confirmed|holiday booked|trip booked)", name, re.IGNORECASE):
        return [Entry(label.start, rest[-1].stop, f"has booked {noted} {when}", what=noted)], len(rest) + 1
    subject = "The user's " + re.sub(r"^(?:my|our|the)\s+", "", name, flags=re.IGNORECASE)
    return [Entry(label.start, rest[-1].stop, f"is {when}" + (f": {noted}" if noted else ""), subject, "happens", name)], len(rest) + 1


def _details(pieces: list[_Piece], place: int, said: int) -> tuple[str, int]:
    """What is noted beside an entry, and how many pieces (the entry's own included) are then used."""
    out, used = "", 1
    while place < len(pieces):
        piece = pieces[place]
        text = piece.text.strip(" .!")
        if any(t.valid_from or t.recurrence for t in piece.times) or _has_verb(text) or said + len(text.split()) > _MOST_WORDS or len(text.split()) > 9:
            break
        if re.match(r"(?:wish me|any|please|pls|help|so |ugh|yay|finally|not looking|can't|dreading|lol|sorry|thanks)\b", text, re.IGNORECASE):
            break
        out += ", " + join(told_words(words(text), "their"))
        said += len(text.split())
        used, place = used + 1, place + 1
    return out, used


def _on(when: str) -> str:
    """ "Tuesdays 7.30" -> "on Tuesdays 7.30"."""
    when = join(told_words(words(when), "their")) if re.search(r"\b(?:my|our|ours|mine|me|us)\b", when, re.IGNORECASE) else when
    return f"on {when}" if re.match(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days\b", when, re.IGNORECASE) else when


def _owner(event: str) -> str:
    """ "mums op" -> "The user's mum's op", "leo's party" -> "Leo's party"."""
    match = re.match(rf"(?:my |our |their )?{_POSSESSOR}\s+(?P<what>\S.*)$", event, re.IGNORECASE)
    if not match:
        return event[:1].upper() + event[1:]
    return f"{_owner_name(match['who'])} {match['what']}"


def _owner_name(who: str) -> str:
    who = re.sub(r"^(?:my|our)\s+", "", who, flags=re.IGNORECASE)
    if re.fullmatch(RELATION_PATTERN, who, re.IGNORECASE):
        return f"The user's {who.lower()}'s"
    kin = re.match(rf"(?P<kin>{RELATION_PATTERN})\s+(?P<name>\S.*)$", who, re.IGNORECASE)
    if kin:
        return f"The user's {kin['kin'].lower()} {proper(kin['name'])}'s"
    return f"{proper(who)}'s"
