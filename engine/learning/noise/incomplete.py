"""Statements that lost what they are about: "has never met", "passed the rest", "got moved again", "has been going six years"."""

from __future__ import annotations

import re

from engine.learning.telling.story import Statement

_SPAN = r"(?:\d+|a|two|three|four|five|six|seven|eight|nine|ten|twenty|a couple of|a few) (?:years?|yrs?|months?|weeks?|days?)"
#: "been going 6 years" of a shop, "have been 12 yrs" of a foster carer: it was not the user who has been.
_HOW_LONG = re.compile(rf"^has been (?:going |open |there |here )?(?:for )?{_SPAN}(?: now)?(?:$|,)")
_NO_OBJECT = re.compile(
    r"^(?:(?:has|have|had) )?(?:never |also |already |only |just )*(?:met|given|taken|brought|put|sent|told|made|given police|had to \w+)$"
)
_THE_REST = re.compile(
    r"^\w+(?: \w+)? (?:the (?:rest|lot|others?|other ones?)|(?:\d+|two|three|four|some|a few|the|real|new|old|good|another) (?:\w+ )?ones?|theirs)$"
)
#: A change without its day.
_MOVED = re.compile(
    r"^(?:(?:got|was|has been|been|has|is) )?(?:moved|changed|pushed back|put back|rearranged|swapped)(?: (?:again|once more|twice|yet again))?$"
)
#: "said in his essay": what was said is missing; "met at uni": whom?
_NOT_SAID = re.compile(
    r"^(?:(?:asked|said|says|asks)(?::| (?:what|whether|if|how|why|where|who|when)\b).*|(?:said|says|wrote|writes|mentioned|"
    r"claimed|explained)(?: (?:in|on|at|during) (?:his|her|their|the|an?) [\w-]+)?)$"
)
_WHOM = re.compile(r"^(?:first )?met (?:(?:at|in|on|through|during|when) [^,]{2,40})$")
#: "rent is 845 now, was 790": of the rent.
_WAS_MUCH = re.compile(r"^was [£$€]?(?:1[2-9]\d|[2-9]\d\d|\d[\d,.]{3,}|\d+k)$")
_PROTESTED = re.compile(
    r"^(?:is|was) not (?:stupid|crazy|mad|lazy|thick|daft|exactly|joking|lying|complaining|bothered|being \w+|having (?:it|that)|about to)\b"
)
_WAVED_OFF = re.compile(r"^is [\w ]{2,20}, (?:fine|ok|okay|good|great|sure|whatever|right)$", re.IGNORECASE)
_CLAIMED = re.compile(
    r"^(?:says|said|claims|claimed|insists) (?:that )?[\w' ]{2,30}? (?:is|are|was|isn't|aren't)\b(?!.*\d)"
    r"(?!.*\b(?:\w+day|tomorrow|tonight|next|allergic)\b)"
)


#: "… every morning, 5 milligram": of what?
_AMOUNT = re.compile(r"(?:has|have) \d[\d.,]*\s?(?:mg|mcg|milligrams?|micrograms?|ml|grams?|kg|kilos?|litres?|liters?|drops|units|tablets?|pills?)$")


def is_incomplete(said: Statement) -> bool:
    """Whether nobody could tell later what was meant, or it only waves something off."""
    rest = said.rest.strip(" .,")
    if said.about_user and (_HOW_LONG.match(rest) or _WHOM.match(rest) or _WAS_MUCH.match(rest) or _PROTESTED.match(rest) or _WAVED_OFF.match(rest)):
        return True
    if not said.about_user and _CLAIMED.match(rest):
        return True
    if _NOT_SAID.match(rest) or _AMOUNT.match(rest):
        return True
    return _NO_OBJECT.match(rest) is not None or _THE_REST.match(rest) is not None or _MOVED.match(rest) is not None
