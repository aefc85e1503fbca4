"""Lists under a label: "Exam dates: torts 11/05, contract 14/05", "lads trip: prague, 14th to 17th nov"."""

from __future__ import annotations

import re

import msgspec

from engine.learning.diary.events import EVENT, with_article
from engine.learning.diary.owners import owners_name
from engine.learning.diary.pieces import MOST_WORDS, Entry, Piece, has_verb, said_when
from engine.learning.grammar.pronouns import told as told_words
from engine.learning.grammar.words import join, words

_LABEL = re.compile(
    r"^(?:(?:this|next) week|diary|dates?|appointments?|plans?|calendar|schedule|timetable|coming up|upcoming|for the diary|to do|todo|reminders?|"
    r"booked|family|me|us)$",
    re.IGNORECASE,
)


def labelled(pieces: list[Piece], place: int) -> tuple[list[Entry], int] | None:
    """ "Exam dates: torts 11/05, contract 14/05, all 9am", "the boys' birthdays: Rhys 3/11, Emrys 19/11", "bins: green every other thursday"."""
    label = pieces[place]
    if label.close != ":" or label.times or place + 1 >= len(pieces) or has_verb(label.text):
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
            made.append(
                Entry(item.start, item.stop, f"is in {weeks.group()}", f"The user's {item.text[: weeks.start()].strip()} bin day", "happens", head)
            )
            number += 1
            continue
        if not item.times or not head or has_verb(item.text):
            break
        when = item.text[item.times[0].start :].strip() if item.times else ""
        if birthdays:
            made.append(
                Entry(
                    item.start,
                    item.stop,
                    f"is {said_when(item.text[item.times[0].start : item.times[-1].stop])}",
                    f"{owners_name(head)} birthday",
                    "birthday",
                    "birthday",
                )
            )
        elif bins:
            made.append(Entry(item.start, item.stop, f"is {when}", f"The user's {head} bin day", "happens", head))
        elif plain and not EVENT.search(head):
            break
        else:
            event = head if plain or re.search(rf"\b{re.escape(singular)}\b", head, re.IGNORECASE) else f"{head} {singular}"
            made.append(Entry(item.start, item.stop, f"has {with_article(event)} {said_when(when)}", what=event))
        number += 1
    if made and number < len(pieces) and re.match(r"(?:all|both|each)\b", pieces[number].text, re.IGNORECASE) and not has_verb(pieces[number].text):
        shared = re.sub(r"^(?:all|both|each)\s+(?:at\s+)?", "", pieces[number].text, flags=re.IGNORECASE).strip(" .")
        shared = f" at {shared}" if re.match(r"\d", shared) else f", {shared}"
        made = [msgspec.structs.replace(entry, told=entry.told + shared) for entry in made]
        number += 1
    if made:  # the label, and what is said of all, belong to them
        made[0] = msgspec.structs.replace(made[0], start=label.start)
        made[-1] = msgspec.structs.replace(made[-1], stop=pieces[number - 1].stop)
    return (made, number - place) if made else _trip(pieces, place)


def _trip(pieces: list[Piece], place: int) -> tuple[list[Entry], int] | None:
    """One time, and all that is noted about it: "lads trip: prague, 14th to 17th nov", "Booked: Inverness, Fri 12 - Sun 14 Dec"."""
    label, rest, said = pieces[place], list[Piece](), 0
    for piece in pieces[place + 1 :]:
        said += len(piece.text.split())
        if has_verb(piece.text) or len(piece.text.split()) > 9 or said > MOST_WORDS:
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
