"""Instructions in two words ("24h clock", "UK spelling please"), and those that point at what was said before ("don't suggest those two")."""

from __future__ import annotations

import re

from engine.learning.rules.manner_forms import LANGUAGE

#: Forms of numbers and spelling, which nobody asks for only once.
_FORM = re.compile(
    r"^(?:(?:and|also|plus|oh and|with)[\s,]+)*(?:(?:the|in) )?(?P<what>(?:24|12|twenty[- ]four|twelve)[- ]?(?:h|hr|hour)s? (?:clock|times?|"
    r"format)|(?:metric|imperial)(?: units)?|celsius|centigrade|fahrenheit|kilometres|kilometers|kilos|"
    r"(?:uk|us|british|american|australian|canadian|irish) (?:spellings?|english)|(?:dd/mm|mm/dd|yyyy-mm)\S*(?: dates)?|day/month(?: dates)?|"
    r"iso dates)(?: and (?:celsius|centigrade|fahrenheit|kilometres|kilometers|kilos|litres|metric|24h|euros"
    r"|pounds))?(?:,? (?:please|pls|always|only|thanks))*$",
    re.IGNORECASE,
)
#: Ways of answering, which are asked for just once as well ("summarise it, bullet points please").
_MANNERS = re.compile(
    r"^(?:(?:and|also|plus|oh and|with)[\s,]+)*(?P<what>(?:(?:short|shorter|brief|simple|plain|long|detailed|direct|blunt|formal|informal) "
    r"(?:answers?|replies|sentences|words|language|english)|bullet points|plain text|big letters|first names|"
    r"markdown|plain english)(?: only)?)(?:,? (?:please|pls|always|only|thanks))*$",
    re.IGNORECASE,
)
#: "Back to English from now on", "recipes for four from now on please".
_BACK_TO = re.compile(
    rf"^(?:(?:and|so|ok|right)[\s,]+)*back to (?P<language>{LANGUAGE})(?:,? (?:please|pls|now|again|from (?:now|here) on"
    rf"|going forward|thanks))+$",
    re.IGNORECASE,
)
_FROM_NOW_ON = re.compile(
    r"^(?:(?:and|so|ok|right|also)[\s,]+)*(?P<what>(?:recipes?|prices?|answers?|replies|summaries|lists?|quantities|portions|amounts|dates?|times?|"
    r"temperatures|distances|titles|headings?|drafts?|e-?mails|letters|translations|reminders|menus?)\b[\w ]{3,50}?),? (?:from (?:now|here) on|"
    r"going forward)(?:,? (?:please|pls|thanks))*(?:,.*)?$",
    re.IGNORECASE,
)
#: "sign my mails Dr Roe. Never Bobby": a name that is not to be used.
_NEVER_THAT = re.compile(r"^(?:and |but )?(?i:never|not|no) (?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?:,.*)?$")
_IT = re.compile(r"\b(?P<before>with|about|of|to|in|contains?|affects?|against) it(?=$|[.,])")
_OBJECT = re.compile(
    r"^(?:also |now |still )*(?:takes|is on|has|is allergic to|uses|hates|loves|cannot eat|does not eat|eats|plays|studies|is learning) "
    r"(?P<what>[a-zA-Z' -]{3,40}?)(?: (?:every|for|since|at|in|on|twice|once|daily)\b.*)?$"
)
_POINTING = re.compile(r"\b(?:those|these|them) two\b|\b(?:those|these)(?= (?:when|in|for|to|unless)\b|[.,;]|$)", re.IGNORECASE)
_PAIR = re.compile(r"(?P<one>[a-z]+)(?: ?/ ?| and | or | & )(?P<other>[a-z]+)", re.IGNORECASE)


def form(text: str, *, again: bool = False) -> str:
    """The instruction in "24h clock", "UK spelling please"; "" when there is none. `again`: one came before ("metric. And short answers")."""
    never = _NEVER_THAT.match(text.strip(" ,;:-.!")) if again else None
    if never:
        return f"The assistant should never use {never['name']}."
    bare = text.strip(" ,;:-.!")
    back, onwards = _BACK_TO.match(bare), _FROM_NOW_ON.match(bare)
    if back:
        return f"The assistant should talk to the user in {back['language'][:1].upper()}{back['language'][1:]} from now on."
    if onwards:
        return f"The assistant should give the user {onwards['what'][:1].lower()}{onwards['what'][1:]} from now on."
    match = _FORM.match(text.strip(" ,;:-.!")) or (_MANNERS.match(text.strip(" ,;:-.!")) if again else None)
    return (
        f"The assistant should use {match['what'] if match['what'][:1].isupper() and match['what'][1:2].isupper() else match['what'].lower()}."
        if match
        else ""
    )


def pointed(told: str, said: str) -> str:
    """An instruction with "those two" put in words, by what was said before; "" when nothing there says what they are."""
    what = _OBJECT.match(said)
    if what and "," not in said:
        told = _IT.sub(lambda it: f"{it['before']} {what['what']}", told)
    if not _POINTING.search(told):
        return told
    pair = _PAIR.search(said)
    return _POINTING.sub(f"{pair['one']} and {pair['other']}", told, count=1) if pair else ""
