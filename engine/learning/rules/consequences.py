"""Instructions that follow from what somebody is ("I'm dyslexic so use short words"), in two words ("24h clock"), or with "those two" in them."""

from __future__ import annotations

import re

from engine.learning.grammar.pronouns import rephrase
from engine.learning.grammar.verbs import BASES, third_person

#: A reason that lasts makes what follows from it last as well.
_LASTING = re.compile(
    r"(?:is|are|has|have|has been|uses|use|cannot|does not|did not|never|struggles?|finds?|gets?|hates?|reads?|lives?|works?)\b.*\b(?:deaf|"
    r"tinnitus|epilepsy|autism|dementia|parkinson'?s|stroke|brain injury|long covid|vertigo|cataracts?|glaucoma|"
    r"blind|sighted|sight|hearing|dyslexi\w*|dyspraxi\w*|adhd|autis\w*|wheelchair|walking stick|crutches|colou?r[- ]?\w*blind|"
    r"stammer|stutter|coeliac|celiac|vegan|vegetarian|halal|kosher|muslim|jewish|hindu|allerg\w*|intolerant|diabetic|diabetes|epilep\w*|"
    r"anxi\w*|ptsd|ocd|migraines?|memory|read|fly|drive|cope|surprises|drink|swim|walk|stairs|"
    r"english|spelling|left[- ]handed|asthma\w*|arthritis|tremor|screen reader|hearing aids?|guide dog|nights|pregnant|teetotal|sober|"
    r"alcoholic|pronouns|learning|beginner|new to|newbie)\b",
    re.IGNORECASE,
)
_HERE_AND_NOW = re.compile(
    r"\b(?:this|that|these|it|today|tonight|tomorrow|now|below|above|for (?:my|our|the|a|an|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day(?:'?s)?|next|tomorrow'?s)\b)",
    re.IGNORECASE,
)
_OPEN = r"^(?:(?:so|and|then|therefore|please|pls|just)[\s,]+)*"
_MANNER = re.compile(
    rf"{_OPEN}(?P<do>(?:use|avoid|put|keep|stick to|leave out|write in|speak|talk|explain|describe|spell out|read out|break|chunk|split|"
    rf"answer|reply|warn me|check|add|"
    rf"include|skip|remind me|tell me|never|always|do not|don'?t|"
    r"text me|send me|(?:give|send|show) (?:me|us) (?:only |just )?(?:short|simple|clear|plain|big|large|easy|one \w+ at a time|text|plenty|"
    r"lots of notice|audio|written|step[- ]by[- ]step|captioned|subtitled))\b.*)$",
    re.IGNORECASE,
)
_ONLY_WHEN = re.compile(
    rf"{_OPEN}(?P<what>[\w-]+(?: [\w-]+){{0,3}}?) (?:only|always) (?:when|whenever|if) you(?:'re| are)? (?P<do>suggest|recommend|book|pick|"
    rf"choose|find|plan|list|look for|suggesting|recommending|booking|planning)(?: (?:me|us))?(?P<things> [\w ]{{3,40}})?$",
    re.IGNORECASE,
)
_ONLY = re.compile(rf"{_OPEN}only (?P<do>suggest|recommend|book|show me|give me|list|pick|send me) (?P<things>[\w' -]{{3,60}})$", re.IGNORECASE)
_NOTHING = re.compile(
    rf"{_OPEN}no (?P<what>(?:[\w-]+ )?(?:images?|pictures?|photos?|videos?|audio|phone calls?|calls|voice notes?|charts?|tables?|recipes? "
    rf"with [\w ]+|surprises|alcohol|[\w-]+ (?:recipes|suggestions|dishes|meals|places|restaurants|venues)))(?:,? (?:please|pls|"
    rf"thanks))?(?:,? (?:just )?(?:describe|use|write|explain|tell)\b.*)?$",
    re.IGNORECASE,
)
#: Forms of numbers and spelling, which nobody asks for only once.
_FORM = re.compile(
    r"^(?:(?:and|also|plus|oh and|with)[\s,]+)*(?:(?:the|in) )?(?P<what>(?:24|12|twenty[- ]four|twelve)[- ]?(?:h|hr|hour)s? (?:clock|times?|"
    r"format)|(?:metric|imperial)(?: units)?|celsius|centigrade|fahrenheit|kilometres|"
    r"(?:uk|us|british|american|australian|canadian|irish) (?:spellings?|english)|(?:dd/mm|mm/dd|yyyy-mm)\S*(?: dates)?|day/month(?: dates)?|"
    r"iso dates)(?:,? (?:please|pls|always|only|thanks))*$",
    re.IGNORECASE,
)
#: Ways of answering, which are asked for just once as well ("summarise it, bullet points please").
_MANNERS = re.compile(
    r"^(?:(?:and|also|plus|oh and|with)[\s,]+)*(?P<what>(?:(?:short|shorter|brief|simple|plain|long|detailed|direct|blunt|formal|informal) "
    r"(?:answers?|replies|sentences|words|language|english)|bullet points|plain text|big letters|first names|"
    r"markdown|plain english)(?: only)?)(?:,? (?:please|pls|always|only|thanks))*$",
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

#: Reason, what follows from it, and what must come of it ("" = nothing).
EXAMPLES: tuple[tuple[str, str, str], ...] = (
    ("is dyslexic", "so use short words and bullet points", "The assistant should use short words and bullet points."),
    ("uses a wheelchair", "level access only when you suggest cafes", "The assistant should suggest level access cafes only."),
    ("is blind", "no pictures please", "The assistant should not give pictures."),
    ("is vegan", "give me a recipe", ""),
    ("is deaf", "write this for my boss", ""),
    ("has a dog", "use short words", ""),
)


#: "I can't swim, never learned": of the user, not of the assistant.
_OWN_PAST = re.compile(
    (r"(?:never|always) (?:\w+ed|have|had|been|learnt|got|did|do|am|was|will|would|could|can|went|saw|took|knew|has|understood)\b"), re.IGNORECASE
)


def consequence(text: str, reason: str) -> str:
    """The standing instruction that follows from what is told of the user (after "The user"); "" when it is none, or is meant only for now."""
    text = text.strip(" ,;:-.!")
    if len(text) > 160 or not _LASTING.match(reason):
        return ""
    only = _ONLY_WHEN.match(text)
    if only and not _MANNER.match(text):
        do = re.sub(r"ing$", "", only["do"].lower()).replace("bookk", "book").replace("plann", "plan")
        return f"The assistant should {do} {rephrase(only['what'].lower())}{only['things'] or ' ones'} only."
    if _HERE_AND_NOW.search(text):
        return ""
    only = _ONLY.match(text)
    if only:
        return f"The assistant should only {rephrase(only['do'].lower())} {rephrase(only['things'])}."
    none = _NOTHING.match(text)
    if none:
        return f"The assistant should not give {none['what'].lower()}."
    manner = _MANNER.match(text)
    if not manner or _OWN_PAST.match(manner["do"]):
        return ""
    do = re.sub(r"^(?:don'?t|do not)\b", "not", manner["do"][:1].lower() + manner["do"][1:])
    return f"The assistant should {_third(rephrase(do))}."


def form(text: str, *, again: bool = False) -> str:
    """The instruction in "24h clock", "UK spelling please"; "" when there is none. `again`: one came before ("metric. And short answers")."""
    never = _NEVER_THAT.match(text.strip(" ,;:-.!")) if again else None
    if never:
        return f"The assistant should never use {never['name']}."
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


def _third(text: str) -> str:
    return re.sub(r"(?<=\bthe assistant )[a-z]+", lambda verb: third_person(verb[0]) if verb[0] in BASES else verb[0], text)
