"""Who is who, as memories tell it: whose husband is Zainul, and of whom a sentence or a question speaks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import msgspec

from engine.answering.lexicon import NOT_PEOPLE, RELATION, SERVICES, STOP, WIDER
from engine.answering.question import fold, relation
from engine.memory import relations

USER = "user"
_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*['’]?|[,.;:!?]")
_OWN = frozenset("my our".split())
_PRONOUN = frozenset("his her their".split())
_TITLES = frozenset("mr mrs ms miss dr prof".split())
_KINDS = frozenset("therapist assistant teacher coach doctor partner".split())
_JOINED = frozenset(", and".split())
_COPULA = frozenset("is are was were called named".split())
_MARRIED = re.compile(
    r"^(.+?) (?:is|are|was|got|has been|and [\w'’-]+ are) (?:now |happily )?(?:(?:re)?married|engaged) to (.+)$|^(.+?) married (.+)$"
)
_PARTNERS = frozenset("husband wife partner fiancé".split())
_KEEPS = re.compile(r"^[Tt]he user has (?:an? |\w+ )?(?=[a-z])")
_MANY = re.compile(r"\bhow many ([\w-]+) (?:is it )?(?:that )?(?:do|does|did|have|has) (i|we|[A-ZÀ-ÞĀ-Ž][\w-]*)\b", re.IGNORECASE)
_WHICH = re.compile(
    r"\b(?:what|which) ([\w-]+) (?:(?:do|does|did|have|has) )?(i|we|[A-ZÀ-ÞĀ-Ž][\w-]*) (?:have|has|got|own|keep)\b(?: got)?", re.IGNORECASE
)
_HAS = re.compile(
    r"\b(?:do|does|did|has|have) (i|we|(?:my|our) [\w-]+|[A-ZÀ-ÞĀ-Ž][\w-]*) (?:have|has|got)(?: got)?(?: any| an?)? ([\w-]+)(?=\W*$)", re.IGNORECASE
)
_HAVING = re.compile(r"\b([A-ZÀ-ÞĀ-Ž][\w-]*) has (?:[a-z]+ ){0,2}?([a-z-]+)(?=(?:,|:| called| named) [A-ZÀ-ÞĀ-Ž])")
_OF = re.compile(r"\bthe ([\w-]+) of ((?:my|our) [\w-]+|[A-ZÀ-ÞĀ-Ž][\w-]*)", re.UNICODE)


class Mention(msgspec.Struct, frozen=True):
    """Somebody spoken of: by name, or as the `relation` of an `owner` (a key). `at`: which word begins it."""

    at: int
    owner: str
    relation: str
    names: tuple[str, ...]
    plural: bool = False


class People:
    """The ties that some sentences tell. A key is a folded first name, or "owner/relation" of somebody without a name."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._ties: dict[tuple[str, str], list[str]] = {}
        self.names: dict[str, str] = {}  # key -> as it is written
        told = [text for text in texts if len(text) < 400]
        for _ in range(2):  # "Petra's husband Zainul" is the user's brother-in-law once Petra is known to be the sister
            for text in told:
                self._learn(text)

    def named(self, owner: str, word: str, *, wide: bool = True) -> tuple[str, ...]:
        """The keys of those who are an `owner`'s `word` ("sister"), the in-laws and (`wide`) the narrower words worked out: kids are sons."""
        found = list(self._ties.get((owner, word), ()))
        for other in WIDER.get(word, ()) if wide else ():
            found += self.named(owner, other)
        if word in _PARTNERS and not found:
            found += self._ties.get((owner, "partner"), ())
        for chain in relations.chains(word):
            first, second = chain.split("'s ")
            for between in self.named(owner, _standard(first)):
                found += self.named(between, _standard(second))
        return tuple(dict.fromkeys(found))

    def ties(self, owner: str = USER) -> list[tuple[str, str]]:
        """(relation, key) of everybody tied to `owner`, as told."""
        return list(dict.fromkeys((word, key) for (whose, word), keys in self._ties.items() if whose == owner for key in keys))

    def keys(self, mention: Mention, *, wide: bool = True) -> frozenset[str]:
        """Whom a mention means. A question is read `wide` ("my kids" asks for sons too); what is told of parents is not told of the mother."""
        if mention.names:
            return frozenset(key_of(name) for name in mention.names)
        narrower = WIDER.get(mention.relation, ()) if wide else ()
        found = self.named(mention.owner, mention.relation, wide=wide)
        return frozenset((*found, f"{mention.owner}/{mention.relation}", *(f"{mention.owner}/{word}" for word in narrower)))

    def mentions(self, text: str, known: Collection[str] = ()) -> list[Mention]:
        """Everybody spoken of in a sentence, in order; of "my sister's husband" the husband alone. `known`: folded names in lower case."""
        text = _MANY.sub(lambda m: _possessed(m[2], m[1]), text.replace("’", "'"))
        text = _WHICH.sub(lambda m: _possessed(m[2], m[1]) if relation(fold(m[1])) else m[0], text)
        text = _HAS.sub(lambda m: _possessed(m[1], m[2]) if relation(fold(m[2])) else m[0], text)
        text = _OF.sub(lambda m: f"{m[2]}'s {m[1]}" if relation(fold(m[1])) else m[0], re.sub(r"\b([a-z]+) in law\b", r"\1-in-law", text))
        tokens = _TOKEN.findall(text)
        lower = {*self.names, *known}
        found: list[Mention] = []
        subject, n = USER, 0
        while n < len(tokens):
            token, low = tokens[n], fold(tokens[n])
            owner, start = "", n
            names: tuple[str, ...] = ()
            if low in _OWN or (low == "user" and token.lower().endswith("'s")):
                owner, n = USER, n + 1
            elif low in _PRONOUN:
                owner, n = subject, n + 1
            elif _is_name(token, n, lower) and not (low in RELATION and n == 0):
                names, n = _names(tokens, n, lower)
                if not tokens[n - 1].lower().endswith("'s"):
                    found.append(Mention(start, "", "", names))
                    subject = key_of(names[0]) if start < 2 else subject
                    continue
                owner = key_of(names[-1])
            elif (said := relation(low)) is not None and said not in SERVICES and not _other(tokens, n):
                owner = USER  # "mum's birthday", "how is dad"
            else:
                n += 1
                continue
            before = n
            n, mention = self._chain(tokens, n, owner, lower)
            if mention is None:
                n = max(before, start + 1)
                if names:
                    found.append(Mention(start, "", "", names))
                continue
            found.append(msgspec.structs.replace(mention, at=start))
            if start < 2:
                subject = next(iter(sorted(self.keys(found[-1]))), USER)
        return found

    def subject(self, text: str) -> frozenset[str]:
        """Of whom a sentence tells something: who stands at its beginning; the user where nobody does."""
        first = next((mention for mention in self.mentions(text) if mention.at < 2), None)
        return self.keys(first, wide=False) if first is not None else frozenset((USER,))

    def _chain(self, tokens: list[str], n: int, owner: str, lower: Collection[str]) -> tuple[int, Mention | None]:
        """Reads "(older) sister Petra's husband Zainul" after its owner."""
        mention: Mention | None = None
        while n < len(tokens):
            at = next((k for k in range(n, min(n + 3, len(tokens))) if relation(_bare(tokens[k])) is not None), None)
            if at is None or any(not t.isalpha() or t[0].isupper() or fold(t) in STOP for t in tokens[n:at]):
                return n, mention
            word, plural = str(relation(_bare(tokens[at]))), _plural(_bare(tokens[at]))
            if word in _KINDS and at > n and fold(tokens[at - 1]) not in ("new", "old", "former", "current"):
                word = f"{fold(tokens[at - 1])} {word}"  # the speech therapist is not the therapist
            n = at + 1
            possessive = tokens[at].lower().endswith(("'s", "s'"))
            look = n
            while look < len(tokens) and not possessive and (tokens[look] == "," or fold(tokens[look]) in _COPULA):
                look += 1
            names: tuple[str, ...] = ()
            if not possessive and look < len(tokens) and _is_name(tokens[look], look, lower):
                names, n = _names(tokens, look, lower)
                possessive = tokens[n - 1].lower().endswith("'s")
            mention = Mention(0, owner, word, names, plural)
            if not possessive:
                return n, mention
            owner = sorted(self.keys(mention), key=lambda key: "/" in key)[0]
        return n, mention

    def _learn(self, text: str) -> None:
        text = text.replace("’", "'")
        if match := _MARRIED.match(text):
            left, right = match[1] or match[3], match[2] or match[4]
            one = self.subject(left) if left != "The user" else frozenset((USER,))
            other = next((m.names[0] for m in self.mentions(right) if m.names), "")
            if other:
                owner = sorted(one, key=lambda key: "/" in key)[0]
                self._note(owner, "partner", (other,))
                if owner in self.names:
                    self._note(key_of(other), "partner", (self.names[owner],))
        mentions = self.mentions(keeping(text))
        having = _HAVING.sub(lambda m: f"{m[1]}'s {m[2]}" if relation(fold(m[2])) else m[0], text.replace(": ", ", "))
        for mention in (*mentions, *(self.mentions(having) if having != text else ())):
            if mention.relation and mention.names:
                self._note(mention.owner, mention.relation, mention.names)
        if len(mentions) > 1 and mentions[0].names and not mentions[0].relation and mentions[0].at < 2:
            last = mentions[-1] if mentions[-1].relation and not mentions[-1].names else mentions[1]
            tied = re.match(r"[\w' ,-]+? (?:is|are|was|were) (?:one of )?(?:the user|[A-ZÀ-ÞĀ-Ž][\w-]*)'s? ", text)
            if tied and last.relation and not last.names:
                self._note(last.owner, last.relation, mentions[0].names)

    def _note(self, owner: str, word: str, names: Iterable[str]) -> None:
        held = self._ties.setdefault((owner, word), [])
        for name in names:
            key = key_of(name)
            self.names.setdefault(key, name)
            if key not in held and key != owner:
                held.append(key)


def keeping(text: str) -> str:
    """ "The user has two kids" -> "The user's kids": whom the user has is spoken of."""
    return _KEEPS.sub("The user's ", text, count=1)


def key_of(name: str) -> str:
    """The folded first name, titles apart: "Mr Adeyemi" -> "adeyemi"."""
    parts = [fold(part) for part in name.split()]
    return next((part for part in parts if part not in _TITLES), parts[0] if parts else "")


def _possessed(owner: str, thing: str) -> str:
    return f"my {thing}" if owner.lower() in ("i", "we") else f"{owner}'s {thing}"


def _bare(token: str) -> str:
    return fold(token).rstrip("'")


def _standard(word: str) -> str:
    return relation(fold(word)) or word


def _plural(word: str) -> bool:
    return word.endswith("s") or word == "children"


def _other(tokens: list[str], n: int) -> bool:
    """Whether a bare relation word is anybody's: "a sister", "the doctor", "doctors"."""
    return (n > 0 and fold(tokens[n - 1]) in ("a", "an", "the", "any", "no", "many", "all", "some")) or _plural(fold(tokens[n]))


def _is_name(token: str, n: int, lower: Collection[str]) -> bool:
    low = fold(token)
    if not token[0].isalpha() or low in NOT_PEOPLE or low in STOP or relation(low) is not None:
        return False
    return (token[0].isupper() and low not in ("the", "user")) or low in lower


def _names(tokens: list[str], n: int, lower: Collection[str]) -> tuple[tuple[str, ...], int]:
    """ "Nadia, Filip and Rory": the names from token `n` on, and where they end."""
    names = list[str]()
    while n < len(tokens):
        name = list[str]()
        while n < len(tokens) and _is_name(tokens[n], n, lower):
            name.append(re.sub(r"'s?$", "", tokens[n]))
            n += 1
            if tokens[n - 1].lower().endswith("'s"):
                break
        names.append(" ".join(name))
        step = n
        while step < len(tokens) and fold(tokens[step]) in _JOINED:
            step += 1
        if tokens[n - 1].lower().endswith("'s") or step == n or step >= len(tokens) or not _is_name(tokens[step], step, lower):
            break
        n = step
    return tuple(names), n
