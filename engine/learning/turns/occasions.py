"""What a request is for: "short sentences for Thursday's pitch to the board", "an outfit for my cousin's wedding on the 3rd"."""

from __future__ import annotations

from engine.learning.turns.turn import Turn

_WHEN = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|next week|next month|this afternoon)"
_EVENT = (
    r"(?:pitch|presentation|talk|speech|lecture|interview|exam|test|viva|meeting|appointment|hearing|audition|rehearsal|gig|concert|recital|"
    r"match|game|race|marathon|half marathon|tournament|trip|flight|wedding|funeral|"
    r"christening|party|class|lesson|workshop|scan|operation|surgery|inspection|visit|assessment|deadline|hike|walk|climb|ride|swim|"
    r"sleepover|picnic|open day|parents'? evening|review|appraisal)"
)
_TAIL = r"(?P<more_>(?: (?:to|with|at|in|on|about|for|by) (?!(?:me|us|you)\b)(?:the |a |an |my |our )?[\w'-]+(?: [\w'-]+){0,4}?)?)"
_END = r"(?=\s*(?:[,.;!?]|$|\s-|\b(?:and|but|so|please|pls|because|cos)\b))"

TURNS: tuple[Turn, ...] = (
    Turn(
        rf"\b(?:for|before|at|about|after) (?P<all>(?P<when>{_WHEN})(?:'s|s)? (?P<what>(?:[\w-]+ ){{0,2}}?{_EVENT}){_TAIL}){_END}",
        ("I have {a_what} {more_} {when}",),
        whole=False,
        example=(
            "can you shorten this for Tuesday's pitch to the parish council",
            "The user has a pitch to the parish council on Tuesday 24 June 2025.",
        ),
    ),
    Turn(
        rf"(?:^|[,;:]\s*|\b(?:cos|because|as|and) )(?P<all>(?:off|going|flying|heading|travelling|driving|"
        rf"sailing) to (?P<where>(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)*)(?P<with_>(?: (?:with|w/?|and) (?:my |the |our )?[\w -]+?)?) "
        rf"(?P<when>(?:(?:on|in|from|next|this|for|at|until|till|tomorrow|tonight)\b|\d)[^,.;?!]{{1,50}}?)){_END}",
        ("I am going to {where} {with_} {when}",),
        whole=False,
        example=("can you write a packing list, off to Lapland 3 February", "The user is going to Lapland 3 February 2026."),
    ),
    Turn(
        rf"\b(?:for|before|at|about|after) (?P<all>my (?P<what>(?:[\w-]+ ){{0,2}}?{_EVENT}){_TAIL} (?P<when>(?:(?:on|next|this) (?:the "
        rf")?[\w]+(?: [\w]+)?|tomorrow|tonight))){_END}",
        ("I have {a_what} {more_} {when}",),
        whole=False,
        example=("what should I wear for my interview at the library on Friday?", "The user has an interview at the library on Friday 20 June 2025."),
    ),
)
