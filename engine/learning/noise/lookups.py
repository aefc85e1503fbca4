"""Notes to a search box: "driving in Italy with a UK licence, rules", "baby names starting with O". They look like jottings about oneself."""

from __future__ import annotations

import re

_FIRST_PERSON = re.compile(r"\b(?:i|i'?m|i'?ve|i'?ll|i'?d|me|my|mine|myself|we|we're|we'?ve|us|our|ours)\b", re.IGNORECASE)
#: What is looked for, named at the end or after a comma.
_SOUGHT = re.compile(
    r"(?:^|[,:;-]\s*|\s)(?:(?:the|some|any|good|best|top|a few|\d+|sample|example|easy|quick|cheap) )*(?:rules|dates|names?|symptoms|causes|side "
    r"effects|"
    r"itinerary|itineraries|pros and cons|recipes?|stretches|exercises|ideas|tips|opinions|thoughts|suggestions|recommendations|options|alternatives|"
    r"explained?|summary|meaning|origins?|definition|spoilers|lyrics|bullet points?|step by step|week by week|budget (?:ones|options)|funny ones|"
    r"whole ?meal|owners|deadlines|(?:max|min)(?:imum)?|describe the scene|main exports|first line of [\w ]+|who wins|what an? \w+|how (?:much|many|"
    r"long|far|old)"
    r"[\w ]*|(?:train|bus|flight|ferry|opening|prayer|screening|kick-?off) times[\w ]*|(?:names|symptoms|causes|rules|recipes|exercises|dates|side "
    r"effects) "
    r"(?:in|of|for|starting|beginning|with|from|after)\b[\w ]*|\d+ words|nothing spicy|no spoilers|cheap(?:est)?|rain or no[\w ]*|who (?:won|wins|"
    r"said it)|which \w+|year and \w+|quotes|real name|cast|director|best block|in order|serves \w+|just an? [\w ]*(?:film|book|song|game|recipe|"
    r"story))\W*$",
    re.IGNORECASE,
)
#: Of a machine that is being looked after, line by line.
_MACHINE = re.compile(
    r"\b(?:null pointer|stack ?trace|traceback|exit code|segfault|on line \d+|line \d+|npm|node \d+|pip install|docker|kubectl|localhost|compil(?:e|"
    r"es|er)|"
    r"build fails|won'?t build|install fails|404|401|500 error|undefined|exception|commit|pull request|merge conflict|same thing|no joy|works now|"
    r"didn'?t work)\b",
    re.IGNORECASE,
)
#: A heading under which stands what is no telling.
_HEADED = re.compile(
    r"^\W*(?:table of contents|(?:meeting |lecture |release )?notes(?= ?:)|minutes(?= ?:)|cv line|copy of the (?:ad|advert|listing)|scene|role|"
    r"setting|prompt|story about|my (?:main )?character|"
    r"patient|translate|lyrics|example(?: sentence)?|sample|template|caption|headline|title|subject line)\b(?=[ ,]*:| \w+ (?:is|was)\b| about\b| of "
    r"the\b)",
    re.IGNORECASE,
)


#: Wants help, not what memory holds: "what could I cook for my brother Tom?".
_ADVICE = re.compile(
    r"\b(?:(?:should|could|can|shall|may|might|would|must) (?:i|we)|(?:can|could|would|will) (?:you|u)|(?:do|how) (?:i"
    r"|we) (?:need|deal|cope|get|tell|ask|"
    r"stop|help|make|fix)|ideas?|tips|suggestions?|suggest|recommend\w*|advice|advise|how to|what to|where to|help|best way"
    r"|good (?:present|gift|place|"
    r"time|film|book|idea|way))\b",
    re.IGNORECASE,
)
#: "remind me what my friend Dele does": asked of memory, however it is put.
_RECALL = re.compile(
    r"^\W*(?:(?:please|pls|hey|ok|and|so|just|can you|could you|would you)\W+)*(?:remind me|tell me|show me|look up|do you (?:know|remember)|"
    r"what do you (?:know|have))\b(?! to\b)(?!.*\b(?:ideas?|tips|how to|suggest|recommend|advice|best|should|could)\b)",
    re.IGNORECASE,
)


def seeks_advice(text: str) -> bool:
    """Whether a question or request is for help with something, in which one may say who somebody is; not for what memory holds."""
    return _ADVICE.search(text) is not None and not is_recall(text)


def is_recall(text: str) -> bool:
    """Whether a request asks to be told what memory holds."""
    return _RECALL.match(text) is not None


def speaks_of_self(text: str) -> bool:
    """Whether it says "I", "my" or the like."""
    return _FIRST_PERSON.search(text) is not None


def is_headed(text: str) -> bool:
    """Whether the message begins with the heading of some text, a scene or a case."""
    return _HEADED.match(text) is not None


def is_looked_up(text: str) -> bool:
    """Whether a message that never speaks of the speaker looks something up, or is about a text or a machine."""
    if _FIRST_PERSON.search(text):
        return False
    return _SOUGHT.search(text.strip()) is not None or _MACHINE.search(text) is not None
