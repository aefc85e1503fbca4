"""What is not told about the user: whole messages, masked passages, sentences and clauses, each turned down with a short reason."""

from __future__ import annotations

from engine.learning.gating.language import is_foreign
from engine.learning.noise import composing, fiction, hypotheticals, markup, musing, smalltalk, unclear, world
from engine.learning.noise.asking import asked_from, is_inverted, is_order, is_question, is_request
from engine.learning.noise.casting import is_cast
from engine.learning.noise.contrasts import without_contrasts
from engine.learning.noise.drafts import is_pasted
from engine.learning.noise.drafts import mask as without_quotations
from engine.learning.noise.fiction import is_banter
from engine.learning.noise.games import is_played
from engine.learning.noise.hypotheticals import carries_over
from engine.learning.noise.idioms import is_idiom
from engine.learning.noise.incomplete import is_incomplete
from engine.learning.noise.letters import is_letter, without_letters
from engine.learning.noise.lookups import is_headed
from engine.learning.noise.markup import prose
from engine.learning.noise.passing import is_passing
from engine.learning.noise.smalltalk import is_just_done
from engine.learning.noise.supposing import without_suppositions
from engine.learning.noise.trailing import apart
from engine.learning.noise.well_known import is_well_known
from engine.learning.telling.addressed import without_address
from engine.learning.telling.story import Statement, Story

__all__ = [
    "asked_from",
    "carries_over",
    "clause",
    "is_banter",
    "is_inverted",
    "is_just_done",
    "is_order",
    "is_question",
    "is_request",
    "mask",
    "prose",
    "statement",
    "whole",
    "without_letters",
]


def mask(text: str) -> str:
    """The message, character for character, without other people's words and what is only set aside ("the 16th, not the 18th")
    or only opens it ("mate, …", "putting this here: …")."""
    return without_address(apart(without_suppositions(without_contrasts(without_quotations(without_letters(text))))))


def whole(text: str) -> str:
    """Why nothing of the message is the user's own telling ("" when something may be)."""
    own = (
        markup.reason(text)
        or ("language" if is_foreign(text) else "")
        or fiction.reason(text)
        or ("pasted" if is_pasted(text) or is_letter(text) else "")
    )
    return (
        own
        or composing.reason(text)
        or ("text for others" if is_headed(text) else "")
        or ("role play or fiction" if is_played(text) or is_cast(text) else "quotation" if is_well_known(text) else "")
    )


def clause(text: str) -> str:
    """Why a clause is not a statement of fact, by its own words."""
    if is_question(text):
        return "question"
    if is_request(text):
        return "request"
    if hypotheticals.is_hypothetical(text):
        return "hypothetical"
    return "figure of speech" if is_idiom(text) else ""


def statement(said: Statement, story: Story) -> str:
    """Why a told statement is not worth keeping."""
    if said.about_user:
        passing = smalltalk.reason(said.rest)
        if passing:
            return passing
    if is_incomplete(said):
        return "unfinished"
    if remark := musing.reason(said):
        return remark
    if is_passing(said):
        return "passing state"
    if hypotheticals.is_open(said.rest):
        return "hypothetical"
    if not said.about_user:
        if world.is_world_fact(said, story):
            return "world fact"
        if not said.thing and world.is_momentary(said.rest):
            return "passing state"
        if world.is_guess(said.rest):
            return "opinion"
    if smalltalk.is_passing_topic(said.subject):
        return "small talk"
    return unclear.reason(said)
