"""What happens in a game happened to nobody: "in the sims I married…", "my character…", "on career mode I signed…"."""

from __future__ import annotations

import re

_GAME = (
    r"(?:the )?(?:sims?(?: ?\d)?|stardew(?: valley)?|fm ?\d\d|football manager|champ(?:ionship)? manager|minecraft|skyrim|oblivion|morrowind|d&d|"
    r"dnd|d and d|dungeons (?:and|&) dragons|pathfinder|"
    r"animal crossing|acnh|zelda|botw|totk|elden ring|dark souls|baldur'?s gate(?: ?3)?|bg3|fallout(?: ?\d)?|gta(?: ?(?:\d|v|online))?|"
    r"pok[eé]mon(?: go)?|roblox|terraria|rimworld|crusader kings(?: ?\d)?|ck[23]|"
    r"civ(?:ili[sz]ation)?(?: ?(?:\d|v|vi))?|age of empires|warcraft|wow|runescape|osrs|cyberpunk(?: 2077)?|mass effect|dragon age|"
    r"(?:the )?witcher(?: ?3)?|red dead(?: redemption)?(?: ?2)?|rdr2|fortnite|"
    r"valorant|hearthstone|final fantasy(?: ?\w+)?|ffxiv|ff\d+|persona ?\d|monopoly|catan|dwarf fortress|hogwarts legacy|second life|harvest moon|"
    r"story of seasons|fifa(?: ?\d\d)?|ea ?fc(?: ?\d\d)?|"
    r"career mode|ultimate team|the game|my game|no man'?s sky|valheim|rust|ark|genshin(?: impact)?|cookie clicker|factorio|cities skylines|"
    r"simcity|spore|fable|monster hunter|clash of clans|candy crush|"
    r"assassin'?s creed|horizon zero dawn|last of us|starfield|subnautica|palworld|bitlife|tomodachi life|rollercoaster tycoon|zoo tycoon|among us|"
    r"league of legends|dota ?2?|overwatch)"
)
#: Names that mean nothing else.
_SURE = (
    r"(?:the )?(?:sims?(?: ?\d)?|stardew(?: valley)?|fm ?\d\d|minecraft|skyrim|d&d|dnd|animal crossing|zelda|elden ring|baldur'?s gate(?: ?3)?|"
    r"gta(?: ?\w)?|pok[eé]mon(?: go)?|roblox|terraria|"
    r"crusader kings(?: ?\d)?|witcher(?: ?3)?|red dead|fallout(?: ?\d)?|runescape)"
)
_HOBBY = r"(?!.{0,80}\b(?:play(?:s|ed|ing)?|into|met|meet|meets|job|community|love|loves|addicted|hours|obsessed|daughter|son|kids?)\b)"
_BELONGS = (
    r"(?:house|world|save|farm|island|town|village|team|squad|run|playthrough|family|household|base|castle|kingdom|colony|character|guy|wife|"
    r"husband|son|daughter|dog|pet|horse|army|empire|city|server)"
)
_PLAYED = re.compile(
    rf"(?:^|[.!?\n;]\s*)\W*(?:so |ok |ugh |lol |now )*(?:(?:in|on|playing|back in|inside) (?:my )?{_GAME}\b(?!\s*(?:every|each|with (?:my|our|the)|"
    rf"on|at|last|tonight|club|group|night|league)\b)"
    rf"[^.!?\n]*?\b(?:i|i'm|im|i've|ive|my|mine|we|our|me|she|he)\b|my {_GAME} {_BELONGS}\b|"
    r"my (?:sims?|toon|d&d character|dnd character|npc|paladin|druid|rogue|warlock|bard|half-elf|dwarf cleric|villagers?|settlers?|colonists?|"
    r"playthrough|save file)\b(?! (?:card|only|swap|tray|from))|"
    rf"(?:^|[.!?\n;]\s*){_HOBBY}[^.!?\n;]{{3,60}}?\bin {_SURE}(?=\W*$|[.!?,;]| (?:and|but|lol|so)\b)|"
    rf"(?:i|i've|ive|we|my \w+|i just|i finally)\b(?! (?:met|play|played|work|worked|got into|love|"
    rf"loved)\b)[^.!?\n]{{0,60}}?\bin {_GAME}\b(?=\W*(?:$|[.!?,]|and\b|lol|but\b)))",
    re.IGNORECASE,
)


def is_played(text: str) -> bool:
    """Whether a message tells of what goes on in a game."""
    return _PLAYED.search(text[:1500]) is not None
