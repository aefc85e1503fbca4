"""What somebody plays or goes to, said with its days and without a verb: "badminton tuesdays in Acton, doubles with Priti"."""

from __future__ import annotations

from engine.learning.times.moments import DAY_S
from engine.learning.turns.turn import Turn

_PLAYED = (
    r"(?:(?:5|6|7|five|six|seven)[- ]?a[- ]?side(?: football)?|walking football|badminton|tennis|squash|padel|pickleball|table tennis|ping[- "
    r"]pong|netball|basketball|volleyball|korfball|rounders|softball|cricket|"
    r"hockey|ice hockey|rugby|touch rugby|football|golf|bowls|darts|pool|snooker|poker|bridge|chess|mah-?jong|dominoes|scrabble|d&d|dnd|"
    r"dungeons and dragons|lacrosse|camogie|hurling|curling|petanque|boules)"
)
_DONE = (
    r"(?:bell[- ]ringing|life drawing|archery|fencing|spin(?:ning)?|crossfit|boxing|kickboxing|muay thai|bjj|jiu[- ]?jitsu|aikido|taekwondo|"
    r"tai chi|aqua ?aerobics|aquafit|zumba|salsa|tango|ballroom|ceilidh|"
    r"line dancing|tap|pottery|ceramics|upholstery|woodwork|improv|yoga|pilates|reformer pilates|barre|circuits|bootcamp|parkrun)"
)
_GONE = (
    r"(?:bouldering|climbing|wild swimming|sea swimming|open[- ]water swimming|rowing|running club|run club|knit(?:ting)? (?:group|night)|pub "
    r"quiz|book group|writing group|allotment|men's shed|food bank|skating|sailing|riding|horse[- ]riding)"
)
_DAYS = (
    rf"(?P<when>(?:on |every |most )?(?:{DAY_S}s?|weekends?|weekdays)(?:(?:,| and|, and| &| \+|/) ?(?:{DAY_S}s?))*(?: (?:nights?|evenings?|"
    rf"mornings?|lunchtimes?|afternoons?))?(?:,? (?:at )?\d{{1,2}}(?:[.:]\d\d)?(?: ?[ap]m)?)?)"
)
_WHERE = r"(?P<where_> (?:in|at|near|with|down|up|before|after|on) (?!(?:goal|defence)\b)[^,;.]{2,60})?"
_ROLE = (
    r"(?:in goal|in defence|in midfield|up front|on the wing|at the back|left back|right back|centre back|centre half|goal ?keeper|keeper|goal "
    r"attack|goal shooter|goal defence|wing attack|wing defence|scrum half|fly half|hooker|prop|striker|winger|doubles|mixed doubles|singles)"
)
_HURT = r"acl|knee|back|ankle|shoulder|hamstring|achilles|calf|groin|wrist|elbow|hip|cruciate|meniscus|rotator cuff"

TURNS: tuple[Turn, ...] = (
    Turn(
        rf"^\W*(?:my )?(?P<what>{_PLAYED}) (?:on )?{_DAYS}{_WHERE}(?=\s*(?:[,.;!]|$))",
        ("I play {what} on {when} {where_}",),
        example=("padel mondays in Leith", "The user plays padel on mondays in Leith."),
    ),
    Turn(
        rf"^\W*(?:my )?(?P<what>{_DONE}) (?:on )?{_DAYS}{_WHERE}(?=\s*(?:[,.;!]|$))",
        ("I do {what} on {when} {where_}",),
        example=("life drawing thursdays at the Mitre", "The user does life drawing on thursdays at the Mitre."),
    ),
    Turn(
        rf"^\W*(?:my )?(?P<what>{_GONE}) (?:on )?{_DAYS}{_WHERE}(?=\s*(?:[,.;!]|$))",
        ("I go to {what} on {when} {where_}",),
        example=("wild swimming sundays at the weir", "The user goes to wild swimming on sundays at the weir."),
    ),
    Turn(
        rf"(?:^|,)\s*(?:i'?m |i am |i play )?(?P<role>{_ROLE})(?P<how_>(?: with [^,.;]{{2,40}}| these days| now)?)(?: since (?:i "
        rf")?(?P<did>did|tore|bust(?:ed)?|broke|hurt|injured|snapped|wrecked|ruptured|knackered) (?:my )?(?P<hurt>{_HURT}))?(?=\s*(?:[,.;!]|"
        rf"$))",
        ("I play {role} {how_}", "I {did} my {hurt}"),
        example=("netball wednesdays, goal attack", "The user plays goal attack."),
    ),
)
