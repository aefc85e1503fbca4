"""A vault with three weeks of an invented person's life, for screenshots."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine import clock
from engine.ids import new_id
from engine.memory.facts import NewMemory
from engine.session import Session

NOW = datetime(2026, 11, 22, 9, 40).astimezone()
#: Days ago, then what was said and answered.
TALKS: tuple[tuple[int, tuple[tuple[str, str], ...]], ...] = (
    (24, (("I moved to Lyon in March 2024 and I work as a landscape architect at Atelier Vert.", "Noted: Lyon since March 2024, Atelier Vert."),)),
    (
        19,
        (
            ("My sister Anna lives in Berlin and I am allergic to peanuts.", "Anna lives in Berlin, and no peanuts for you: I'll remember both."),
            ("Her birthday is on 3 February.", "Anna's birthday, 3 February: noted."),
        ),
    ),
    (12, (("I love hiking and I hate coriander.", "Hiking yes, coriander no. I'll keep that in mind."),)),
    (
        8,
        (
            ("Always answer in short sentences.", "Short sentences from now on."),
            ("My dog is called Pixel and he is four years old.", "Pixel, four years old. Noted."),
        ),
    ),
    (5, (("To reset the router, hold the button for ten seconds, then wait for the green light.", "Noted, in two steps."),)),
    (2, (("I started learning the cello on Monday.", "A new instrument! Noted."),)),
    (1, (("My boss Claire wants the park drawings by Friday.", "The park drawings for Claire, by Friday. Noted."),)),
    (0, (("Where does my sister live?", "Your sister Anna lives in Berlin. You told me so on 3 November, together with your peanut allergy."),)),
)
WRITTEN = (
    NewMemory(text="Prefers trains to planes for trips under eight hours.", category="preference"),
    NewMemory(text="The spare key is with Tom next door.", category="home", pinned=True),
    NewMemory(
        text="Water the orchid on Sundays, only a little.",
        kind="procedural",
        category="home",
        steps=("Take it to the sink", "Give it half a glass", "Let it drain"),
    ),
    NewMemory(text="Went to the Jardin des Plantes with Anna.", kind="episodic", valid_from="2026-05-16", precision="day", category="leisure"),
)  # fmt: skip
CODE = """Here is a small function that does it:

```python
from datetime import date


def days_until(birthday: date, today: date) -> int:
    \"\"\"Days until the next birthday.\"\"\"
    following = birthday.replace(year=today.year)
    if following < today:
        following = birthday.replace(year=today.year + 1)
    return (following - today).days
```

Three things to know:

1. `replace` keeps **month and day**, and changes only the year.
2. A birthday on 29 February needs a rule of its own.
3. The result is `0` on the day itself.

| Today | Birthday | Days |
|---|---|---:|
| 22 November | 3 February | 73 |
| 2 February | 3 February | 1 |

> Dates without a time zone are best for birthdays.
"""


def seed(session: Session) -> str:
    """Fills the vault; returns the id of the conversation to show first."""
    shown = ""
    for days, turns in TALKS:
        with clock.frozen(NOW - timedelta(days=days, hours=1 if days else 0, minutes=12)):
            conversation = session.conversations.create()
            for said, answered in turns:
                message = session.conversations.say(conversation, said)
                session.learner.learn_message(message)
                answer = session.conversations.say(conversation, answered, role="assistant", source="generated", parent=message)
                shown = conversation.id
                _receipt(session, answer.row, message.row)
    with clock.frozen(NOW - timedelta(days=3)):
        for new in WRITTEN:
            session.memories.add(new)
        made = session.memories.list("Pixel").memories
        if made:
            session.memories.edit(made[0], text=f"{made[0].text.rstrip('.')}, a small terrier.")
    return shown


#: What shows how learning looks: told, questioned, not kept, in another language, contradicted.
LEARNED = (
    "My brother Paul has moved to Nantes and his wife Inès is a vet.",
    "Maybe I should get a boat. My bank PIN is 4821. I prefer tea to coffee.",
    "Ich wohne jetzt in Lyon und arbeite viel.",
    "I have asthma, and I take 5 mg of montelukast every evening.",
)


def seed_learning(session: Session) -> str:
    """A conversation in which much is learned; proposals, a contradiction, a profile. Returns the conversation's id."""
    session.memories.add(NewMemory(text="Always use the metric system.", kind="procedural", category="instruction", subject="assistant",
                                   predicate="instruction", trigger_words="always"))  # fmt: skip
    imported = session.conversations.create("Letters")
    for text in ("I live in Marseille with my cat Biscuit.", "My office is in Rue de la Part-Dieu."):
        session.learner.learn_message(session.conversations.say(imported, text, source="import"))
    moved = session.conversations.create("Moving")
    with clock.frozen(NOW - timedelta(days=2)):
        session.learner.learn_message(session.conversations.say(moved, "I moved to Nantes last week."))
    conversation = session.conversations.create()
    for text in LEARNED:
        message = session.conversations.say(conversation, text)
        session.learner.learn_message(message)
        session.conversations.say(conversation, "Noted.", role="assistant", source="generated", parent=message)
    works = session.memories.list("Atelier Vert").memories
    made = session.memories.add(NewMemory(text="The user works at the town hall of Lyon.", category="work", source="inferred", status="proposed",
                                          confidence=0.4))  # fmt: skip
    with session.vault.change("learn", "Learned from a message", actor="assistant") as change:
        if works:
            change.insert("review", id=new_id(), memory=made.row, against=works[0].row, reason="contradicts", at=clock.to_utc(change.at))
    session.consolidate()
    return conversation.id


def _receipt(session: Session, answer: int, question: int) -> None:
    """The newest answer stands on the memories about the sister and the allergy."""
    from engine.recall.receipts import Draft, write

    anna = (
        [*session.memories.list("Anna").memories, *session.memories.list("peanuts").memories] if _text(session, question).startswith("Where") else []
    )
    if anna:
        with session.vault.change("receipt", "Kept a receipt", journaled=False) as change:
            id = write(change, session.vault, Draft(answer=answer, question=question, model="scripted", guard="passed", segments=()))
            row = change.execute("SELECT row FROM receipt WHERE id = ?", (id,)).fetchone()[0]
            for rank, memory in enumerate(anna):
                change.execute("INSERT INTO receipt_memory VALUES (?, ?, 'memory', ?, 1.0, '{}', 1, '')", (row, rank, memory.row))


def _text(session: Session, row: int) -> str:
    return str(session.vault.one("SELECT text FROM message WHERE row = ?", (row,))["text"])
