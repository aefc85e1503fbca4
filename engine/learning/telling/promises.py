"""What somebody says that they will do is what they will do: "says he'll pay on the 3rd" -> "will pay on the 3rd"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from engine.learning.telling.story import Statement

_SAYS = re.compile(
    r"(?:also |now |always )?(?:says?|said|promises|promised|swears|swore|reckons|told the user|tells the user|has said|has promised)(?: "
    r"that)? (?P<who>he|she|they|the user) (?P<will>will|is going to|are going to|can|cannot|will not) (?P<does>\S.+)$"
)
_TO = re.compile(r"(?:also |now )?(?:has )?promise[sd](?: the user)? to (?P<does>\S.+)$")


def promises(said: Statement) -> Iterator[Statement]:
    """The promise as a plan of whoever made it, less sure than one's own."""
    if said.about_user:
        return
    match = _SAYS.match(said.rest)
    if match and match["who"] != "the user":
        will = match["will"].replace("are going", "is going")
        yield msgspec.structs.replace(said, rest=f"{will} {match['does']}", past=False, hedged=True)
        return
    match = _TO.match(said.rest)
    if match:
        yield msgspec.structs.replace(said, rest=f"will {match['does']}", past=False, hedged=True)
