"""The wordings of `manners`: how an assistant is told to speak, each with what it comes to ("be blunt with me" -> "be blunt with me")."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.grammar.verbs import BASES, base_of
from engine.learning.telling.people import NAME

_ASK = (
    r"(?:(?:ok|okay|hey|hi|hello|please|pls|plz|kindly|and|so|also|but|oh|btw|just|right|actually|sorry|can you|could you|would you|will "
    r"you)[\s,!]+)*"
)
_THANKS = r"(?:[\s,]+(?:please|pls|plz|thanks|thank you|thx|ta|cheers|ok|okay|yeah|lol))*"
#: Where an instruction ends: before the reason for it, or before what is told next.
_END = (
    r"(?=\s*(?:\.?$|[;!]|,? (?:because|cos|coz|cause|since|as (?:i|my|we|it|he|she|they)|so (?:i|we|he|she|they))\b"
    r"|,? (?:i|i'm|im|i've|ive|we|we're|my|our|it's|its|that's|thats|he's|hes|she's|shes|they're|theyre|they've|theyve|and (?:i|my|we))\b))"
)
_PRONOUNS = r"(?:they/them|she/her|he/him|she/they|he/they|they/he|they/she|xe/xem|ze/zir|ze/hir|ey/em|fae/faer)"
LANGUAGE = (
    r"(?:(?:polite|formal|informal|simple|plain|easy|casual|very|only|proper|basic|slow) )*(?:english|french|german|spanish|italian|portuguese|dutch|"
    r"flemish|swedish|norwegian|danish|finnish|icelandic|polish|czech|slovak|hungarian|romanian|bulgarian|greek|turkish|russian|ukrainian|arabic|"
    r"hebrew|persian|farsi|urdu|hindi|punjabi|bengali|bangla|gujarati|tamil|telugu|malayalam|kannada|marathi|chinese|mandarin|cantonese|japanese|"
    r"korean|vietnamese|thai|tagalog|indonesian|malay|swahili|yoruba|igbo|hausa|zulu|xhosa|afrikaans|amharic|somali|pidgin|welsh|irish|gaelic|scots|"
    r"breton|catalan|basque|galician|latvian|lithuanian|estonian|croatian|serbian|slovene|albanian|georgian|armenian|maltese|latin|esperanto|keigo)"
)
_HOW = (
    r"(?:blunt|direct|honest|frank|gentle|patient|kind|formal|informal|strict|straight|plain|polite|careful|specific|concise|sarcastic|critical|"
    r"encouraging|positive|tactful|upfront|tough|nice|warm|brief|clear)"
)
_SIZED = (
    r"(?:simple|small|short|plain|easy|brief|clean|polite|formal|informal|casual|light|slow|basic|clear|gentle|low|professional|friendly|"
    r"positive)"
)
_MEASURED = (
    r"(?:prices?|costs?|temperatures?|temps?|distances?|dates?|times?|weights?|measurements?|amounts?|heights?|sizes?|lengths?|quantities|units|"
    r"ingredients|speeds?|volumes?)"
)
_UNIT = (
    r"(?:euros?|pounds|sterling|dollars|yen|rupees|naira|cedis|francs|swiss francs|kronor|kroner|zloty|rand|pesos|shillings|[£€$]|[cf](?=\W|$)|"
    r"celsius|"
    r"centigrade|fahrenheit|metric|imperial|km|kms|kilomet\w+|miles|kg|kilos?|kilograms|grams?|g|ml|cups|oz|ounces|stone|feet|inches|cm|met(?:re|"
    r"er)s|"
    r"(?:24|12)[- ]?(?:h|hr|hour)s?(?: clock| format)?|utc|gmt|cet|local time|iso|dd/mm\S*|mm/dd\S*|military time)"
)
_POINTLESS = r"(?:it|this|that|these|those|them|again|anything|everything|so|more|all|me|why|yourself)"
_WANTED_AS_WELL = (
    r"(?:advice|tips?|ideas?|suggestions?|lectur\w+|reminders?|warnings?|disclaimers?|explanations?|congratulations|condolences|sympathy|pity|"
    r"jokes?|puns?|"
    r"emojis?|greetings?|pep talks?|preaching|judg\w+|small ?talk|recommendations?|recipes?|intros?|preambles?|summar(?:y|ies)|apolog(?:y|ies)|"
    r"praise|"
    r"flattery|platitudes|clichés?|quotes|fluff|waffle|chit ?chat|spoilers|opinions|pictures|links|sources|encouragement|hype|sermons?)"
)


_ACTIVE: dict[str, str] = {
    "told": "tell the user", "asked": "ask the user", "wished": "wish the user", "lectured": "lecture the user",
    "addressed as": "address the user as", "reminded": "remind the user", "greeted with": "greet the user with",
}  # fmt: skip


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(_ASK + pattern, re.IGNORECASE)


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        _compile(
            rf"(?:use |it'?s |keep to |stick to )?(?P<how>{_PRONOUNS})(?: pronouns)? (?:for|with|when (?:you|u) (?:talk|write|speak) (?:about|of)) "
            rf"(?P<whom>(?-i:{NAME})|(?:my|our) (?:{RELATION_PATTERN})(?: (?-i:{NAME}))?|me\b){_THANKS}{_END}"
        ),
        lambda m: f"use {m['how']} for {m['whom']}",
    ),
    (
        _compile(
            rf"(?:i (?:don'?t|do not) (?:need|want)|no|there'?s no need for|zero) (?:any |more )*(?P<what>(?:[\w'-]+ ){{1,3}}?{_WANTED_AS_WELL})"
            rf"(?: (?:is |are )?(?:needed|necessary|required|wanted|welcome))?(?P<thanks>{_THANKS}){_END}"
        ),
        lambda m: (
            f"not give {m['what']}"
            if re.search(
                r"need|necess|requir|wanted|welcome|don'?t|thanks|please|pls|"
                r"ta\b",
                m[0],
                re.IGNORECASE,
            )
            else ""
        ),
    ),
    (
        _compile(
            rf"keep (?P<what>it|things|stuff|words?|everything|(?:your|the) (?:words|language|answers|replies|english)|language|english|explanations|"
            rf"sentences|answers)(?: (?:\w+ )??)?(?P<size>{_SIZED}(?: and {_SIZED})?) (?:with|for) (?:me|us)(?P<more> and (?:short|simple|small|"
            rf"plain|easy) "
            rf"[\w]+)?{_THANKS}{_END}"
        ),
        lambda m: f"keep {m['what'] if m['what'] != 'it' else 'things'} {m['size']} with me{m['more'] or ''}",
    ),
    (
        _compile(
            rf"(?P<do>(?:answer|reply|respond|ask|write|speak|talk|text|chat|message)(?: only| always)?(?: to| with)? (?:me|us)(?: only| always)? in "
            rf"{LANGUAGE}(?: only)?){_THANKS}(?P<more>,? (?:always|only|never) [\w' ]{{2,25}}?)?{_THANKS}{_END}"
        ),
        lambda m: f"{m['do']}{m['more'] or ''}",
    ),
    (
        _compile(
            rf"address (?P<what>me|us|(?:all )?(?:my|our) (?:letters?|e-?mails?|mails?|post|parcels|husband|wife|partner|mother|father|boss)) "
            rf"(?P<how>(?:as|from|to|with|by) [^,;]{{2,40}}?)(?P<other>,? (?:and )?(?:not|never) [^,;]{{2,30}}?)?{_THANKS}{_END}"
        ),
        lambda m: f"address {m['what']} {m['how']}{m['other'] or ''}",
    ),
    (
        _compile(
            rf"(?P<do>(?:be (?:a (?:bit|little) |really |always |brutally |more |very |as )*{_HOW}(?: and {_HOW})? (?:with|to) me(?: (?:about|when|"
            rf"if) [^,;]{{3,50}}?)?"
            rf"|(?:speak|talk|write) (?:more )?(?:plainly|slowly|simply|clearly|politely|formally|informally|straight|normally|kindly|softly) "
            rf"(?:to|with|for) me"
            rf"|(?:go|take it|take things) (?:easy|slow|slowly|gently|one step at a time) (?:on|with) me(?: (?:about|when|if) [^,;]{{3,50}}?)?"
            rf"|treat me (?:like|as|as if) (?!dirt|rubbish|crap)[^,;]{{3,60}}?)){_THANKS}(?:, no [\w-]+)?{_END}"
        ),
        lambda m: m["do"],
    ),
    (
        _compile(
            rf"(?:don'?t|do not|never|stop|no need to|you (?:don'?t|do not) (?:need|have) to) (?P<do>(?:baby(?:ing)?|mother(?:ing)?|"
            rf"patroni[sz](?:e|ing)|"
            rf"coddl(?:e|ing)|flatter(?:ing)?|talk(?:ing)? down to|rush(?:ing)?|lectur(?:e|ing)|hurry(?:ing)?|nag(?:ging)?|pity(?:ing)?|"
            rf"mollycoddl(?:e|ing)|"
            rf"wish(?:ing)?|greet(?:ing)?|congratulat(?:e|ing)|prais(?:e|ing)|thank(?:ing)?|preach(?:ing)? (?:to|at)|compliment(?:ing)?) (?:me|"
            rf"us)\b(?! (?:yet|now|again|for (?:this|that)))"
            rf"(?: [^,;]{{2,50}}?)?){_THANKS}{_END}"
        ),
        lambda m: f"not {_plain(m['do'])}",
    ),
    (
        _compile(
            rf"(?:don'?t|do not|never|please not) (?:ever )?(?P<do>say (?!(?:a |any)?(?:word|thing)|it\b|this\b|that\b|so\b|anything\b|nothing\b|"
            rf"no\b|yes\b|sorry to\b)[^,;]{{2,50}}?"
            rf" (?:to|at|with) (?:me|us)(?: [^,;]{{2,40}}?)?|bring up [^,;]{{2,50}}?|go on about [^,;]{{2,50}}?)(?:,? ever)?{_THANKS}{_END}"
        ),
        lambda m: "" if re.match(rf"(?:bring up|go on about) {_POINTLESS}\b", m["do"], re.IGNORECASE) else f"never {m['do']}",
    ),
    (
        _compile(
            rf"(?:(?:you|u|there'?s|there is)(?: really)? )?(?:don'?t (?:need|have) to|do not (?:need|have) to|no need to|need ?n'?t|needn'?t) "
            rf"(?P<do>(?:explain|define|spell out|include|add|apologi[sz]e|thank|mention|translate|introduce|summari[sz]e|repeat|remind me)\b"
            rf"(?! {_POINTLESS}\b)(?: [^,;]{{2,60}}?)?)(?: (?:to|for) me)?{_THANKS}{_END}"
        ),
        lambda m: f"not {m['do']}",
    ),
    (
        _compile(
            r"i(?:'?d| would) (?:much |really )*(?:rather|prefer(?: it)?(?: if)?|appreciate it if|like it if) (?:you|u) (?:didn'?t|did not|don'?t|"
            r"not|never) "
            rf"(?P<verb>(?!keep|store|save|remember|record|note)[a-z]+)(?P<rest> [^;]{{2,60}}?)?{_THANKS}{_END}"
        ),
        lambda m: _hated(m),
    ),
    (
        _compile(
            rf"i (?:(?:really|absolutely|also|just|do|always|honestly) )*(?:hate|can'?t stand|cannot stand|detest|loathe|can'?t bear|don'?t like|"
            rf"dislike) it "
            rf"(?:when|if) (?:you|u) (?P<verb>[a-z]+)(?P<rest> [^;]{{2,60}}?)?{_THANKS}{_END}"
        ),
        lambda m: _hated(m),
    ),
    (
        _compile(
            rf"i (?:(?:really|absolutely|also|just|do|always|honestly) )*(?:hate|can'?t stand|cannot stand|detest|loathe|can'?t bear|don'?t like|"
            rf"dislike),? "
            rf"(?:hate,? )?being (?P<what>told|asked|wished|lectured|addressed as|reminded|greeted with)\b(?P<rest> [^;]{{2,60}}?)?{_THANKS}{_END}"
        ),
        lambda m: f"not {_ACTIVE[m['what'].lower()]}{m['rest'] or ''}",
    ),
    (
        _compile(
            rf"(?P<lead>(?:give|show|tell|send) (?:me|us) |put |use |write )?(?:all )?(?P<what>{_MEASURED}(?: and {_MEASURED})?) (?P<unit>(?:in|"
            rf"as) {_UNIT})"
            rf"(?P<me> for (?:me|us))?(?P<always>(?:[\s,]+(?:always|only|every time))*){_THANKS}{_END}"
        ),
        lambda m: f"give {m['what']} {m['unit']}" if (m["lead"] or "").strip().endswith(("me", "us")) or m["me"] or m["always"] else "",
    ),
    (
        _compile(
            r"(?P<what>(?!(?:i|we|he|she|it|they|my|our|you|this|that|there|was|been|had|have|has|is|are)\b)(?:in |with |the |only )?[a-z][\w/' "
            r"-]{4,50}?)"
            r"(?:,? (?:please|pls|plz))?,? (?:every (?:single )?time|each time|always)(?: (?:please|pls|plz))?(?=\s*$)"
        ),
        lambda m: f"always use {m['what']}" if _is_form(m["what"]) and re.search(r"\b(?:please|pls|plz)\b", m[0], re.IGNORECASE) else "",
    ),
    (
        _compile(
            r"(?:if|when|whenever) (?:you|u)(?:'?re| are)? (?:do|doing|make|making|write|writing|put together|putting together|update|updating|"
            r"fill in|"
            rf"filling in) (?P<what>(?:the|my|our) [\w' -]{{3,40}}?),? (?:then )?(?:it'?s|use|put|get|always) "
            rf"(?P<thing>[^,;]{{2,30}}?)(?P<other>,? not [^,;]{{2,30}}?)?"
            rf"{_THANKS}{_END}"
        ),
        lambda m: f"use {m['thing']}{',' if m['other'] else ''}{(m['other'] or '').replace(',', '')} for {m['what']}",
    ),
    (
        _compile(
            rf"(?:until then |till then )?(?P<do>(?:tell me off|nag me|scold me|call me out|have a go at me|stop me|shout at me|poke me) "
            rf"(?:if|when|whenever|every time|any time) (?:i|we)\b[^;]{{3,80}}?){_THANKS}{_END}"
        ),
        lambda m: m["do"],
    ),
    (
        _compile(
            rf"(?:(?:drop|ditch|lose|cut|cut out|enough (?:of|with)|less of|spare me) (?:all )?(?:the|your|that)|no more) (?P<what>[^,;]{{3,60}}? "
            rf"(?:stuff|talk|thing|voice|act|tone|bit|routine|speak))"
            rf"{_THANKS}{_END}"
        ),
        lambda m: f"drop the {m['what']}",
    ),
)
_FORM_NOUN = re.compile(
    r"\b(?:charts?|graphs?|tables?|answers?|replies|prices?|dates?|times?|lists?|bullets?|bullet points|headings?|recipes?|portions?|units?|metric|"
    r"imperial|steps?|sources?|links?|fonts?|letters?|text|words?|sentences?|spellings?|names?|first names?|captions?|english|summar(?:y|ies)|"
    r"temperatures?|weights?|vegetarian|vegan|gluten[- ]free|halal|kosher|celsius)\b",
    re.IGNORECASE,
)


def _plain(do: str) -> str:
    """ "Lecturing me" -> "lecture me"."""
    verb, rest = do.split(" ", 1)
    return f"{base_of(verb.lower()) if verb.lower().endswith('ing') else verb.lower()} {rest}"


def _hated(match: re.Match[str]) -> str:
    verb, rest = match["verb"].lower(), match["rest"] or ""
    return f"not {verb}{rest}" if verb in BASES and rest.strip() not in ("", "it", "that", "this") else ""


def _is_form(what: str) -> bool:
    """Whether it is how something is to be given, not what somebody does."""
    return _FORM_NOUN.search(what) is not None and what.split()[0].lower() not in BASES
