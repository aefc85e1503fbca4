"""Memories that nothing is asked of, as they come in beside what matters."""

from __future__ import annotations

from models.training.data import lexicon as words
from models.training.data.lexicon import Choice

HABITS = """The user hums while cooking.;The user always loses one glove.;The user likes long train rides.;The user prefers paper books to screens.;
The user doesn't own an umbrella.;The user naps on Sunday afternoons.;The user wants to declutter the loft.;The user sleeps badly at full moon.;
The user keeps the window open at night.;The user dislikes voice messages.;The user finds the new logo at work ugly.;The user collects fridge magnets.;
The user used to play marbles as a child.;The user thinks that pigeons are underrated.;The user would like to see the northern lights one day.;
The user makes a list before shopping.;The user never finishes crosswords.;The user reads the paper from the back.;The user gets up before the alarm.;
The user is trying to use the phone less.;The user finds podcasts calming.;The user feels the cold quickly.;The user waters the cactus too often.;
The user signed up for the flea market.;The user cycles in any weather.;The user is saving up for a new roof.;The user wrote a letter to the council.;
The user's street is noisy at weekends.;The user's kitchen tap drips.;The user's neighbours are having their attic done.;The user's train was late again.;
The user's knee hurts on stairs.;The user's team moved to another floor.;The user's phone battery dies quickly.;The user's coat has lost a button.""".replace(
    "\n", ""
).split(";")


def filler(c: Choice) -> str:
    """A habit or an opinion of the user's, or something about somebody who is not asked about."""
    name = c.one(words.NAMES)
    made = (
        f"{name} likes {c.one(words.HOBBIES)}.", f"The user saw {name} at the market.", f"{name} told the user about {c.one(words.COUNTRIES)}.",
        f"The user wants to try {c.one(words.FOODS)}.", f"The user's {c.one(words.RELATIONS)} is tired of {c.one(words.HOBBIES)}.",
        f"The user and {name} argued about {c.one(words.FILMS)}.", f"The user thinks of selling the {c.one(words.THINGS)}.",
        f"The user cleaned the {c.one(words.THINGS)} with {name}.", f"The user dreamt of {c.one(words.CITIES)}.",
    )  # fmt: skip
    return c.one(HABITS) if c.chance(0.5) else c.random.choice(made)
