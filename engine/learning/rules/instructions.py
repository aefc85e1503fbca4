"""Standing instructions to the assistant ("always…", "never…", "from now on…", "call me…"); a one-off order is none."""

from __future__ import annotations

import re

from engine.learning.grammar.pronouns import rephrase
from engine.learning.grammar.verbs import BASES, third_person
from engine.learning.noise.musing import is_offer

#: What an assistant can be told to do; "always carry a notebook" is a habit of the user's instead.
_DO = (
    r"(?:answer|reply|respond|give|use|write|address|talk|speak|ask|tell|show|keep|include|add|explain|start|begin|end|"
    r"finish|format|translate|refer|spell|check|suggest|recommend|treat|sign|say|call|quote|cite|"
    r"mention|offer|send|remind|assume|summari[sz]e|convert|round|list|be|make|avoid|put|offer|stick|default|skip|leave|"
    r"double[- ]check|proofread|prefer|apologi[sz]e|repeat|lecture|correct|bring|draft|phrase|schedule|book|plan|order|let|wake|message|bother|spare|"
    r"go easy on|hold back|warn|nag|push|count|describe|introduce|capitali[sz]e|shorten|limit|express|compare|propose|present|teach|quiz|swear|"
    r"joke|pretend|change)"
)
_DOING = (
    r"(?:answering|replying|responding|giving|using|writing|addressing|talking|speaking|asking|telling|calling|adding|"
    r"saying|suggesting|recommending|including|starting|ending|apologi[sz]ing|repeating|lecturing|being|putting|making|"
    r"sending|quoting|sugarcoating)"
)
_OPEN = (
    r"^(?:(?:ok|okay|hey|hi|please|pls|and|so|also|but|oh|btw|by the way|just|right|actually|sorry|wait)[\s,!]+)*(?:(?:can|could|will|would) "
    r"you\s+)?(?:please\s+|pls\s+)?"
)
_EVER = (
    r"(?:from now on|(?:from|as of|starting) (?:now|today)(?: on| onwards?)?|in (?:the )?future|going forward|from here on(?: out)?|henceforth|as "
    r"a (?:general )?rule|by default|"
    r"for all (?:future )?(?:answers|replies))"
)

ALWAYS = re.compile(
    rf"{_OPEN}(?:{_EVER}[\s,:]+)?(?:please\s+|pls\s+)?(?:you (?:should|must|have to|can) )?(?P<when>always|never)\s+(?:ever\s+|please\s+)?"
    rf"(?P<do>(?:{_DO}|[a-z]+(?= (?:me|us|anything|nothing|my|our)\b))\b.+)$",
    re.IGNORECASE,
)
FROM_NOW = re.compile(
    rf"{_OPEN}{_EVER}[\s,:]+(?:please\s+|i want you to\s+|i'd like you to\s+|you should\s+)?(?P<not>don'?t\s+|do not\s+|"
    rf"no more\s+|stop\s+)?(?P<do>{_DO}\b.+|{_DOING}\b.+|(?<=no more )\w.+)$",
    re.IGNORECASE,
)
TO_NOW = re.compile(
    rf"{_OPEN}(?P<not>don'?t\s+|do not\s+)?(?P<do>{_DO}\b.+?)[\s,]+(?:{_EVER}|every time|each time|whenever .+|always(?: when .+)?)$", re.IGNORECASE
)
STOP = re.compile(rf"{_OPEN}(?:you (?:can|may|should) (?:now )?)?(?:stop|quit|avoid|refrain from)\s+(?P<do>{_DOING}\b.+)$", re.IGNORECASE)
DONT = re.compile(
    rf"{_OPEN}(?:don'?t|dont|do not)\s+(?:you\s+)?(?:ever\s+|please\s+)?(?P<do>(?:call|use|suggest|recommend|address|talk to|speak to|refer to|"
    rf"lecture|sugarcoat|apologi[sz]e|put|start|end|give (?:me|us)|tell (?:me|us) (?:to|about|the|any|how|what|who|anything)|show me|"
    rf"ask me (?:about|to|if|whether|for|how)|mention|quote|reply|answer|write|send me|remind me|offer|propose|include|add|bring up|schedule|book|"
    rf"order|plan|assume|nag|swear|spoil|push|wake|message|translate|correct|explain|compare|make jokes|joke about|sign off)\b.+)$",
    re.IGNORECASE,
)
#: "Swap in parsley whenever you give me a recipe".
WHENEVER = re.compile(
    rf"{_OPEN}(?P<not>don'?t\s+|do not\s+|never\s+|always\s+)?(?P<do>(?!i\b|we\b|he\b|she\b|it\b|"
    rf"they\b)(?P<verb>[a-z]+)\b.+?),?\s+(?P<when>(?:whenever|every time|each time|any ?time|when) (?:you|u) (?:give|write|make|send|suggest|"
    rf"recommend|answer|reply|do|draft|plan|show|tell|mention|talk|cook|list|explain|help|translate|"
    r"summari[sz]e|use|create|book|quote|describe|teach|remind)\b.*)$",
    re.IGNORECASE,
)
CALL = re.compile(
    rf"{_OPEN}(?:you can |you may |just )?(?P<do>(?:call|address) me (?!(?:later|back|tomorrow|when|if|at|on|crazy|old|"
    rf"a)\b)[\w' -]+)$",
    re.IGNORECASE,
)
WHEN = re.compile(
    rf"^(?P<when>(?:if|when|whenever|every time|each time|any time)\b(?: (?:you|i|we)\b| \w+ing\b).+?),?\s+(?:(?:then|please|"
    rf"always|you should)\s+)+(?P<do>(?:never |don'?t |do not )?{_DO}\b.+)$",
    re.IGNORECASE,
)
WANT = re.compile(
    rf"^(?:i(?: (?:want|would like|need|prefer)|'?d (?:like|prefer)) (?:you to|that you|it when you|if you)\s+(?P<always>always|"
    rf"never)\s+)(?P<do>{_DO}\b.+)$",
    re.IGNORECASE,
)
_WANTED = (
    r"(?:stuff|suggestions?|emojis?|voice|replies|answers|jargon|lists|bullet points|bullets|small talk|reminders?|jokes|exclamation marks|markdown|"
    r"tables|recipes|spoilers|lectures?|lecturing|puns|idioms|slang|swearing|abbreviations|acronyms|advice|tips|warnings|disclaimers|intros?|"
    r"introductions?|preambles?|fluff|waffle|essays|notifications|links|headings?|footnotes|metaphors|sugarcoating|flattery|follow-up questions|"
    r"ideas|recommendations|greetings|sign-offs?)"
)
NO = re.compile(
    rf"^(?:(?:so|and|please|pls|but|actually|ok|okay|sorry)[\s,]+)*no (?:more )?(?P<what>(?:[\w'-]+ ){{0,3}}?{_WANTED}\b(?: (?:in|on|at|about|for|"
    rf"before|after|"
    rf"during|those|when|with|from) (?!me$)[^,;]{{1,40}}?| those days)?)(?:\s+(?:please|pls|thanks|thank you))*(?P<more>,\s*(?P<rest>(?:\w+ "
    rf"){{1,3}}(?:always|only|please)))?$",
    re.IGNORECASE,
)
SKIP = re.compile(
    rf"{_OPEN}(?P<do>(?:skip|spare me|leave out|cut|drop|go easy on|hold|ditch|lose|stop(?= with| all| the| your)) (?:all |out |with )?(?:the |"
    rf"your |those |any )?(?:[\w'-]+ ){{0,3}}?{_WANTED})"
    r"(?:\s+(?:please|pls|thanks))*$",
    re.IGNORECASE,
)
#: Ways of putting things that are meant for good, though no word says so.
USE = re.compile(
    rf"{_OPEN}(?P<do>(?:use|stick to|stick with|switch to|work in|talk in|keep to) (?:only |the |my |always )?(?:metric|imperial|celsius|"
    rf"fahrenheit|centigrade|kilomet\w+|"
    r"kilos|kilograms|grams|miles|pounds and ounces|british|american|uk|us|canadian|australian|24|12|twenty-four|military time|the 24|they/them|"
    r"she/her|he/him|"
    r"first name|plain english|simple (?:english|words|language)|easy words|informal|formal|du|tu|usted|iso|day/month|dd/mm|mm/dd)\b.*"
    r"|(?:talk|speak|write|explain (?:things|stuff|it|everything)) to me (?:like|as if|as though|as) (?!it\b).+"
    r"|keep (?:(?:your|all|all your|the) )?(?:answers|replies|responses|explanations|messages|summaries|texts?)\b.+)$",
    re.IGNORECASE,
)
TELLING = re.compile(
    rf"^(?:so\s+|and\s+|please\s+|ok\s+)*(?P<when>(?:when|whenever|if|every time|any time) i (?:say|type|write|ask|mention|send|paste|text|talk|"
    rf"speak|tell you|"
    rf"complain|moan|forget)\b.{{1,80}}?),?\s+(?:just\s+|then\s+|you\s+(?:should\s+|must\s+)?)?(?P<do>(?:never |don'?t |do not )?{_DO}\b.+)$",
    re.IGNORECASE,
)
#: "Start each answer with …": every answer to come.
EACH = re.compile(
    (
        rf"{_OPEN}(?P<do>{_DO}\b.*\b(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)days|at weekends|every (?:day|morning|evening|night|week|month|"
        rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?:each|every|all (?:of )?your) (?:answers?|repl(?:y|ies)|messages?|responses?)|your "
        rf"(?:answers|replies|responses))\b.*)$"
    ),
    re.IGNORECASE,
)
#: "Write dates like 5 Mar 2024, never with slashes": what is never to be is no matter of one time.
AND_NEVER = re.compile(rf"{_OPEN}(?P<do>{_DO}\b[^.;]*?(?:,\s*|\s)(?:and |but )?never (?!mind\b)\S.*)$", re.IGNORECASE)
#: "When you book trains for me: quiet coach, never via Slough".
WHENEVER_NOTED = re.compile(
    rf"^(?:(?:ok|okay|hey|please|pls|and|so|also|but|right)[\s,!]+)*(?:when|whenever|every time|each time|any time|if) (?:you|u|ya)(?:'?re| are)? "
    rf"(?P<deed>{_DO}\w*\b[\w' -]{{0,40}}?)(?: (?:for|to) (?:me|us))?\s*:\s*(?P<do>\S.*)$",
    re.IGNORECASE,
)
#: "Tell me when I make mistakes": each time that it happens.
ALERT = re.compile(
    (
        rf"{_OPEN}(?P<do>(?:tell|warn|stop|correct|nudge|alert) me (?:when|whenever|every time|each time|any time) (?:i|you|we|something|a|an|"
        rf"my)\b(?! (?:get|arrive|finish|leave|am home)).+)$"
    ),
    re.IGNORECASE,
)
#: "From now on temperatures in Celsius": in which form something is to be given.
FORMS = re.compile(
    rf"{_OPEN}{_EVER}[\s,:]+(?:please\s+)?(?P<do>(?:temperatures?|distances?|prices?|dates?|times?|weights?|amounts?|measurements?|answers?|"
    rf"replies|everything)"
    r" (?:in|as|with|without) .+)$",
    re.IGNORECASE,
)
#: Takes back a ban: "you can use emojis again".
AGAIN = re.compile(rf"{_OPEN}(?:you (?:can|may)|it'?s (?:ok|okay|fine) to|feel free to)\s+(?P<do>{_DO}\b.+?\s+again)$", re.IGNORECASE)
#: "for future: metric only", "from now on no emojis", "any code you give me = strict typescript": in note form.
NOTED = re.compile(
    rf"^(?:(?:ok|okay|hey|please|pls|and|so|also|but|right)[\s,!]+)*(?:(?:for|as) (?:the |a )?(?:future|general rule|rule|standing order)(?: "
    rf"ref(?:erence)?)?|{_EVER}|(?:general |house |standing |new )?rules?(?: for (?P<for>[\w ]{{3,25}}))?|"
    r"any (?P<any>[\w ]{3,20}?) (?:you|u|ya) (?:give|send|write|suggest|show|make|recommend|do)(?: (?:to |for )?(?:me|us))?)\s*(?P<mark>[:=]|,|"
    r"\s-\s|(?=\s))\s*(?P<what>\S.*)$",
    re.IGNORECASE,
)
_NOTED_FORM = re.compile(
    r"(?:(?P<no>(?:absolutely |strictly )?no|zero|without) (?P<none>[\w' -]{2,40})|(?P<only>[\w' -]{2,40}?) only|only (?P<only2>[\w' -]{2,40})|"
    r"(?P<one>[\w' -]{2,30}?),? not (?P<other>[\w' -]{2,30})|"
    r"(?P<plain>(?:short|brief|long|plain|simple|bullet|bullets|metric|imperial|formal|informal|british|american|uk|us|strict|typescript|python|"
    r"\d+|celsius|fahrenheit|lower ?case|24|weights?)[\w' -]{0,40}))$",
    re.IGNORECASE,
)
#: "Before you suggest a walk, check the tides", "whenever you give me a recipe, halve it".
_FIRST_DO = re.compile(
    r"^(?:(?:so|and|please|pls|ok|also|but|oh|btw)[\s,]+)*(?P<when>(?:before|after|whenever|every time|each time|any time|anytime|when|if) "
    r"(?:(?:you|u) (?:ever )?|(?=\w+ing (?:me|us|any|a|an|my|our)\b))"
    r"(?:plan|suggest|recommend|book|give|send|write|draft|answer|reply|make|schedule|order|propose|pick|choose|show|tell|recommend|quote|find|"
    r"cook|talk|speak|remind|add|planning|suggesting|recommending|booking|"
    r"giving|sending|writing|drafting|answering|replying|making|scheduling|ordering|proposing|picking|choosing|showing|telling|quoting|finding|"
    r"reminding|adding)\b[^,;:]{0,70}?)(?:\s*,\s*|\s+(?=(?:always|never|please|check|ask|add|make sure|put|use|sign|start|end|include|write|keep|"
    r"skip|"
    r"mention|spell|quote|don'?t)\b))"
    r"(?:then |please |pls |just )*(?P<do>(?:always |never |don'?t |do not )?(?:check|ask|make sure|look|see|consider|remember|use|give|add|"
    r"include|skip|leave|keep|halve|double|round|tell|show|mention|convert|translate|write|put|avoid|warn|remind|"
    r"list|explain|spell|sign|call|start|end|say|think|count|assume|allow|find|stick|quote|cite|note|run)\b.+?)"
    r"(?:,\s(?:they've|they|there's|there|because|cos|since|it's|i|i'm|im|i've|we|my)\s.*)?$",
    re.IGNORECASE,
)
_SIGN = re.compile(
    (rf"{_OPEN}(?P<do>sign(?: off)? (?:all )?(?:of )?(?:my|our) (?:[\w-]+ )?(?:e-?mails?|letters?|messages|texts|posts|replies|notes|cards)\b.+)$"),
    re.IGNORECASE,
)
_ONE_OFF = re.compile(
    r"\b(?:this (?:email|text|letter|time|one|paragraph|message|list|list|document|essay|poem|story|code|function)|in it|"
    r"for it|explain (?:it|this|that)|the (?:email|letter|text|poem|story|essay) (?:above|below))\b",
    re.IGNORECASE,
)

#: Says no more than the words before it ("I don't drink, never have"), or points at what only they say.
_BROKEN_OFF = re.compile(
    (
        r"^(?:please |pls )?(?:don'?t|do not) (?:explain|answer|reply|translate|correct|write)(?:$|,)|^(?:never|always) (?:have|had|has|will|would|"
        r"could|do|did|does|was|am|been)$|\b(?:with|for|to|at|about) (?:them|him|her|it) then$"
    ),
    re.IGNORECASE,
)

#: Message, and what must come of it ("" = nothing).
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("Always give me prices in Swiss francs", "The assistant should always give the user prices in Swiss francs."),
    ("pls stop using emojis in your replies", "The assistant should stop using emojis in its replies."),
    ("Please from now on answer me in short bullet points", "The assistant should answer the user in short bullet points from now on."),
    ("don't call him my husband", "The assistant should not call him the user's husband."),
    ("call me Liz", "The assistant should call the user Liz."),
    ("never suggest recipes with meat", "The assistant should never suggest recipes with meat."),
    (
        "If you're drafting anything to a company always ask them to email me instead",
        "If the assistant is drafting anything to a company, it should always ask them to email the user instead.",
    ),
    ("never ever schedule anything for me on a Friday", "The assistant should never schedule anything for the user on a Friday."),
    ("so no dinner reminders on fast days pls", "The assistant should not give dinner reminders on fast days."),
    ("please skip the health lectures", "The assistant should skip the health lectures."),
    ("When I say 'short' give me one line", "When the user says 'short', it should give the user one line."),
    ("use metric units with me please", "The assistant should use metric units with the user."),
    ("keep your answers under three sentences", "The assistant should keep its answers under three sentences."),
    ("don't tell me the score before I have watched it", "The assistant should not tell the user the score before the user has watched it."),
    ("Before you plan any outing, check the trains", "Before the assistant plans any outing, it should check the trains."),
    ("sign all my letters with Yours, A. Brandt", "The assistant should sign all the user's letters with Yours, A. Brandt."),
    ("never mind that", ""),
    ("never have", ""),
    ("don't plan anything with them then", ""),
    ("never have I seen such rain", ""),
    ("no ideas yet", ""),
    ("Start each answer with Aye", "The assistant should start each answer with Aye."),
    ("from now on temperatures in Celsius", "The assistant should give temperatures in Celsius from now on."),
    ("Would you please always call me Doctor", "The assistant should always call the user Doctor."),
    ("actually no bullets", "The assistant should not give bullets."),
    ("speak to me in Welsh on Mondays please", "The assistant should speak to the user in Welsh on Mondays."),
    ("please warn me whenever I make a typo", "The assistant should warn the user whenever the user makes a typo."),
    ("you can use emojis again", "The assistant may use emojis again."),
    ("Call me Captain from now on", "The assistant should call the user Captain from now on."),
    ("call me later", ""),
    ("don't use the word very in this email", ""),
    ("give me three ideas for dinner", ""),
    ("always carry a paper notebook", ""),
)


def noted(sentence: str) -> list[str]:
    """Standing instructions in note form, one each: "for future: metric only, no emojis"."""
    text = re.sub(r"\s+(?:please|pls|plz|thanks|thank you|ok|okay)$", "", sentence.strip(" .,;:-!"), flags=re.IGNORECASE)
    match = NOTED.match(text) if len(text) <= 200 and not _ONE_OFF.search(text) else None
    if not match:
        return []
    pieces = [p.strip(" .") for p in re.split(r"\s*[,;]\s*(?!not\b)(?:and\s+)?|\s+and\s+(?=no |only )", match["what"]) if p.strip(" .")]
    forms = [_NOTED_FORM.match(piece) for piece in pieces]
    if not forms or not all(forms) or (match["mark"] == "" and any(form and form["plain"] for form in forms)):
        return []
    about = f" for {told_of_assistant(match['for'])}" if match["for"] else f" in any {told_of_assistant(match['any'])}" if match["any"] else ""
    out = []
    for form in forms:
        if form is None:
            continue
        if form["no"]:
            told = f"not use {told_of_assistant(form['none'])}"
        elif form["only"] or form["only2"]:
            told = f"use only {told_of_assistant(form['only'] or form['only2'])}"
        elif form["one"]:
            told = f"use {told_of_assistant(form['one'])}, not {told_of_assistant(form['other'])}"
        else:
            told = f"{'give' if re.search(r'answers|replies', form['plain']) else 'use'} {told_of_assistant(form['plain'])}"
        out.append(_sentence(f"the assistant should {told}{about}"))
    return out


def instruction(clause: str) -> str:
    """The standing instruction in a sentence or clause, told of the assistant; "" when there is none."""
    text = clause.strip(" ,;:-")
    if len(text) > 300 or _ONE_OFF.search(text) or _BROKEN_OFF.search(text) or is_offer(text):
        return ""
    when = WHEN.match(text) or TELLING.match(text) or _FIRST_DO.match(text)
    if when:
        condition = rephrase(re.sub(r"^(\w+) you'?re\b", r"\1 you are", when["when"]))
        condition = condition.replace("the assistant are", "the assistant is")
        condition = re.sub(r"(?<=\bthe user )(\w+)", lambda verb: third_person(verb[0]) if verb[0] in BASES else verb[0], condition)
        condition = re.sub(r"(?<=\bthe assistant )\w+", lambda verb: third_person(verb[0]) if verb[0] in BASES else verb[0], condition)
        do = re.sub(r"^(?:don'?t|do not)\b", "not", when["do"], flags=re.IGNORECASE)
        always = "always " if re.search(r"\balways\b", text, re.IGNORECASE) and "always" not in do else ""
        return _sentence(f"{condition.strip(' ,')}, it should {always}{told_of_assistant(do)}")
    noted = WHENEVER_NOTED.match(text)
    if noted:
        deed = " ".join(third_person(word) if n == 0 and word in BASES else word for n, word in enumerate(noted["deed"].split()))
        whom = "" if re.search(r"\b(?:me|us)\b", deed) else " for the user"
        return _sentence(f"when the assistant {rephrase(deed)}{whom}: {rephrase(noted['do'])}")
    every = WHENEVER.match(text)
    if every and every["verb"].lower() in BASES:
        how = (every["not"] or "").strip().lower()
        lead = "not " if how.startswith("d") else f"{how} " if how else ""
        return _sentence(
            f"the assistant should {lead}{told_of_assistant(every['do'])} {told_of_assistant(every['when']).replace('the assistant ', 'it ', 1)}"
        )
    for pattern in (ALWAYS, ALERT, WANT, FROM_NOW, TO_NOW, STOP, DONT, CALL, SKIP, USE, EACH, AND_NEVER, AGAIN, FORMS, _SIGN):
        match = pattern.match(text)
        if match:
            break
    else:
        none = NO.match(text)
        if not none:
            return ""
        rest = f" and should use {told_of_assistant(none['rest'])}" if none["rest"] else ""
        return f"The assistant should not give {told_of_assistant(none['what'])}{rest}."
    do = told_of_assistant(match["do"])
    if pattern in (ALWAYS, WANT):
        return _sentence(f"the assistant should {match['when' if pattern is ALWAYS else 'always'].lower()} {do}")
    if pattern is STOP:
        return _sentence(f"the assistant should stop {do}")
    if pattern is DONT:
        return _sentence(f"the assistant should not {do}")
    if pattern is AGAIN:
        return _sentence(f"the assistant may {do}")
    if pattern in (CALL, SKIP, USE, EACH, AND_NEVER, ALERT, _SIGN):
        return _sentence(f"the assistant should {do}")
    if pattern is FORMS:
        return _sentence(f"the assistant should give {do} from now on")
    negative = "not " if match["not"] else ""
    return _sentence(f"the assistant should {negative}{do} from now on")


def told_of_assistant(do: str) -> str:
    """An order in the third person: "keep your answers short for me" -> "keep its answers short for the user"."""
    told = rephrase(do[:1].lower() + do[1:])
    told = re.sub(r"\bthe assistant's\b", "its", told)
    told = re.sub(r"\b((?:when|whenever|if|time) the user )([a-z]+)", lambda m: m[1] + (third_person(m[2]) if m[2] in BASES else m[2]), told)
    told = re.sub(r"(?<=\bthe assistant )[a-z]+", lambda verb: third_person(verb[0]) if verb[0] in BASES else verb[0], told)
    return re.sub(r"\s+(?:please|pls|ok|okay|thanks)$", "", told)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(" .,;") + "."
