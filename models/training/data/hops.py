"""Questions that take two memories: who it is, and what is told of them; and those where the second memory tells of somebody else."""

from __future__ import annotations

from models.training.data import lexicon as words
from models.training.data.fillers import filler
from models.training.data.lexicon import Choice
from models.training.data.register import typed
from models.training.form import DECLINE, Example

#: How somebody or something is tied to the user, and how one asks for that.
TIES = (
    ("The user's {k} is with {v}.", "my {k}", words.SERVICES, words.FIRMS), ("{v} looks after the user's {k}.", "the one for my {k}", words.SERVICES, words.SURNAMES),
    ("The user's {k} is called {v}.", "my {k}", words.RELATIONS, words.NAMES), ("{v} is the user's {k}.", "my {k}", words.RELATIONS, words.NAMES),
    ("{v} {k}.", "the one who {k}", ("feeds the cat", "waters the plants", "has the spare key", "cuts the hedge", "repairs the bike", "cleans the flat", "teaches Spanish", "sells the eggs"), words.NAMES),
    ("The user's favourite {k} is {v}.", "my favourite {k}", ("café", "bakery", "restaurant", "bookshop", "butcher", "pub", "museum", "florist"), words.SHOPS),
)  # fmt: skip
#: What is told of them, how it is asked, how it is answered.
THEN = (
    ("{v}'s phone number is {w}./{v} can be reached on {w}.", "which number do I ring for {x}/what's the number of {x}/what number do I call about {x}", "{v}'s number is {w}.", words.phone),
    ("{v} is in {w}./{v}'s address is {w}.", "which street is {x} in/what's the address of {x}/where do I find {x}", "{v} is in {w}.", words.address),
    ("{v} opens at {w}./{v} starts work at {w}.", "when does {x} open/from what time can I reach {x}", "{v} opens at {w}.", words.clock),
    ("{v}'s email is {w}.", "what's the email of {x}/where do I mail {x}", "{v}'s email is {w}.", lambda c: f"{c.one(words.PETS).lower()}@{c.one(('mail', 'post'))}.example"),
    ("{v} charges {w} an hour./{v} takes {w} an hour.", "what does {x} charge/how much does {x} take an hour", "{v} charges {w} an hour.", words.money),
    ("{v} is away until {w}./{v} is on leave until {w}.", "until when is {x} away/when is {x} back", "{v} is away until {w}.", words.date),
)  # fmt: skip


def hop(c: Choice) -> Example:
    """Two of the one tie, what is told of one or both, and questions for each."""
    told, asked_as, kinds, values = c.random.choice(TIES)
    pairs = list(zip(c.some(kinds, 2), c.some(values, 2), strict=False))
    lines = [told.replace("{k}", k).replace("{v}", v) for k, v in pairs]

    asked: list[tuple[str, str]] = []
    for (told_then, questions, said, make), (k, v) in ((then, pair) for then in c.random.sample(THEN, 2) for pair in pairs):
        question = typed(c.one(questions.split("/")).replace("{x}", asked_as.replace("{k}", k)), c)
        if c.chance(0.55):
            w = make(c)
            lines.append(c.one(told_then.split("/")).replace("{v}", v).replace("{w}", w))
            asked.append((question, said.replace("{v}", v).replace("{w}", w)))

        elif c.chance(0.75):
            asked.append((question, DECLINE))
    lines += [filler(c) for _ in range(c.random.randint(0, 3))]
    c.random.shuffle(lines)
    c.random.shuffle(asked)
    return Example(tuple(lines), tuple(asked)) if asked else hop(c)
