""" "What did we talk about today?", "what did I tell you last week?": what was learned in those days, in the order in which it was told."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from engine import clock
from engine.answering.coming import Coming, days_of, with_memories
from engine.answering.second_person import to_second_person
from engine.learning.times.finding import find
from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.answering.material import Material
    from engine.session import Session

#: Lines that are told; the newest are.
MOST = 15
_ASKS = re.compile(
    r"^\W*(?:(?:so|and|hey|ok|okay|please|pls|tell me|remind me|can you tell me|do you remember|do you know)\W+)*(?:"
    r"(?:what|which things) (?:all )?(?:did|have) (?:i|we) (?:already |just )?(?:talk(?:ed)?|sp[eo]ak|spoken|chat(?:ted)?) about|"
    r"(?:what|which things) (?:all )?(?:did|have) (?:i|we) (?:already |just )?(?:tell|told|say|said|mention(?:ed)?|discuss(?:ed)?)(?: (?:to )?you)?|"
    r"what(?:'s|s| is) new|what have you (?:learned|learnt|noted)(?: about me)?|"
    r"(?:summari[sz]e|sum up|recap) (?:our|this|the) (?:chat|conversation|talk|day)|what (?:we|i) (?:talked about|told you|said)"
    r")(?: (?:here|so far|lately|recently|before|earlier|in this (?:chat|conversation)))*\W*$"
)


def asked(text: str, now: datetime) -> tuple[date, date] | None:
    """The days whose telling a question asks for, both included; None when it asks for something else."""
    low = " ".join(text.casefold().replace("’", "'").split())[:200]
    found = [one for one in find(low, now) if one.valid_from]
    if not found:
        return (now.date() - timedelta(days=1), now.date()) if _ASKS.match(low) else None
    rest = " ".join(f"{low[: found[0].start]} {low[found[0].stop :]}".split())
    if len(found) > 1 or not _ASKS.match(re.sub(r"\s+([?.!,])", r"\1", rest)):
        return None
    first, last = days_of(found[0])
    if first > now.date() and found[0].precision == "day":
        first, last = first - timedelta(days=7), last - timedelta(days=7)  # "on Monday" was the last one
    return (first, min(last, now.date())) if first <= now.date() else None


def add(session: Session, text: str, recalled: Material) -> Material:
    """Adds what was told in the days that the message asks about."""
    days = asked(text, clock.now())
    if days is None:
        return recalled
    since = clock.to_utc(datetime.combine(days[0], time()).astimezone())
    until = clock.to_utc(datetime.combine(days[1] + timedelta(days=1), time()).astimezone())
    rows = session.vault.query(
        "SELECT * FROM memory WHERE status = 'active' AND kind IN ('semantic', 'episodic') AND mentioned_at >= ? AND mentioned_at < ? "
        "AND (predicate IS NULL OR predicate NOT LIKE 'relation:%') ORDER BY mentioned_at DESC, row DESC LIMIT ?",
        (since, until, MOST + len(recalled.left_out.memories)),
    )
    memories = [memory for row in reversed(rows) if (memory := Memory.from_row(row)).row not in recalled.left_out.memories][-MOST:]
    made, used = with_memories(session, recalled, memories, "lately")
    when = f"On {days[0]:%A}, {days[0].day} {days[0]:%B}" if days[0] == days[1] else f"From {days[0].day} {days[0]:%B} to {days[1].day} {days[1]:%B}"
    if not memories:
        return made.answered(Coming(f"{when} you told me nothing that I noted."))
    lines = "\n".join(f"- {to_second_person(memory.text)}" for memory in memories)
    return made.answered(Coming(f"{when} you told me:\n{lines}", used))
