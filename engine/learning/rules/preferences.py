"""Likes and dislikes, with their strength; favourites; wishes; beliefs stated as such."""

from __future__ import annotations

from engine.learning.rules.rule import Rule

_ADV = r"(?:really |absolutely |also |just |still |quite |secretly |always |only |actually |totally |particularly |especially |very much |do |does )*"
_NOT_IT = (
    r"(?!(?:it|this|that|them|you|the assistant|to know|to ask|your|how (?:this|that|it)|the way (?:it|this|that)|if|the "
    r"idea|that idea|the (?:first|second|third|last) (?:one|version))\b(?! when| about))"
)

RULES = (
    Rule(
        name="favourite",
        category="preferences",
        predicate="favourite",
        who="thing",
        subject=r"(?:^The user's|'s) (?:(?:all[- ]time|least|absolute) "
        r")?favou?rite\b",
        kind="semantic",
        importance=0.65,
        pattern=r"(?:is|are|was|has always been|will always be)\b "
        r"(?P<o>.+)$",
        examples=(
            ("my favourite fruit is mango", "The user's favourite fruit is mango."),
            ("My mum's favorite flowers are peonies", "The user's mum's favourite flowers are peonies."),
        ),
    ),
    Rule(
        name="likes",
        category="preferences",
        predicate="likes",
        kind="semantic",
        importance=0.6,
        each=True,
        text="{s} {v} {o}",
        pattern=rf"(?P<v>{_ADV}(?:likes?|loves?|adores?|enjoys?|fancies)) {_NOT_IT}(?P<o>[^;(]+?)$",
        examples=(
            ("I love hiking and jazz", "The user loves jazz."),
            ("i really like dark chocolate", "The user really likes dark chocolate."),
            ("my dad loves crosswords", "The user's dad loves crosswords."),
        ),
        never=("do you like jazz?", "I'd like to know the time", "I like it"),
    ),
    Rule(
        name="keen",
        category="preferences",
        predicate="likes",
        kind="semantic",
        importance=0.6,
        pattern=r"is (?:also |really |very |quite |a bit |absolutely |totally "
        r"|so )*(?:into|keen on|fond of|mad about|crazy about|"
        r"obsessed with|passionate about|a (?:huge |big |massive |"
        r"keen |lifelong )?fan of|addicted to|hooked on|interested "
        r"in) (?P<o>[^;]+)$",
        examples=(
            ("I'm really into pottery", "The user is really into pottery."),
            ("Grandson Mateo is mad about trains", "The user's grandson Mateo is mad about trains."),
        ),
    ),
    Rule(
        name="prefers",
        category="preferences",
        predicate="prefers",
        kind="semantic",
        importance=0.65,
        pattern=rf"{_ADV}(?:prefers?|would (?:much )?rather (?:have|eat|drink|"
        rf"go|be|use|take|work|stay|read|watch)|would prefer) "
        rf"{_NOT_IT}(?P<o>.+)$",
        examples=(
            ("I prefer tea to coffee", "The user prefers tea to coffee."),
            ("I'd rather have rain than heat any day", "The user would rather have rain than heat any day."),
        ),
    ),
    Rule(
        name="person_kind",
        category="preferences",
        predicate="prefers",
        who="anyone",
        kind="semantic",
        importance=0.6,
        pattern=r"is (?:more |much more |definitely |very much |really |not "
        r")*(?:of )?an? (?P<o>(?:\w+ )?(?:person|lover|enthusiast|"
        r"fanatic|nerd|buff|supporter|owl|early bird|morning "
        r"person))\b.*$",
        text="",
        examples=(
            ("I'm more of a tea person", "The user is more of a tea person."),
            ("im not a morning person", "The user is not a morning person."),
        ),
    ),
    Rule(
        name="dislikes",
        category="preferences",
        predicate="dislikes",
        kind="semantic",
        importance=0.65,
        each=True,
        text="{s} {v} {o}",
        pattern=rf"(?P<v>{_ADV}(?:hates?|dislikes?|detests?|loathes?|despises?|cannot (?:stand|bear|abide)|do(?:es)? not (?:really |much "
        rf")?(?:like|enjoy|care for))) {_NOT_IT}(?!mondays?\b|when\b)(?P<o>[^;(]+?)$",
        examples=(
            ("I hate phone calls", "The user hates phone calls."),
            ("I can't stand films longer than two hours", "The user cannot stand films longer than two hours."),
            ("my kids don't like mushrooms", "The user's kids do not like mushrooms."),
        ),
    ),
    Rule(
        name="averse",
        category="preferences",
        predicate="dislikes",
        kind="semantic",
        importance=0.65,
        pattern=r"is (?:not (?:really |very |too |much of )*(?:a (?:big |huge "
        r")?fan of|keen on|into|fond of|interested in)|afraid of|"
        r"scared of|terrified of|sick of|fed up with|phobic about|"
        r"claustrophobic|bad at|rubbish at|useless at|terrible at|"
        r"hopeless at) ?(?P<o>.*)$",
        examples=(
            ("I'm not a fan of horror films", "The user is not a fan of horror films."),
            ("I'm terrified of spiders", "The user is terrified of spiders."),
        ),
    ),
    Rule(
        name="skilled",
        category="skills",
        predicate="good_at",
        kind="semantic",
        importance=0.55,
        pattern=r"(?:is (?:quite |really |very |pretty )?good at|plays|(?:can|"
        r"cannot|knows how to) (?:play|swim|drive|ride|cook|bake|sew|"
        r"knit|juggle|ski|whistle|sail|read|code|dance|sing|speak)|"
        r"sings|paints|knits|coaches|collects|supports|follows|"
        r"volunteers|teaches|practises|practices) ?(?P<o>.+)$",
        examples=(
            ("I play the oud", "The user plays the oud."),
            ("my sister plays bass in a band", "The user's sister plays bass in a band."),
            ("I can't swim well", "The user cannot swim well."),
        ),
    ),
    Rule(
        name="used_to",
        category="past",
        predicate="used_to",
        kind="semantic",
        importance=0.55,
        pattern=r"used to (?P<o>.+)$",
        examples=(("I used to play cello", "The user used to play cello."),),
    ),
    Rule(
        name="wishes",
        category="plans",
        predicate="wants",
        who="anyone",
        kind="semantic",
        importance=0.5,
        pattern=rf"(?:{_ADV}wants?|would (?:really |also )?(?:like|love)|hopes|"
        rf"dreams of|is hoping|has always wanted|is saving up|is "
        rf"saving|is planning|plans|intends) (?:to |for |on |a |an |of "
        rf")?(?!(?:to )?(?:know|ask|see if|understand|find out|check|"
        rf"talk|chat|make sure|hear|say|be sure|the assistant|you|help|"
        rf"it|this|that)\b)(?P<o>\w.+ .+)$",
        examples=(
            ("I want to see the northern lights before I'm old", "The user wants to see the northern lights before they are old."),
            ("I'd love to visit Japan one day", "The user would love to visit Japan one day."),
        ),
    ),
    Rule(
        name="believes",
        category="beliefs",
        predicate="believes",
        kind="semantic",
        importance=0.5,
        pattern=r"(?:is (?:an? )?(?:practising |devout |lapsed "
        r")?(?P<o>christian|catholic|protestant|muslim|jewish|hindu|"
        r"buddhist|sikh|atheist|agnostic|quaker|humanist|pagan)|"
        r"believes in (?!it\b|you\b)[^;]+|votes [^;]+).*$",
        examples=(("I'm a Quaker", "The user is a Quaker."),),
    ),
)
