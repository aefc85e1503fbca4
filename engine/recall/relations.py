"""Words for the same relation: a question may call "mum" whom a memory calls "mother"."""

from __future__ import annotations

_GROUPS = (
    "mother mum mom mummy mommy mam ma",
    "father dad daddy papa pa",
    "parent mother father mum mom dad",
    "sister sis",
    "brother bro",
    "sibling sister brother",
    "grandmother gran granny grandma nan nana",
    "grandfather grandpa granddad grandad gramps",
    "partner spouse wife husband girlfriend boyfriend fiance fiancee married_to married engaged_to",
    "wife partner spouse married_to married",
    "husband partner spouse married_to married",
    "girlfriend partner",
    "boyfriend partner",
    "child kid son daughter baby",
    "son child kid boy",
    "daughter child kid girl baby",
    "friend mate pal buddy bestie best_friend",
    "boss manager supervisor",
    "colleague coworker workmate",
    "flatmate roommate housemate",
    "doctor gp physician",
    "dog cat pet puppy kitten owns has_pet pet_of",
    "job work works works_at works_as employer profession company",
    "company employer works_at",
    "home house flat apartment lives_in address",
    "city town country lives_in from born_in",
    "restaurant cafe shop bar bakery business owns runs works_at",
)
_SAME: dict[str, frozenset[str]] = {}
for _group in _GROUPS:
    _first, *_rest = _group.split()
    _SAME[_first] = frozenset({_first, *_rest}) | _SAME.get(_first, frozenset())
    for _word in _rest:
        _SAME[_word] = _SAME.get(_word, frozenset({_word})) | {_first}


def same(word: str) -> frozenset[str]:
    """The relation words and predicates that `word` (folded) may mean, itself among them."""
    return _SAME.get(word, frozenset({word}))


def bare(word: str) -> str:
    """The relation word in a possessive written with or without its apostrophe ("sister's", "sisters"); other words as they are."""
    word = word.removesuffix("'s")
    return word[:-1] if word.endswith("s") and word not in _SAME and word[:-1] in _SAME else word
