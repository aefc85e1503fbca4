"""Play and fiction: roles, stories, riddles, verse, jokes. Told in the first person, and still not about the user."""

from __future__ import annotations

import re

_BEINGS = (
    "dragon|vampire|wizard|witch|ghost|zombie|werewolf|elf|orc|goblin|unicorn|mermaid|alien|robot|android|cyborg|time travell?er|superhero|pirate|"
    "ninja|"
    "knight|cowboy|gunslinger|astronaut with|king of|queen of|emperor|pharaoh|viking|gladiator|demon|angel from|god of|goddess|skeleton|mummy|genie|"
    "troll|fairy|hobbit|jedi|sith|t-?rex|dinosaur|velociraptor|centaur|minotaur|phoenix|potato|toaster|teapot|sandwich|talking \\w+|sentient \\w+|"
    "medieval \\w+|immortal|leprechaun|banshee|kraken|warlock|sorcerer|necromancer"
)
_I_AM = r"(?:\bi'?m|\bi am)"
_ROLE = re.compile(
    r"\b(?:pretend|role-?play(?:ing)?|let'?s play|imagine (?:you|i|we|that|a|if|ur)|"
    r"suppose(?! i(?:'?d| had| should| ought| must| could)\b) (?:i|you|we|that)|act (?:as|like) (?:if |"
    r"though )?(?:you|a|an|my|the|i)\b|"
    r"you are now|you're now|make believe|play the (?:part|role) of|let'?s say|(?<!to )(?<!just )(?<!d )say (?:i (?:was|were|had|am)|im)\b)|"
    r"^\W*(?:ok(?:ay)?|so|right|hey|now|hi)?\W*(?:you'?re|you are|u r|ur|you be|u be|you'll be|you play|be) (?:the|a|an|my|our)\b(?! (?:best|star|"
    r"legend|great|genius|gem|"
    r"lifesaver|angel|big help|good|total|absolute|real|only|one|bit|very))[^.!?\n]{0,60}?(?:[,;.]|\band\b|\n)\s*(?:and )?(?:i'?m|i am|i'?ll be|"
    r"i play|me)\b|"
    rf"{_I_AM} (?!\w+ing\b)(?:an? |the )?(?:[\w'-]+ ){{0,4}}?(?:{_BEINGS})\b(?! (?:at|with (?:excel|numbers|money)|costume"
    rf"|fan|in (?:the|a) (?:kitchen|play|"
    rf"panto))|s\b)|"
    rf"{_I_AM} (?:an? )?(?:1[3-9]\d|[2-9]\d\d|\d{{4,}})[ -]?(?:years? old|yrs old|year-old)",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"\b(?:in my (?:story|novel|dream|nightmare|game|campaign|script|fanfic|screenplay|book|comic)|my (?:character|oc|avatar|protagonist|npc)\b|"
    r"for (?:a|my) (?:story|novel|sketch|screenplay|dnd|d&d|campaign|pantomime|character)|(?:write|tell|make|give)(?: me| us)? (?:a|an|the|"
    r"another|up a) (?:\w+ ){0,2}?"
    r"(?:story|poem|joke|scene|dialogue|song|limerick|haiku|sketch|monologue|rap|riddle|fairy ?tale|ghost story|bedtime story)\b(?! (?:for|about|"
    r"to) (?:my|our)\b)|"
    r"(?<!'s )(?<!is )(?<!are )in the (?:film|movie|book|novel|show|series)|once upon a time|dreamt(?! of \w+ing)|dreamed that|had (?:a|the"
    r"|this) (?:\w+ )?dream\b|dark and stormy night|"
    r"(?:continue|finish|complete|carry on|keep going with|go on with) (?:the |this |my |that )?(?:story|tale|poem|verse|rhyme|song|lyrics?|line|"
    r"joke|sentence|scene|"
    r"limerick|from there|dialogue)\b|carry on(?: from (?:there|here))?\W*$|^\W*(?:carry on|continue)\s*:|next line\W*$|(?:complete|"
    r"finish) (?:this|the|that)\b[^\n]{0,20}:|chapter (?:one|1)\b(?=\W*(?:$|[:\n])|\. )|"
    r"in character\b|method acting|lorem ipsum)",
    re.IGNORECASE,
)
_RIDDLE = re.compile(r"\b(?:what|who) am i\b\W*(?:$|[.?!]|riddle|guess)|\briddle\b|\bknock,? knock\b", re.IGNORECASE)
#: Asks where the words before it come from: they are somebody else's.
_ORIGIN = re.compile(
    r"\b(?:who (?:wrote|said|sang|sings|sung|penned|recorded) (?:this|that|these|those)\b(?! (?:up|down))|"
    r"(?:what|which|wat) (?:song|film|movie|poem|book|play|show|series|speech|band|episode|poet|year) (?:is|was|are|were|has|said|does|"
    r"did)?\s*(?:this|that|these|those|the line|"
    r"it|come)?\b(?=\W*$|\W*(?:from|in|again)\b)|(?:what|where)(?:'?s| is| are) (?:this|that|it|these|those)(?: line| quote| lyric| bit)? from\b|"
    r"who'?s (?:that|this) by\b|whos (?:that|this) by\b|name (?:the|that) (?:song|film|movie|tune|poem|book|play)\b|guess the (?:song|film|movie)|"
    r"what (?:film|movie|song|book|poem)\W*$|lyrics? check|is that (?:eliot|shakespeare|wilde|dickens|yeats|keats|byron|wordsworth|the bible|"
    r"a quote)|finish the (?:lyric|quote))",
    re.IGNORECASE,
)
_JOKE = re.compile(
    r"\b(?:just kidding|only kidding|(?<!not )(?<!not even )kidding|jk|(?<!not )(?<!not even )(?<!no )joking|just messing|im messing|i'm messing|"
    r"not really lol|just banter|(?<!even )as a joke(?! (?:we|i|my|they|he|she) (?:named|called|bought|signed|applied|entered))"
    r"|dad joke|walks? into an? (?:bar|pub))\b(?! (?:apart|aside))|(?:^|\s)/s\b|"
    r"\b(?:get it\?|ba dum tss?|badum tss?)",
    re.IGNORECASE,
)
_LAUGH = re.compile(r"(?:[\U0001f602\U0001f923\U0001f639]|\b(?:lol|lmao+|lmfao|rofl|haha+|hehe+)\b)\W*$", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:says?|said|reckons?|told me|thinks|calls me|claims)\b", re.IGNORECASE)


def reason(text: str) -> str:
    """Why the whole message is play, fiction or somebody else's verse; "" when it isn't."""
    head = text[:500]
    if _ROLE.search(head) or _STORY.search(head) or _JOKE.search(text[:2000]):
        return "role play or fiction"
    if _RIDDLE.search(text[:1000]):
        return "riddle"
    return "quotation" if _ORIGIN.search(text[:2000]) else ""


def is_banter(sentence: str, end: str) -> bool:
    """ "My wife says I have two faults 😂": what somebody says of the user, with a laugh."""
    return _REPORTED.search(sentence) is not None and _LAUGH.search(sentence + end) is not None
