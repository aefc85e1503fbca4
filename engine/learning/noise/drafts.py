"""Other people's words inside a message, blanked out character for character: quotations, pasted letters, texts to be worked on."""

from __future__ import annotations

import re

from engine.learning.noise.asking import is_question, is_request

_FENCED = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_ADDRESS = re.compile(r"https?://\S+")
_QUOTED = re.compile(r"\"[^\"\n]{0,2000}\"|(?<![\w])'(?=\S)[^\n]{2,2000}?(?<=[\w.,!?%)…])'(?!\w)|^\s*>[^\n]*", re.MULTILINE)
#: `"…," said Don Anselmo, lighting his pipe`: the frame of a quotation.
_SAID_FRAME = re.compile(
    r"(?<=[\"'] )[ ,]*(?:said|says|asked|replied|whispered|shouted|cried|muttered|goes|wrote) [^\"'\n.?!]{0,60}|(?<=\")\s*(?:said|says|asked|"
    r"replied) [^\"\n.?!]{0,60}"
)
_OWN = re.compile(r"\b(?:i|my|me|we|our|is|are|was|i'm|im)\b", re.IGNORECASE)

#: Works on a given text: what follows is that text.
_REWORKED = re.compile(
    r"\b(?:(?:back-?|re-?)?translat\w+|re-?(?:write|writing|word|phrase)|paraphrase|summari[sz]e|summary of|proof-?read|shorten|simplify|tidy up|"
    r"condense|transcribe|passive|"
    r"exercise \d\w*|fill in the|put (?:this |it )?into|turn (?:this |it )?into|in (?:plain|simple|simpler|proper|better|good) english|"
    r"dear (?:sir|madam|friend|customer)|"
    r"(?:correct|fix|improve|polish|edit|expand|continue|complete|finish|rate|grade|mark|check|read|parse|extract|decode|explain|format|scale|"
    r"make) (?:this|these|the \w+|my \w+)|"
    r"spot the (?:mistake|error)|what does this (?:mean|say)|is this (?:correct|right|grammatical|good english)|the tone of|"
    r"this (?:email|text|message|letter|paragraph|sentence|essay|advert|ad|listing|review|bio|profile|post|tweet|passage|article|page|recipe|"
    r"blog))\b",
    re.IGNORECASE,
)
_COMPOSED = re.compile(
    r"\b(?:write|draft|compose|reply|respond|e-?mail|letter|text|message|post|tweet|caption|speech|bio|cv|advert|ad|listing|statement|say|tell|"
    r"print|send|repeat)\b",
    re.IGNORECASE,
)
#: "write to my landlord: we've been without heating": the user's own brief.
_OWN_BRIEF = re.compile(
    r"\b(?:to|for|with|against|about|at) (?:my|our|the|(?-i:[A-Z])\w+)|\bcomplain(?:t|ing)?\b|\b(?:my|our) (?:boss|manager|landlord|landlady|"
    r"teacher|gp|doctor|school|council|bank|mum|"
    r"dad|sister|brother|wife|husband|friend|neighbour|neighbor)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\b(?:from (?:a|an|mr|mrs|ms)\b|on behalf of|character|first person|story|poem|song|lyrics|stranger|customer|client|template|example|sample|"
    r"fictional|monologue|blog)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|im|i've|ive|we|we're|we've|my|our)\b", re.IGNORECASE)
#: Asked for before telling how things are: what follows the colon is the user's own.
_ADVICE = re.compile(
    r"(?:(?:can|could|would) (?:you|u) |please |pls )*(?:help(?: me| us)?(?: to)? (?:plan|decide|choose|think|pick|find|organi[sz]e|work out|"
    r"figure out|prepare)|"
    r"plan|suggest|recommend|advise|need (?:some )?(?:advice|ideas|help)|any (?:advice|ideas|tips)|quick (?:question|one|q)|question|help|"
    r"settle (?:an argument|this)|be honest|"
    r"remember|remind|note|save)\b(?!.*\b(?:text|email|e-mail|message|letter|essay|paragraph|sentence|code|speech|post|reply|this|following)\b)",
    re.IGNORECASE,
)
_COLON = re.compile(r":(?!\d|[)(DPp/])|\s[-–—]\s")
#: "…, any ideas?": the question stands apart from what is told before it.
_ASKED_LAST = re.compile(
    r",(?=\s*(?:so )?(?:any |got any |what |which )?(?:ideas?|suggestions?|thoughts?|tips?|advice|recs|recommendations?|help|options|"
    r"what do (?:you|u) (?:think|suggest|recommend|reckon))"
    r"(?: (?:please|pls|(?:for|on|to|about|with) [^,;?\n]{1,40}))?\s*\?)",
    re.IGNORECASE,
)
#: Sighed after what is told: no part of it.
_SIGH = re.compile(
    r"(?<=\w)[ ,]+(?:(?:so )?(?:kill me(?: now)?|god help (?:me|us)|wish (?:me|us) luck|so jealous|fml|smh|pray for (?:me|us)|send help|save me|"
    r"lord help me|heaven help us|"
    r"honest to god|can you imagine|believe it or not|no joke|not gonna lie|god knows how|my god|for my sins))+(?=\s*(?:[.!?,;\n]|$))",
    re.IGNORECASE,
)
_HOW_TO = re.compile(r"^\W*(?:how|what|where|when|who) (?:i|we|to|my|our)\b", re.IGNORECASE)

_GREETING = re.compile(r"^\W*(?:dear|hi|hello|hey|greetings|good (?:morning|day|evening)|attention|congratulations|urgent)\b", re.IGNORECASE)
_PASTED = re.compile(
    r"\b(?:scam|spam|phishing|legit|genuine|is this (?:real|fake|true|a con)|fraud|hoax)\b|\b(?:someone|somebody)(?:'s| elses?| else's)? (?:email|"
    r"text|message|letter|profile|sent)|"
    r"\bgot this (?:on|from|in|by|email|text)|\b(?:copied|pasted|forwarded|screenshot\w*|found it|found this|off an? (?:app|site|website)|"
    r"from (?:a|the) (?:website|internet|blog|template))\b",
    re.IGNORECASE,
)


def is_pasted(text: str) -> bool:
    """A letter to the user, shown with the question whether it is real."""
    return _GREETING.match(text) is not None and _PASTED.search(text) is not None


def mask(text: str) -> str:
    """The message without other people's words."""
    text = _FENCED.sub(_blank, text)
    text = _ADDRESS.sub(_blank, text)
    for match in list(_QUOTED.finditer(text)):
        inner = match.group().strip("\"'")
        title = len(inner.split()) <= 4 and not _OWN.search(inner)
        kept = " " + match.group()[1:-1] + " " if title and match.group()[0] in "\"'" else _blank(match)
        if not title:
            frame = _SAID_FRAME.match(text, match.end() + 1) or _SAID_FRAME.match(text, match.end())
            if frame:
                text = text[: frame.start()] + _blank(frame) + text[frame.end() :]
        text = text[: match.start()] + kept + text[match.end() :]
    text = _ASKED_LAST.sub(";", _SIGH.sub(_blank, text))
    start = 0
    for line in text.split("\n"):
        for colon in _COLON.finditer(line):
            lead, rest = line[: colon.start()], line[colon.end() :]
            if _introduces_text(lead, rest, colon.group()):
                return text[: start + colon.start()] + re.sub(r"[^\n]", " ", text[start + colon.start() :])
            if colon.group() == ":" and _asks(lead):  # "help me plan: …": what follows is a sentence of its own
                text = text[: start + colon.start()] + ";" + text[start + colon.start() + 1 :]
        start += len(line) + 1
    return text


def _asks(lead: str) -> bool:
    lead = re.split(r"[.!?]\s", lead)[-1].strip()
    return (
        not _HOW_TO.match(lead)
        and (is_request(lead) or is_question(lead) or _ADVICE.match(lead) is not None)
        and re.match(r"(?:note|remember|remind|save)\b", lead, re.IGNORECASE) is None
    )


def _introduces_text(lead: str, rest: str, mark: str) -> bool:
    """Whether what stands before a colon asks to work on what follows it."""
    lead = re.split(r"[.!?]\s", lead)[-1].strip()
    if not lead or len(lead) > 160 or _HOW_TO.match(lead) or _ADVICE.match(lead):
        return False
    reworked, asked = _REWORKED.search(lead) is not None, is_request(lead) or is_question(lead)
    if mark != ":":
        return reworked and asked
    own = _OWN_BRIEF.search(lead) and _FIRST_PERSON.search(rest) and not _FOREIGN.search(lead) and not reworked
    return (asked or reworked) and not (own and _COMPOSED.search(lead))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
