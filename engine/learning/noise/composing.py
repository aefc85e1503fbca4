"""Text for somebody else to say, and text to be judged: its "I" is not the user."""

from __future__ import annotations

import re

_PERSON = (
    r"(?:my|our|a|an|the|her|his|someone'?s?|somebody'?s?) (?:[\w'’-]+ ){0,3}?(?:mate|friend|bestie|buddy|pal|cousin|brother|sister|mum|mom|dad|"
    r"nan|gran|flatmate|housemate|"
    r"roommate|colleague|coworker|co-worker|boss|client|customer|uncle|aunt|auntie|neighbou?r|son|daughter|ex|student|teacher|caretaker|manager|"
    r"headteacher|bride|"
    r"groom|best man|captain|chairman|vicar|memoir|page|profile|shop|clinic|school|club|company|business|charity|team|church|band|cafe|salon|pub|"
    r"village hall)"
)
_PROFILE = r"(?:(?:dating|tinder|hinge|bumble|grindr|insta(?:gram)?|linkedin|twitter|author) )?(?:bio|profile|about me|personal statement)"
_NOTICE = (
    r"(?:job (?:ad|advert|post|posting|description)|advert|ad|listing|vacancy|flyer|poster|leaflet|press release|newsletter|notice|blurb|brochure|"
    r"slogan|headstone|obituary|obit|eulogy|about (?:us |me )?(?:section|page|text)|(?:airbnb|ebay|etsy|gumtree|vinted|rightmove|"
    r"marketplace) (?:ad|description|text)|(?:shop|product|menu|event|course|book) description)"
)
_SPOKEN = (
    r"(?:speech|toast|vows?|monologue|statement|letter|email|testimonial|review|reference|post|diary|pitch|out of office|auto-?reply|voicemail|"
    r"reading|caption|script|aita)"
)
_ASKED = (
    r"^(?:\W*(?:please|pls|plz|hi|hey|hello|ok|okay|so|can u|can you|could you|i need|need|want|write|do|make|give me|draft|help with|a|an|the|me|"
    r"quick|short|fake|funny|new)\b){0,5}\W*"
)
#: "dating bio for my mate: im 34…", "job ad for the clinic: we are…"
_FOR_ANOTHER = re.compile(
    rf"{_ASKED}(?:[\w'-]+ ){{0,2}}?{_PROFILE}(?: text| draft| section)? (?:for|of|about) {_PERSON}\b[^:\n]{{0,90}}(?::|\s-\s|[.!?](?=\s)|"
    rf"\b(?:pls|please)\b|$)|"
    rf"{_ASKED}(?:[\w'-]+ ){{0,2}}?{_NOTICE}(?: text| draft| section)? (?:for|of|about) {_PERSON}\b[^:\n]{{0,90}}(?::|\s-\s)(?!\s*(?:he|she|they|"
    rf"it|his|her|their|my|our)\b)|"
    rf"{_ASKED}(?!my |our )(?:[\w'-]+ )?(?:{_NOTICE}|auto-?reply|reference for an? \w+|reading for)(?: [\w'-]+){{0,3}}\s*(?::|\s-\s)|"
    rf"{_ASKED}(?:{_SPOKEN}|postcard|note|message|text) (?:from|by|as|in the voice of) (?:santa|father christmas|the (?:tooth fairy|easter bunny|"
    rf"elf|elves|dog|cat|future|ghost)|an? (?:fictional|old|roman|"
    r"victorian|medieval|soldier|pirate|king|queen|ghost|elf)|god|death|mother nature)\b",
    re.IGNORECASE,
)
#: "speech for the caretaker, first person: I came…"
_SPOKEN_BY = re.compile(
    rf"\b(?:{_SPOKEN}|{_PROFILE}|{_NOTICE})\b[^\n]{{0,160}}?\b(?:(?:in )?(?:the )?first person|from (?:her|him|them)\s*:|(?:from|in|as) (?:her|his|"
    rf"their|my \w+'s|the \w+'s) (?:own )?"
    r"(?:side|point of view|pov|perspective|voice|words|name)|(?:i'?m|im) just the (?:typist|writer|messenger)|ghost-?writ\w+|(?:he|she|"
    r"they)(?:'ll| will)? (?:read|say|give|deliver)s? it|as if (?:i|you|he|she)|(?:sounds?|like) (?:like )?(?:he|she|they) (?:wrote|said)|"
    r"for (?:me|her|him|them) to read|as (?:her|his|their) \w+\s*:)",
    re.IGNORECASE,
)
#: Made for anybody: "template for anyone who…: I have been…", "example of vows".
_FOR_ANYBODY = re.compile(
    rf"{_ASKED}(?:(?:generic|standard|basic|simple|general|sample|example|mock|dummy|model|placeholder|cover|complaint|wedding|resignation|"
    rf"thank[- ]you|birthday) )*"
    rf"(?:template|boilerplate|pro ?forma|form letter|(?:(?:{_SPOKEN}|{_PROFILE}|{_NOTICE}) (?:template|example|sample)))\b(?! (?:question|issue|"
    rf"problem|engine|for (?:my|our)\b))[^\n]*?(?::|[.!?]\s|$)|"
    rf"{_ASKED}(?:fake|sample|example|mock|dummy|made[- ]up|generic|pretend|imaginary) (?:[\w-]+ )?(?:{_SPOKEN}|{_PROFILE}|{_NOTICE})\b|"
    r"\b(?:template|letter|email|post|text|script|wording) (?:pls |please )?for (?:any(?:one|body)|some(?:one|body)|people|every(?:one|body)|"
    r"others|members|tenants|all) ",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\[(?:year|date|name|your [\w ]+|company|address|amount|number|insert [\w ]+|x+|month|day|place|city|time|title|role|position|company name|"
    r"first name)\]",
    re.IGNORECASE,
)
#: Judged as a piece of language: what stands before or after it is that piece.
_JUDGED = re.compile(
    r"\b(?:(?:does|do|did|would) (?:that|this|it|these|those)(?: line| bit| sentence| dialogue| para\w*| paragraph| opening)? (?:all )?(?:sound|"
    r"read|come across|flow|scan|rhyme)(?: as| like)?"
    r"(?: too| a bit| more| less)? ?(?:natural|fluent|grammatical|native|idiomatic|formal|stilted|clunky|awkward|cheesy|convincing|professional|"
    r"believable|wooden|smooth|well|polite|rude|english)?"
    r"(?=\W*(?:$|[?.!]|to you|or|in english|enough))(?!\W*normal)|how (?:would|do|should|could) (?:you|u|i|we) (?:phrase|word|spell|punctuate)\b|"
    r"is (?:that|this|it|my \w+) (?:grammatical|grammatically|idiomatic|natural|correct (?:english|grammar)|good english|proper english|"
    r"too (?:formal|informal|wordy|cheesy|blunt))|(?:does|do) (?:this|that|it|these) (?:read|flow|scan|come across) (?:ok|okay|right|well|better|"
    r"fine)|^\W*(?:too|more|less|how) (?:formal|informal|wordy|cheesy|posh|blunt|casual)\b\W*\??|"
    r"(?:better|another|stronger|posher|fancier|different|right) word (?:for|than) \w+ (?:in|here)|explain the (?:clause|grammar|joke|metaphor|pun|"
    r"tense)|scan the met(?:re|er)|what (?:met(?:re|er)|tense) is|"
    r"what(?:'s| is| comes) (?:the )?next(?: line| sentence)?\W*$|worth (?:reading|the (?:next|other|remaining) [\w ]*pages)|(?:opening|first|"
    r"closing|last) (?:line|sentence|paragraph|para)\b(?! (?:manager|of defen[cs]e))|"
    r"finish (?:the )?para\w*|check my (?:german|french|spanish|english|italian|grammar|spelling|polish|irish|welsh|dutch|portuguese|japanese|"
    r"latin))",
    re.IGNORECASE,
)
_TRANSLATED_LAST = re.compile(
    r"(?:[-–—]|\.|\?|,)\s*(?:pls |please |now )?(?:translate|put|say) (?:it |that |this )?(?:in)?to \w+(?: \w+)?\W*$",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"^\W*(?:chapter|scene|act|part|canto|verse|prologue|epilogue)\b(?: \w+)?\s*[-–—:.]\s*\S", re.IGNORECASE)
_EXAMPLE = re.compile(
    r"\b(?:word problem|(?:maths?|logic|brain) (?:problem|puzzle|teaser)|(?:example|practice|sample|dictation|textbook) (?:sentence|dialogue|"
    r"conversation|text|question)s?|(?:'s|the|book|teacher) example (?:was|is)|"
    r"lyrics?(?= *:)|lyrics? (?:to|of|for|go(?:es)?)|dialogue in \w+|trick question)\b[^:\n]{0,40}:|\btwo truths and a lie|\bnever have i ever|"
    r"\bwould you rather|"
    r"\bhow (?:many|much)(?: \w+)?(?: (?:are|is|does \w+|do (?:they|we|i)))?(?: have| has)? (?:left|altogether|in total|remain)\b|\b(?:the|that|"
    r"this) meme\b|\bdevil'?s advocate|\b(?:argue|arguing) that i\b|"
    r"\bwhat (?:my|a|the|some|this) [\w ]{2,20} (?:posted|wrote|tweeted|commented|put on (?:facebook|instagram|insta|twitter|reddit))\b[^:\n]{0,30}:",
    re.IGNORECASE,
)


def reason(text: str) -> str:
    """Why the first person of the whole message is somebody else's; "" when it isn't."""
    head = text[:600]
    if _FOR_ANOTHER.search(head) or _SPOKEN_BY.search(head) or _FOR_ANYBODY.search(head) or _PLACEHOLDER.search(text[:3000]):
        return "text for others"
    if _JUDGED.search(text[:2000]) or _TRANSLATED_LAST.search(text[:2000]) or _CHAPTER.match(head) or _EXAMPLE.search(head):
        return "quotation"
    return ""
