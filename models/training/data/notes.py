"""Notes that the rules made of messages written by hand, each judged by hand: "+" is true to its message and worth keeping, "-" is not.

A line "> before ||| message" begins a message; what stands before "|||" is the turn that it answers. The last file of every folder is held out,
where there are several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from models.training.data.lexicon import Choice
from models.training.form import Noted

FOLDER = Path(__file__).parent / "notes"
TURN = " ||| "
#: Of good notes, the share that also comes spoiled: cut off, or told of somebody else. Of turns, those that are left out: what is kept mustn't
#: hang on there being one.
SPOILED, ALONE = 0.3, 0.5
_PERSON = re.compile(r"^The user's (?:[\w-]+ ){1,2}?(?=(?:is|was|has|had|[a-z]+s|[a-z]+ed)\b)")


def written(folder: Path = FOLDER, *, held_out: bool = False) -> Iterator[Noted]:
    """Every message with its notes."""
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = sorted(place.glob("*.txt"))
        for file in files[1:][-1:] if held_out else files[:-1] or files:
            yield from _messages(file.read_text(encoding="utf-8"))


def examples(c: Choice, *, held_out: bool = False) -> Iterator[Noted]:
    """The same, in training with some good notes spoiled beside."""
    for one in written(held_out=held_out):
        worse = [] if held_out else [(bad, False) for note, worth in one.notes if worth and c.random.random() < SPOILED if (bad := spoiled(note, c))]
        notes = [*one.notes, *worse]
        c.random.shuffle(notes)
        yield Noted(one.message, tuple(notes), "" if not held_out and c.random.random() < ALONE else one.before)


def spoiled(note: str, c: Choice) -> str:
    """The note without its end, without its middle, or told of the user where it is another's; "" when it is too short for that."""
    words = note.rstrip(".").split()
    if _PERSON.match(note) and c.random.random() < 0.5:
        return _PERSON.sub("The user ", note)
    if len(words) < 7:
        return ""
    if c.random.random() < 0.5:
        return " ".join(words[: c.random.randint(3, len(words) - 3)]) + "."
    start = c.random.randint(2, len(words) - 4)
    return " ".join([*words[:2], *words[start + c.random.randint(1, 2) :]]) + "."


def _messages(text: str) -> Iterator[Noted]:
    for block in re.split(r"(?m)^> ", text)[1:]:
        first, *lines = block.strip().splitlines()
        before, _, message = first.rpartition(TURN)
        yield Noted(message, tuple((line[2:], line.startswith("+")) for line in lines), before)
