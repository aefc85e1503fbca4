"""Parts given out for a play: "you're my landlord and I'm behind on rent", "let's do a job interview, I'm a diver and you're the boss"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.telling.fragments import ROLES

#: Whom a chat program really can be for somebody; what is told to it then is meant.
_REALLY = frozenset("coach tutor teacher assistant secretary translator editor interpreter proofreader helper friend mate guide".split())
_PARTS = (
    "boss|interviewer|examiner|customer|client|customs officer|border "
    "guard|officer|cop|suspect|witness|guest|host|presenter|stranger|neighbou?r|landlord|landlady|tenant|lodger|patient|"
    "prosecutor|defen[cd]e|defendant|jury|headmaster|headteacher|headmistress|principal|captain|king|queen|villain|hero|hostage|kidnapper|robber|thief|burglar|butler|maid|bartender|waiter|waitress|"
    "shopkeeper|seller|buyer|dealer|bouncer|bully|ghost|organist|ticket inspector|traffic warden|flight "
    "attendant|ceo|hr|hiring manager|recruiter|panel|opponent|rival|audience|heckler|critic|"
    "bank manager|estate "
    "agent|date|ex|crush|lover|passenger|driver|colleague|co-?worker|employee|spouse|kid|child|teenager|toddler|guy|bloke|fella|woman|man|person|people|lad|girl|boy"
)
_ROLE = rf"(?:{_PARTS}|{'|'.join(sorted((re.escape(r) for r in ROLES - _REALLY), key=len, reverse=True))}|{RELATION_PATTERN})"
_YOU = r"(?:you'?re|you are|ur|u r|u are|you'?ll be|you will be|you be|u be|you'?re playing|you play|u play|(?:can|could|will) (?:you|u) (?:be|play))"
_CAST = re.compile(
    rf"(?:^|[.!?:;,\n]\s*|\b(?:and|so|ok|where|while|but|with)\s+)(?:so |now |today |ok |and )*{_YOU} (?:(?:now|just|only) )?"
    rf"(?:(?:the|an?|some) (?:[\w'-]+ ){{0,3}}?{_ROLE}|(?:my|our) (?:[\w'-]+ ){{0,2}}?{_ROLE})\b(?=\W*(?:$|[,.;:!?\n]|and\b"
    rf"|but\b|who\b|at\b|of\b|in\b|on\b|for\b|from\b|so\b|asking\b|trying\b|that\b|with\b))",
    re.IGNORECASE,
)
#: Praise and reproach: "you're the man", "you're a good mate", "you're the only person who…".
_PRAISE = re.compile(
    rf"{_YOU} (?:the|a|an|my|our) (?:(?:best|only|first|good|great|real|true|new|lovely|proper|amazing|kind|nicest|right"
    rf"|wrong|last|smart|clever|dear|favou?rite)\b|(?:man|guy|boss|lad|hero|queen|king)\W*(?:$|[,.!?]))",
    re.IGNORECASE,
)
_HELPS = re.compile(rf"{_YOU} (?:now )?(?:my|the|an?|our) (?:[\w'-]+ ){{0,3}}?(?:{'|'.join(sorted(_REALLY))})\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i|i'm|im|i've|ive|i'll|me|my|we|we're|we've)\b", re.IGNORECASE)
_ME_TOO = re.compile(
    r"\b(?:i'?m|i am|i'?ll be|i will be|i play|me)\s+(?:the|an?|your|ur)\b[^.!?\n]{1,80}?(?:,|\band\b|\bwhile\b|;|\.)\s*(?:and )?"
    + _YOU
    + r" (?:the|an?|my)\b(?! (?:best|star|legend|lifesaver|gem|genius|life ?saver|god ?send|dream|machine|bot|computer|robot|program|model))",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"\b(?:(?:lets|let'?s|let us|shall we|wanna|can we|could we|we'?re|up for) (?:do(?:ing)?|play(?:ing)?|run(?:ning)?"
    r"|try(?:ing)?|act(?:ing)?(?: out)?|have|having|practi[sc]e|practi[sc]ing|improvi[sc]e|rehears(?:e|ing)|stag(?:e|ing)) |"
    r"(?:do|run|act out|improvi[sc]e) |\b)(?:an?|some|another|one|the)? ?(?:(?:mock|fake|pretend|practice|quick|little|job"
    r"|oral|court|blind|first|murder|police|press|sales|improv\w*|short|silly) )*"
    r"(?:interview|scene|sketch|skit|improv(?:isation|ization)?|date|exam|trial|audition|debate|negotiation|interrogation"
    r"|press conference|role ?-?play|hearing|mystery|scenario|dialogue|pitch|courtroom)\b",
    re.IGNORECASE,
)
_ROLE_OF_YOURS = re.compile(rf"\b{_YOU} (?:the|an?|my)\b", re.IGNORECASE)


def is_cast(text: str) -> bool:
    """Whether the message gives the assistant a part to play opposite the writer."""
    head = text[:600]
    if not _I.search(head) or _HELPS.search(head):
        return False
    if _ME_TOO.search(head) or (_SCENE.search(head) and _ROLE_OF_YOURS.search(head)):
        return True
    return _CAST.search(head) is not None and not _PRAISE.search(head)
