"""Corrections of a procedure ("step 2 is wrong: …", "no, first …", "it's 9 now, not 0"): from its steps and the words to new steps. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.learning.practising.steps import NUMBERS, Steps, counted_anew, dropped, orders, otherwise, swapped, told
from engine.memory.words import fold

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_LAST = 99  # stands for the last step until the steps are counted
_LEAD = re.compile(
    r"^\W*(?:(?:no|nope|actually|sorry|wait|hang on|hold on|correction|oops|hmm+|ah|oh|well|ok(?:ay)?|but|and|also|so|btw|by the way|my mistake|"
    r"that'?s (?:wrong|not (?:quite )?right)|not quite|almost|update|small (?:change|correction)|please|pls|(?:i|you|we)(?:'ve)? (?:forgot|missed|"
    r"left out)(?: a step| one| something)?|there'?s a step missing|one more thing|i mean(?:t)?|it turns out|"
    r"turns out|thanks|thank you|great|(?:it|that) (?:worked|works)|(?:it|that) didn'?t work)\b[\s,.:;!-]*)+",
    re.IGNORECASE,
)
_MUST = (
    r"(?:(?:you|i|we|one)(?:'ll)? (?:(?:also|first|always|really|just|still|now|actually) )*(?:have to|need to|must|should|has to|had to|got to|"
    r"gotta)|"
    r"(?:remember|make sure|don'?t forget|be sure) to)"
)
_NOT_NEEDED = r"(?:isn'?t|is not|is no longer|was never)(?: actually| really)? (?:needed|necessary|required)"
_SKIPS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:you (?:can |should |may |could )?|we (?:can )?|just |now )*(?:skip|drop|remove|delete|leave out|forget(?: about)?|ignore|omit|take "
        r"out|cut) step (?P<n>\d+)\b[^,;]{0,30}$",
        rf"^step (?P<n>\d+) {_NOT_NEEDED}\b[^,;]{{0,30}}$",
        r"^(?:you |we |i )?(?:don'?t|do not|no longer) need (?:to do )?step (?P<n>\d+)\b[^,;]{0,30}$|^(?:there'?s )?no need (?:for|to do) step "
        r"(?P<m>\d+)\b.{0,30}$",
    )
)
_WRONG = r"(?: (?:(?:is|was|has)(?: now)? )?(?:wrong|outdated|changed|different|not right|off|old|no longer right))?(?: now)?"
_SAYS = r"\s*(?:[:;,.-]+|(?:should|must|ought to|has to) (?:be|say|read)|is(?: now)?|it'?s(?: now)?|->|to|be)\s*"
_IT_IS = r"(?:it'?s (?:now )?|it is (?:now )?|it should be |you (?:now |have to |need to |should |must )+|should be |now |do |please )*"
_REPLACE = re.compile(
    rf"^(?:(?:for |in |at )?step (?P<n>\d+){_WRONG}{_SAYS}{_IT_IS}|(?:change|replace|make|update) step (?P<m>\d+) (?:to|with|into|by)\s+)"
    r"[\"'“‘]?(?P<new>.+?)(?: now)?$",
    re.IGNORECASE,
)
_INSERT = re.compile(
    r"^(?:then |but )?(?P<where>between|after|before) step (?P<n>\d+)(?: and (?:step )?(?P<m>\d+))?,?\s*(?:and before step \d+,?\s*)?"
    rf"(?:(?:there'?s|comes) (?:also )?:?\s*|{_MUST}\s+|then |also |add:? )*(?P<new>.+)$",
    re.IGNORECASE,
)
_STARTING = r"you (?:start|begin|do (?:that|any of that|anything))"
_BEGINNING = rf"(?:before (?:that|all that|anything(?: else)?|{_STARTING})|to start(?: with)?|at the (?:start|beginning))"
_BEFORE_ALL = r"(?:first|beforehand|before (?:that|you start))"
_PREPEND = re.compile(
    rf"^(?:(?:you |i |we )?first(?:ly)?(?: of all)?,? (?:{_MUST}\s+)?|{_BEGINNING},? (?:{_MUST}\s+|also )?|{_MUST}\s+(?=.+\bfirst\W*$)"
    rf"|(?=.+\b{_BEFORE_ALL}\W*$))(?P<new>.+?)(?:\s+{_BEFORE_ALL})?\W*$",
    re.IGNORECASE,
)
_THE_END = (
    r"(?:after (?:that|this|all that|it|the last step)|afterwards|at the (?:very )?end|finally|lastly|in the end|to finish"
    r"|(?:when|once) (?:that'?s|you'?re|it'?s) done)"
)
_APPEND = re.compile(
    rf"^(?:(?:and |then )*{_THE_END},?\s*(?:{_MUST}\s+|then |also |please )*|(?:you|i|we|one)(?:'ll)? also (?:have to|need to|must|should)\s+"
    r"|(?:don'?t forget|remember) to (?:also )?|(?:also )?add(?: a step)?:\s*|then (?=.+\b(?:also|too|as well)\W*$))(?P<new>.+)$",
    re.IGNORECASE,
)
_THING = r"\w(?:[\w'°%/.#*+ -]|:(?=\d)){0,60}?"
_SWAPS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|\b)instead of (?P<old>{_THING}),\s*(?:you |we |now |just |do |use |it'?s )*(?:{_MUST} )?(?P<new>{_THING})\W*$",
        rf"^(?:use |do |it'?s |it is |you |we )*(?P<new>{_THING}) (?:instead of|rather than) (?P<old>{_THING})\W*$",
        rf"^(?:it'?s |it is |it should be |that'?s |that should be |you |we |i |use |the |make (?:it|that) |should be )*(?:only |just |always )?"
        rf"(?P<new>{_THING})(?: (?:is|are) (?:enough|plenty|fine))?(?: now| these days| nowadays| actually)?,?\s+(?:and )?"
        rf"not (?P<old>{_THING})(?: any ?more| any longer)?\W*$",
        rf"^(?:it'?s |it is |that'?s )?not (?P<old>{_THING})(?:,| but|\.)\s*(?:but |it'?s |it is |you |use )*(?P<new>{_THING})(?: now)?\W*$",
        rf"^(?P<old>{_THING}) (?:is|was|has) (?:now (?:called )?|become |changed to |been replaced by )(?P<new>{_THING})(?: now)?\W*$",
    )
)
_DONT = re.compile(
    rf"^(?:you )?(?:don'?t|do not|never|no longer|stop)(?: have to| need to)? (?P<old>{_THING})(?:,| -)\s*(?:but |instead |just |rather |you "
    rf")*(?P<new>{_THING})(?: instead)?\W*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"^(?:it'?s|it is|that'?s|that is|make (?:it|that)|it should be) (?P<new>\d[\d.,:]* \w+)(?: now| these days| nowadays)?\W*$", re.IGNORECASE
)
_NEEDLESS = re.compile(rf"^(?:the |that )?(?P<thing>{_THING}) {_NOT_NEEDED}\b.{{0,30}}$", re.IGNORECASE)
_LONGEST = 40


def revised(text: str, steps: Sequence[str], *, near: bool = True) -> Steps | None:
    """The steps as the message corrects them; None when it corrects nothing of them. Each sentence may correct one thing.

    `near`: the procedure was spoken of just before or is named, so that "after that you also have to…" can only mean it."""
    if not steps or len(text.split()) > _LONGEST:
        return None
    now, changed = tuple(steps), False
    for sentence in re.split(r"(?<=[.!])\s+|\n", text.replace("’", "'").strip()):
        if not sentence.rstrip().endswith("?"):
            after = _sentence(_counted(_LEAD.sub("", sentence).strip(" .!"), len(now)), now, near, after_no=_LEAD.match(sentence) is not None)
            if after is not None and after != now:
                now, changed = after, True
    return now if changed and now else None


def _sentence(text: str, steps: Steps, near: bool, *, after_no: bool) -> Steps | None:
    for pattern in _SKIPS:
        match = pattern.match(text)
        if match:
            n = int(next(value for value in match.groupdict().values() if value))
            return steps[: n - 1] + steps[n:] if 1 <= n <= len(steps) and len(steps) > 1 else None
    match = _INSERT.match(text)
    if match and orders(match["new"]):
        n = min(int(match["n"]), int(match["m"] or match["n"])) - (match["where"].lower() == "before" and not match["m"])
        return (*steps[:n], told(match["new"]), *steps[n:]) if 0 <= n <= len(steps) else None
    match = _DONT.match(text)
    if match and (after := otherwise(steps, match["old"], match["new"])):
        return after
    match = _REPLACE.match(text)
    if match:
        return _replaced(steps, int(match["n"] or match["m"]), match["new"])
    for pattern in _SWAPS:
        match = pattern.search(text)
        if match and (after := swapped(steps, match["old"], match["new"])):
            return after
    match = _AMOUNT.match(text)
    if match:
        return counted_anew(steps, match["new"])
    match = _NEEDLESS.match(text)
    if match:
        return dropped(steps, match["thing"])
    if not near:
        return None
    match = _APPEND.match(text)
    if match and orders(match["new"]):
        return (*steps, told(re.sub(r"\s+(?:as well|too|also)\W*$", "", match["new"])))
    match = _PREPEND.match(text)
    if match and orders(match["new"]):
        return (told(match["new"]), *steps)
    return _again(steps, text) if after_no or re.search(r"\binstead\W*$", text) else None


def _counted(text: str, count: int) -> str:
    """ "the second step", "step two", "the last step" -> "step 2", "step 4"."""
    text = re.sub(
        rf"\bstep (?:number |no\.? ?)?({'|'.join(NUMBERS)})\b", lambda m: f"step {NUMBERS.index(m[1].lower()) + 1}", text, flags=re.IGNORECASE
    )
    text = re.sub(r"\bstep (?:number |no\.? ?)(\d)", r"step \1", text, flags=re.IGNORECASE)
    ordinal = rf"\b(?:the |your |that )?({'|'.join(_ORDINALS)}) (?:step|bit|part)\b"
    text = re.sub(ordinal, lambda m: f"step {_ORDINALS.index(m[1].lower()) + 1}", text, flags=re.IGNORECASE)
    return re.sub(r"\b(?:the |your |that )?(?:last|final) (?:step|bit|part)\b", f"step {count}", text, flags=re.IGNORECASE)


def _replaced(steps: Steps, n: int, new: str) -> Steps | None:
    """Step `n` anew; a bare value ("60", "60 seconds, not 30") goes into the step."""
    if not 1 <= n <= len(steps):
        return None
    step = steps[n - 1]
    for pattern in _SWAPS:
        match = pattern.search(new)
        if match and (after := swapped((step,), match["old"], match["new"])):
            return (*steps[: n - 1], *after, *steps[n:])
    if not orders(new):
        numbers, given = re.findall(r"\d+(?:[.,]\d+)?", step), re.findall(r"\d+(?:[.,]\d+)?", new)
        if len(numbers) == 1 and len(given) == 1 and len(new.split()) <= 3:
            return (*steps[: n - 1], step.replace(numbers[0], given[0]), *steps[n:])
        if len(new.split()) < 2:
            return None
    return (*steps[: n - 1], told(new), *steps[n:])


def _again(steps: Steps, text: str) -> Steps | None:
    """ "No, count to 60": the one step that begins with the same verb, said anew."""
    anew = re.sub(
        r"^(?:(?:you|it'?s|just|now) (?:have to |need to |should |must )?)",
        "",
        re.sub(r"\s+instead\W*$", "", text, flags=re.IGNORECASE),
        flags=re.IGNORECASE,
    )
    first = fold(anew.split()[0]) if anew.split() else ""
    same = [n for n, step in enumerate(steps) if fold(step.split()[0]) == first]
    return (*steps[: same[0]], told(anew), *steps[same[0] + 1 :]) if len(same) == 1 and orders(anew) and len(anew.split()) > 1 else None
