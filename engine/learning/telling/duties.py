"""What somebody does at an occasion told of just before: "my nephew's wedding is 21 June and I'm doing a reading"."""

from __future__ import annotations

import re

import msgspec

from engine.learning.telling.story import Statement

_OCCASION = re.compile(
    r"\b(?:wedding|funeral|christening|baptism|birthday|party|\d{1,3}(?:st|nd|rd|th)|bar ?mitzvah|bat ?mitzvah|graduation|reception|hen do|stag "
    r"do|engagement|anniversary|ceremony|memorial|wake|baby shower|retirement do|leaving do|"
    r"school play|concert|fete|festival|communion|confirmation|nikah|mehndi|aqiqah|quincea\w+|reunion|barbecue|bbq|christmas dinner|thanksgiving|"
    r"recital|book club|meeting|naming ceremony|street party|jubilee)\b",
    re.IGNORECASE,
)
_AGED = re.compile(r"(?:hits|turns|is turning|will be|is) \d{2,3}\b(?! (?:[A-Z]|of\b))")
_HAS = re.compile(r"has (?:an?|the|their) (?P<what>(?:[\w'-]+ ){0,2}?[\w'-]+?)(?= (?:on|at|in|next|this|tomorrow|is)\b|$|,)")
_DOES = re.compile(
    r"(?:is|am) (?:also |now )?(?:(?:meant|supposed|going|due|down|asked|roped in|expected) to |in charge of |responsible for |on |one of "
    r")?(?:(?:do|doing|give|giving|make|making|bake|baking|bring|bringing|read|reading|host|hosting|cater|catering|cook|cooking|"
    r"play|playing|sing|singing|dj|djing|drive|driving|organise|organising|organize|organizing|arrange|arranging|walk|walking|speak|speaking|"
    r"officiate|officiating|ice|icing|sort|sorting|buy|buying|carry|carrying|film|filming) ?)?"
    r"(?:(?:an?|the|her|him|his|some|all|both) )?(?:[\w'-]+ ){0,2}?"
    r"(?:readings?|speech|speeches|toast|eulogy|cakes?|food|catering|flowers|music|barbecue|bbq|photos|photography|make-?up|playlist|drinks|wine|"
    r"dessert|puddings?|salads?|trifle|sandwiches|decorations|invites|invitations|poem|prayer|hymn|song|organ|fiddle|pipes|"
    r"bagpipes|disco|buffet|booze|best man|bridesmaid|maid of hono[u]?r|groomsman|usher|witness|pallbearer|godmother|godfather|godparent|flower "
    r"girl|page boy|mc|host|celebrant|ring bearer|father of the bride|mother of the bride|duty|aisle|coffin|chauffeur|quiz|games|video)(?: "
    r"(?:duty|for (?:her|him|them|it)))?$",
    re.IGNORECASE,
)


#: "iftar at my uncle's on Friday, bringing basbousa".
_BRINGS = re.compile(
    r"is (?:also |only |just )?(?P<verb>bringing|taking) (?!(?:part|it|them|that|this|care|time|place|over|off|up|notes)\b)[\w' -]{3,40}$"
)
_GATHERING = re.compile(
    r"has (?:an? |the |their )?(?P<what>(?:[\w'-]+ )?(?:iftar|dinner|lunch|tea|brunch|breakfast|potluck|picnic|party|bbq|barbecue|housewarming|wake|"
    r"funeral|wedding|christening|reunion|sleepover|book club|birthday|supper|roast|meal|gathering|feast|seder|shabbat|thanksgiving|sale|fair|fete)"
    r"(?: (?:at|with|for) (?:their |the )?[\w' -]+?)?)(?= (?:on|this|next|tomorrow|tonight|in)\b|$|,)"
)


def at_occasion(said: Statement, last: Statement | None) -> Statement:
    """The statement with the occasion put to it, when it is of what the user does there and the one before told of it."""
    gathering = _GATHERING.match(last.rest) if last is not None and last.about_user and said.about_user and _BRINGS.match(said.rest) else None
    if gathering:
        return msgspec.structs.replace(said, rest=f"{said.rest} to the {gathering['what']}")
    if last is None or not said.about_user or not _DOES.match(said.rest) or re.search(r" (?:at|for) ", said.rest):
        return said
    subject = last.subject[:1].lower() + last.subject[1:]
    where = ""
    if _OCCASION.search(last.subject):
        where = subject
    elif not last.about_user and _AGED.match(last.rest):
        where = f"{subject}'s birthday"
    else:
        has = _HAS.match(last.rest) if last.about_user else None
        where = f"the {has['what']}" if has and _OCCASION.search(has["what"]) else ""
    if not where:
        return said
    where = re.sub(r"^the user's (?=\w+$)", "their ", where)
    return msgspec.structs.replace(said, rest=f"{said.rest} {'for' if where.endswith('birthday') else 'at'} {where}")
