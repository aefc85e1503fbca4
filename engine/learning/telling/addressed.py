"""What opens a sentence and tells nothing: forms of address, greetings in any language, "putting this here:" before a jotting."""

from __future__ import annotations

import re

#: Nobody's name for a thing: a form of address before the speaker and what is the speaker's.
_MATE = (
    r"mate|matey|bro|bruv|bruh|fam|hun|babe|pal|dude|man|mucker|blud|dawg|homie|bestie|gurl|cuz|cobber|boet|bru|yaar|oga|guv|sir|madam|ma'?am|"
    r"darling|sweetie|boyo|amigos?|habibi|lads|guys|y'?all"
)
#: Also a form of address, when a comma closes it.
_CALLED = (
    rf"{_MATE}|brother|sis|lad|hon|honey|babes|love|lovely|luv|boss|chief|buddy|my friend|my friends|friend|friends|dear|my dear|sweetheart|duck|"
    r"pet|petal|chuck|hen|folks|peeps|team|ladies|gents|people|girls?|queen|king|bhai|son|kiddo|champ|legend|doc|professor|bot|robot|computer|"
    r"chat|everyone|our kid|old bean|old chap|squire|butt|bai|boi"
)
#: Of these nobody makes a subject or an object.
_GREETED = (
    r"(?:hi|hiya|hey+|hello+)(?: (?:there|again|all))?|hullo|heya|yo+|oi|'?ello|ello|howdy|g'?day|gday|greetings|good (?:morning|afternoon|evening|"
    r"day)|morning all|evening all|"
    r"namaste|namaskar|hola|bonjour|bonsoir|salut|coucou|ciao|hallo|moin|servus|gr[uü][sß]+ gott|guten (?:tag|morgen|abend)|salaam|salam|"
    r"ass?ala+mu? ?(?:alaikum|alaykum)|as-?salaa?mu? ?(?:alaikum|alaykum)|shalom|konnichiwa|ni ?hao|merhaba|selam|privet|zdravo|buongiorno|"
    r"buonasera|buenas(?: (?:tardes|noches))?|buenos d[ií]as|ol[aá]|bom dia|boa (?:tarde|noite)|sawubona|habari|jambo|mambo|kedu|bawo ni|"
    r"e ?kaaro|sat sri akal|vanakkam|hej(?:san)?|tere|szia(?:sztok)?|dobry den|dzie[nń] dobry|cze[sś][cć]|xin ch[aà]o|annyeong|kia ora|"
    r"dia dhuit|dia duit|aloha|wagwan|whatsup|what'?s up|wass?up|sup|ey up|ay up|alright|abeg|wahala|ehn|aiyo|aiyah|arre|arrey|acha|accha|haan|"
    r"chale|ei|yebo|eish|oy vey|mashallah|alhamdulillah|inshallah|dios mio|mon dieu|mamma mia"
)
_MINE = r"(?:i|i'?m|i'?ve|i'?d|i'?ll|my|we|we'?re|we'?ve|our|me and)\b"
_ADDRESS = re.compile(
    rf"(?:(?P<start>^|(?<=[.!?\n;])\s*)|(?<=\n))(?P<said>[\"'(]?\s*(?:(?:ok(?:ay)?|so|right|well|oh|ah|um+|uh+|erm?|no|yes|yeah|nah|lol|haha|omg|"
    rf"pls|please|thanks|thx|cheers|and|but|anyway|listen|look|hmm+)[\s,]+)*(?:(?:{_GREETED})\b[\s,!.]*)*"
    rf"(?:(?:{_CALLED})\s*,\s+|(?:{_MATE})\s+(?=(?:(?:so|just|also|ok|honestly|basically|listen|guess what)[\s,]+)?{_MINE}))?)",
    re.IGNORECASE,
)
_CALLS = re.compile(rf"\b(?:{_CALLED})\s*(?:,\s*)?$|\b(?:{_GREETED})\b[\s,!.]*$", re.IGNORECASE)
#: "no I said my NEPHEW is at uni": what was said before is said again.
_SAID_AGAIN = re.compile(
    rf"(?:^|(?<=[.!?\n;])\s*)(?P<said>(?:no+|nope|nah|sorry|wait|ugh|oi|hang on|as|like)?[\s,]*\bi (?:just |already |had )?(?:said|told you|meant)"
    rf"(?: that)?[\s,:]+)(?={_MINE}(?! (?:would|could|should|might|will|wish|want)))",
    re.IGNORECASE,
)
_PUT = (
    r"(?:putting|noting|jotting|writing|leaving|dumping|popping|sticking|saving|storing|logging|keeping|parking|filing|recording|typing|getting|"
    r"adding|listing|posting|stashing)"
)
_SAKE = (
    r"(?:(?:so|before|in case|lest) (?:that )?(?:i|we) (?:(?:don'?t|do not|dont|never|can'?t|can|won'?t|always|ever) )*(?:forget|lose|have to|need|"
    r"remember|find|know)\b[^:,.;–—]{0,30})"
)
#: Before a jotting; only a colon, a dash or a comma ends it.
_JOTTED = re.compile(
    rf"(?:^|(?<=[.!?\n;])\s*)(?P<said>(?:(?:just|ok(?:ay)?|so|also|and|right|quick(?:ly)?|i'?m|im|am|{_MATE}|{_GREETED})[\s,]+)*(?:"
    rf"{_PUT}\b(?= [^:,.;–—]{{0,40}}?\b(?:this|these|those|it|them|here|down|somewhere|a note|notes?)\b)[^:,.;–—]{{0,60}}|{_PUT} {_SAKE}|{_SAKE}|"
    rf"for (?:the|my|our|future) (?:records?|ref(?:erence)?|files?|notes?|log|memory)|note for later|notes? for (?:the|my|our) [a-z' "
    rf"-]{2, 25}?(?=:)|memo|"
    rf"brain dump|for (?:later|ref|reference|info))\s*(?::|\s[-–—]|[–—]|,(?= ))\s*)(?=\S)",
    re.IGNORECASE,
)


def without_address(text: str) -> str:
    """The message, character for character, with such openings blanked out."""
    for pattern in (_ADDRESS, _SAID_AGAIN, _JOTTED):
        for match in list(pattern.finditer(text)):
            said = match["said"]
            if said.strip() and (pattern is not _ADDRESS or _CALLS.search(said)) and len(text[match.end() :].split()) > 1:
                text = text[: match.start("said")] + re.sub(r"[^\n]", " ", said) + text[match.end("said") :]
    return text


def is_jotted(text: str) -> bool:
    """Whether the message says of itself that it is a note to be kept."""
    return _JOTTED.search(text) is not None
