"""Other people's letters and reported words, pasted or retold: their "I" is not the user."""

from __future__ import annotations

import itertools
import re

#: One line of a mail's head; two of them near each other make a mail.
_HEADER = re.compile(
    r"(?:(?<=\s)|^|(?<=>))(?P<name>subject|from|to|sent|date|cc|bcc|reply-to|fwd?|re|betreff|received):(?=\s|$)[ \t]*", re.IGNORECASE
)
_MAIL_ONLY = frozenset(("subject", "sent", "cc", "bcc", "reply-to", "received"))
_ADDRESSED = re.compile(r"\S+@\S+\.\w+")
_NEAR = 250  # characters between two lines of one head
_FORWARDED = re.compile(r"-{2,}\s*(?:original|forwarded) message\b|\bbegin forwarded message\b|^on [^\n:]{6,80} wrote:", re.IGNORECASE | re.MULTILINE)

_PIECE = (
    r"(?:e-?mail|text|texts|message|messages|msg|letter|note|dm|pm|whatsapp|voicemail|voice note|post|tweet|(?:post|birthday |christmas )?card|"
    r"postcard|reply|response|comment|review|status|story|statement|quote|speech|bio|profile|diary|ad|advert|listing|caption|testimonial)"
)
_WROTE = (
    r"(?:wrote|writes|written|said|says|saying|texted|texts|e-?mailed|messaged|messages|replied|replies|posted|posts|tweeted|announced|answered|"
    r"whatsapped|dm(?:'?e)?d|reads|read|goes|went|was like|is like|(?:just )?told (?:me|us|everyone)|tells (?:me|us)|sent|sends|shouted|"
    r"whispered|commented|put|typed|captioned)"
)
_TAIL = r"(?:,? (?:me|us|back|this|today|yesterday|tonight|just now|earlier|this morning|last night|(?:on|in|to|at|about) [^:.!?\n]{1,40}))*"
#: "The email from my boss: …", "Dan's text says: …", "she wrote: …"; "my email: …" and "I said: …" are the user's own.
_INTRODUCED = re.compile(
    rf"(?:\b{_PIECE}(?: \w+){{0,3}}? (?:from|by|off|of) (?!(?:me|mine|us)\b)[^:.!?\n]{{1,60}}|"
    rf"(?:\b(?!my\b|our\b)(?:[\w’']+['’]s|his|her|their|the|this|that|an?)) (?:[\w-]+ ){{0,2}}?{_PIECE}(?: \w+){{0,4}}?|"
    rf"(?<![\w'])(?!(?:i|we|you|and i)\b)[\w'’-]+(?: (?:just|also|then|has|have|had|once|even|always|never|actually|only))* {_WROTE}{_TAIL})"
    r"(?:\s*:(?!\d|[)(DPp/])|\s[-–—]\s)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|im|i've|ive|i'll|me|we|we're|we've|my|our|us)\b", re.IGNORECASE)
_OWN_LEAD = re.compile(r"\b(?:i|we) (?:have |just |also |then |had |'ve )*\S+\s*(?::|[-–—])?\s*$", re.IGNORECASE)
_HELLO = re.compile(r"^\W*(?:(?:hi|hello|hey|dear|ok|okay|yes|sorry|thanks|congratulations)\b[^.!?\n]{0,30}[.!?,\n]\s*)+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\n")
_QUOTE = re.compile(r"\s*[\"'“‘«„]")

_SALUTED = re.compile(
    r"^\W*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)),? (?!(?:assistant|alcove|there|again|all|ai|bot)\b)(?-i:[A-Z])[\w'’. -]{0,30},",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:(?:kind|best|warm|many|with)?\s*regards|yours (?:sincerely|faithfully|truly|ever)|sincerely|best wishes|all the best|lots of love)"
    r"\s*[,.\n]\s*(?-i:[A-Z])[\w'’. -]{1,40}\W*$",
    re.IGNORECASE,
)


def is_letter(text: str) -> bool:
    """A letter from one name to another: saluted and signed."""
    return _SALUTED.match(text) is not None and _SIGNED.search(text) is not None


def without_letters(text: str) -> str:
    """The message, character for character, without the mails and the reported words in it, up to its end."""
    start = min((place for place in (_mail(text), _reported(text)) if place >= 0), default=-1)
    return text if start < 0 else text[:start] + re.sub(r"[^\n]", " ", text[start:])


def _mail(text: str) -> int:
    """Where a forwarded mail, or the head of one, begins; -1 where none does."""
    forwarded = _FORWARDED.search(text)
    headers = list(_HEADER.finditer(text))
    for first, second in itertools.pairwise(headers):
        both = {first["name"].lower(), second["name"].lower()}
        near = second.start() - first.end() <= _NEAR
        if near and len(both) == 2 and (both & _MAIL_ONLY or _ADDRESSED.search(text, first.start(), second.end() + _NEAR)):
            return min(first.start(), forwarded.start()) if forwarded else first.start()
    return forwarded.start() if forwarded else -1


def _reported(text: str) -> int:
    """Where somebody else's words in the first person begin; -1 where none do."""
    for match in _INTRODUCED.finditer(text):
        rest = text[match.end() :]
        if (
            _FIRST_PERSON.search(_SENTENCE_END.split(_HELLO.sub("", rest), maxsplit=1)[0])
            and not _QUOTE.match(rest)
            and not _OWN_LEAD.search(match.group())
        ):
            return match.end()
    return -1
