"""How-tos: "To reset the router: unplug it, …", "If the alarm beeps, type…", numbered steps."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.clauses import clauses
from engine.learning.grammar.phrases import starts_with_subject
from engine.learning.grammar.pronouns import rephrase
from engine.learning.grammar.sentences import Sentence
from engine.learning.grammar.verbs import BASES
from engine.learning.grammar.words import words
from engine.learning.noise.musing import is_offer
from engine.learning.rules.instructions import instruction
from engine.learning.rules.routines import routine

_DO = (
    r"(?:turn|press|hold|push|pull|unplug|plug|wait|open|close|shut|put|take|remove|add|mix|stir|bake|boil|heat|preheat|"
    r"pour|type|enter|click|tap|select|choose|go|count|switch|check|clean|wash|rinse|dry|cut|fold|"
    r"insert|lift|slide|twist|screw|unscrew|lock|unlock|start|stop|run|restart|reboot|reset|call|ring|dial|ask|bring|give|"
    r"use|fill|empty|drain|bleed|soak|leave|let|set|place|connect|disconnect|log|sign|scan|swipe|"
    r"download|install|upload|save|print|feed|water|walk|drive|park|pick|drop|jiggle|kick|tighten|loosen|knock|buzz|do|"
    r"first|always|never|get|make|keep|lower|raise|release|charge|replace|flip|cover|season|whisk|knead|chop|fry|"
    r"simmer|sprinkle|drizzle|spray|scrub|wipe|prime|pump|squeeze|shake|crank|engage|find|follow|send|email|text|write|pay|"
    r"book|order|measure|grease|brown|layer|marinate|blend|roll|spread|proof|rest|chill)"
)
_GOAL = re.compile(
    rf"^(?:(?:btw|ok|so|note|fyi|reminder|also|oh)[\s,:]+)*(?:here(?:'s| is) )?(?:how )?to "
    rf"(?P<goal>\w[^:,.;\n]{{2,90}}?)\s*(?:[:,]|\s-+|\s?[–—])?\s*(?P<must>(?:you|one|we|i) (?:just |first |always )*(?:have|"
    rf"need|has|got) to|you (?:just )?(?:must|should|can)|(?:you )?(?=first\b))?\s*"
    rf"(?<!\w)(?P<steps>(?:first(?:ly)?,?\s+)?{_DO}\b.+)$",
    re.IGNORECASE | re.DOTALL,
)
_TELLS = re.compile(r"(?:^|[,;]\s*)(?:and\s+|but\s+)?(?:i|you|he|she|it|we|they|there|this|that|my|our|his|her|their)\b(?!\s*$)", re.IGNORECASE)
#: With a colon and three steps or more, the steps may begin with any word.
_LISTED = re.compile(r"^(?:how )?to (?P<goal>\w[^:,.;\n]{2,60}?)\s*:\s*(?P<steps>\w[^:,;]*[,;][^:,;]*[,;][^:]+)$", re.IGNORECASE | re.DOTALL)
_CASE = re.compile(
    rf"^(?:(?:btw|ok|so|note|fyi|reminder|also|oh)[\s,:]+)*(?P<when>(?:if|when|whenever|once|after|before)\s+(?!i\b|we\b|"
    rf"you're\b|you are\b)[^,:\n]{{4,90}}?)\s*(?:,|:|\s-+)\s*(?:then\s+)?(?:you (?:have to|need to|must|"
    rf"should)\s+)?(?P<steps>{_DO}\b.+)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(r"^\s*(?P<title>[^\n:]{4,90}):?\s*\n(?P<steps>(?:\s*(?:\d{1,2}[.)]|[-*•])\s+[^\n]+\n?){2,20})", re.MULTILINE)
_DASHED = re.compile(rf"^(?P<when>(?:the |our |my )?[\w' ]{{4,80}}?)\s+[-–—]+\s+(?P<steps>{_DO}\b.+)$", re.IGNORECASE | re.DOTALL)
_GOES_ON = re.compile(rf"^(?:if\b.+\b(?:again|back|off|on|out)|then|finally|after that|next|and then|repeat|make sure|lastly|{_DO})\b", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:how to|steps|recipe|procedure|instructions|to \w+ the|to \w+ (?:my|our))\b", re.IGNORECASE)
_TO_ASSISTANT = re.compile(r"\b(?:your (?:answers?|replies|response)|answer me|reply|respond|drafting|write me|ask me)\b", re.IGNORECASE)

#: Message, and what must come of it ("" = no procedure).
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("To bleed the radiator: turn the key left, wait for water, close it", "To bleed the radiator: turn the key left, wait for water, close it."),
    ("If the alarm panel beeps, press the hash key twice, then hold 0", "If the alarm panel beeps: press the hash key twice, then hold 0."),
    ("to open the gate you have to lift it and push hard", "To open the gate: lift it and push hard."),
    ("If I move to Lyon, start packing", ""),
    ("To unblock the sink: unscrew the trap, clean it, screw it back", "To unblock the sink: unscrew the trap, clean it, screw it back."),
    ("To post a parcel: weigh it, stamp it, drop it at the shop", "To post a parcel: weigh it, stamp it, drop it at the shop."),
    ("garden tap: turn the inside valve off, open the tap, drain it", "Garden tap: turn the inside valve off, open the tap, drain it."),
    (
        "If the van won't start: foot on the brake, fob against the button, hold it 5 secs",
        "If the van will not start: foot on the brake, fob against the button, hold it 5 secs.",
    ),
    ("to do: call mum, book the dentist, pay the rent", ""),
    ("Saturday: pick up the kids, drop the car off", ""),
    ("To sum up: I like it, she hates it, we agree", ""),
    ("to be honest I like it", ""),
)


class Procedure(msgspec.Struct, frozen=True):
    """A how-to: its trigger, its steps, and where it stands in the message."""

    text: str
    trigger: str
    steps: tuple[str, ...]
    start: int
    stop: int


def procedures(text: str) -> list[Procedure]:
    """The how-tos in a message. Sentences that go on with the steps belong to them."""
    found: list[Procedure] = []
    for match in _NUMBERED.finditer(text):
        if _TITLE.search(match["title"]):
            listed = tuple(_tidy(re.sub(r"^\s*(?:\d{1,2}[.)]|[-*•])\s+", "", line)) for line in match["steps"].strip().split("\n"))
            trigger = _trigger(match["title"])
            lead = "For" if re.match(r"\w+ing\b", trigger) else "To"
            found.append(Procedure(f"{lead} {trigger}: {'; '.join(listed)}.", trigger, listed, match.start(), match.end()))
    if found:
        return found
    spans = [m.span() for m in re.finditer(r"(?:[^.!?\n]|[.](?=\S))+", text)]
    place = 0
    while place < len(spans):
        start, stop = spans[place]
        piece = text[start:stop].strip()
        start += len(text[start:stop]) - len(text[start:stop].lstrip())
        made = None if len(piece) > 600 or _TO_ASSISTANT.search(piece) or is_offer(piece) or instruction(piece) else _one(piece)
        place += 1
        if made is None:
            continue
        trigger, lead, steps, skipped = made
        start += skipped
        cut = _facts_after(text[start:stop], steps)
        if cut and re.search(r"[,;]|\bthen\b|\band\b", cut[1]):
            stop = start + cut[0]
            steps = cut[1]
        while place < len(spans) and _GOES_ON.match(text[spans[place][0] : spans[place][1]].strip()) and len(steps.split()) < 40:
            more = text[spans[place][0] : spans[place][1]].strip()
            steps, stop = f"{steps}; {_tidy(more)}", spans[place][1]
            place += 1
        listed = tuple(s for s in re.split(r"\s*;\s*|,\s*(?:and\s+)?(?:then\s+)?|\s+(?:and )?then\s+", steps) if s)
        if len(listed) < 2 and len(steps.split()) < 5:
            continue
        told = f"{lead}: {steps}."
        found.append(Procedure(told[:1].upper() + told[1:], trigger, listed, start, stop))
    return found


def _facts_after(piece: str, steps: str) -> tuple[int, str] | None:
    """Where a statement follows the steps ("…, the bank only does it before 11"): its place in the piece, and the steps without it."""
    for part in clauses(Sentence(piece, 0, len(piece)))[1:]:
        ahead = words(part.text)
        if starts_with_subject(ahead) and ahead[0].low not in ("it", "they", "you", "then") and part.joiner in (",", "because", "but", "since"):
            tail = _tidy(part.text)
            place = steps.find(tail[:20])
            if place > 0:
                return len(piece[: part.start].rstrip(" ,;-")), re.sub(r"[\s,;-]+(?:(?:because|but|since|and)\s*)?$", "", steps[:place])
    return None


#: "descaling the machine = half vinegar half water, hold both buttons, let it run"
_DOING = re.compile(
    r"^(?:[^:=]{0,40}:\s*)?(?:(?:how (?:i|we|to) )(?P<goal>[^:=\n]{3,70}?)|(?P<doing>[a-z]+ing (?:(?:the|my|our|a|an|out|up"
    r"|into|off|on|down|dad's|mum's)\b|[a-z]+)[^:=,\n]{0,60}?))\s*(?P<mark>=|:)\s*(?P<steps>[^:=]+,[^:=]+)$",
    re.IGNORECASE | re.DOTALL,
)
_FOR = re.compile(rf"^for (?P<what>(?:the|a|an|my|our) [^:,.;\n]{{2,60}}?)\s*:\s*(?P<steps>{_DO}\b.+,.+)$", re.IGNORECASE | re.DOTALL)


#: "Allotment shed: lift the door, turn the key, kick the corner": several orders under the name of a thing.
_TOPIC = re.compile(r"^(?P<what>(?:(?:the|my|our) )?[^\W\d_][\w' -]{2,60}?)\s*:\s*(?P<steps>[^:]+[,;][^:]+)$", re.DOTALL)
_NO_TOPIC = re.compile(
    r"\b(?:to[- ]?dos?|tasks?|today|tonight|tomorrow|\w+day|week(?:end)?|list|shopping|plans?|agenda|jobs|chores|errands"
    r"|reminders?|remember|notes?|you|me|"
    r"i|need|needs|want|please|rules?|answers?|replies|draft|write|translate|lunch|dinner)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(rf"(?:and |then |and then |before \w+ |first )*{_DO}\b(?!['’]s|\s+(?:is|are|was|were)\b)", re.IGNORECASE)
#: "If the pump stops: box under the valve, one sharp turn": under a case the steps may begin with any word.
_CASE_LISTED = re.compile(
    r"^(?P<when>(?:if|when|whenever)\s+(?!i\b|we\b|you'?re\b|you\b)[^,:\n]{4,90}?)\s*:\s*(?P<steps>[^:]+,[^:]+)$", re.IGNORECASE | re.DOTALL
)


def _under_topic(piece: str) -> tuple[str, str, str, int] | None:
    topic = _TOPIC.match(piece)
    if topic is None or _NO_TOPIC.search(topic["what"]) or len(topic["what"].split()) > 8:
        return None
    parts = [part.strip() for part in re.split(r"[,;]", topic["steps"]) if part.strip()]
    if sum(_ORDER.match(part) is not None for part in parts) < 2 or _TELLS.search(
        re.sub(r"\b(?:before|when|till|until|after) (?:you|it)\b", "", topic["steps"])
    ):
        return None
    what = rephrase(topic["what"])
    return what, what, _tidy(topic["steps"]), 0


def _one(piece: str) -> tuple[str, str, str, int] | None:
    goal = _GOAL.match(piece)
    if (
        goal
        and not re.match(r"(?:be|sum|conclude|start with|begin with|answer|clarify|add|confirm)\b", goal["goal"], re.IGNORECASE)
        and (goal["must"] or re.search(r"[:,-]", piece[goal.end("goal") : goal.start("steps")]))
    ):
        trigger = _trigger(goal["goal"])
        return trigger, f"To {trigger}", _tidy(goal["steps"]), 0
    listed = _LISTED.match(piece)
    if listed and listed["goal"].split()[0].lower() in BASES - {"sum"} and not _TELLS.search(listed["steps"]):
        trigger = _trigger(listed["goal"])
        return trigger, f"To {trigger}", _tidy(listed["steps"]), 0
    what = _FOR.match(piece)
    if what:
        trigger = rephrase(what["what"])
        return trigger, f"For {trigger}", _tidy(what["steps"]), 0
    doing = _DOING.match(piece)
    if (
        doing
        and (doing["mark"] == "=" or doing["doing"])
        and len(doing["steps"].split(",")) > 2
        and re.search(rf"(?:^|,\s*)(?:and |then )*{_DO}\b", doing["steps"], re.IGNORECASE)
        and not _TELLS.search(doing["steps"])
    ):
        trigger = _trigger(doing["goal"] or doing["doing"])
        skipped = doing.start("goal") if doing["goal"] else doing.start("doing")
        return trigger, f"{'To' if doing['goal'] else 'For'} {trigger}", _tidy(doing["steps"]), max(skipped, 0)
    own = routine(piece)
    if own:
        trigger, lead, steps = own
        return trigger, lead, _tidy(steps), 0
    case = _CASE.match(piece)
    if case and (len(re.findall(r",|\bthen\b|\band\b", case["steps"])) >= 1 or len(case["steps"].split()) >= 4):
        when = rephrase(case["when"])
        return when.split(" ", 1)[1], when, _tidy(case["steps"]), 0
    under = _CASE_LISTED.match(piece)
    if under and not _TELLS.search(re.sub(r"\bit\b", "", under["steps"])):
        when = rephrase(under["when"])
        return when.split(" ", 1)[1], when, _tidy(under["steps"]), 0
    topic = _under_topic(piece)
    if topic:
        return topic
    dashed = _DASHED.match(piece)
    if dashed and "," in dashed["steps"]:
        last = re.split(r"\s+and\s+(?=the\b|our\b|my\b)", dashed["when"])[-1]
        when = rephrase(last)
        return when, when, _tidy(dashed["steps"]), piece.rindex(last, 0, dashed.end("when"))
    return None


def _trigger(goal: str) -> str:
    return rephrase(re.sub(r"^(?:how )?to\s+|^steps (?:to|for)\s+|^here(?:'s| is) how to\s+", "", goal.strip(), flags=re.IGNORECASE)).strip(" :,")


def _tidy(steps: str) -> str:
    told = rephrase(steps.strip(" ,;:-"))
    told = told.replace("the assistant's", "the").replace("the assistant", "you")
    return re.sub(r"\s+(?:lol|haha|ok|okay|please)$", "", told)
