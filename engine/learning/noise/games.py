"""What happens in a game happened to nobody: "in the sims I married…", "my character…", "on career mode I signed…"."""

from __future__ import annotations

import re

_GAME = (
    r"(?:the )?(?:sims?(?: ?\d)?|stardew(?: valley)?|fm ?\d\d|football manager|champ(?:ionship)? manager|minecraft|skyrim|oblivion|morrowind|d&d|dnd|d and d|dungeons (?:and|&) dragons|pathfinder|"
    r"animal crossing|acnh|zelda|botw|totk|elden ring|dark souls|baldur'?s gate(?: ?3)?|bg3|fallout(?: ?\d)?|gta(?: ?(?:\d|v|online))?|pok[eé]mon(?: go)?|roblox|terraria|rimworld|crusader kings(?: ?\d)?|ck[23]|"
    r"civ(?:ili[sz]ation)?(?: ?(?:\d|v|vi))?|age of empires|warcraft|wow|runescape|osrs|cyberpunk(?: 2077)?|mass effect|dragon age|(?:the )?witcher(?: ?3)?|red dead(?: redemption)?(?: ?2)?|rdr2|fortnite|"
    r"valorant|hearthstone|final fantasy(?: ?\w+)?|ffxiv|ff\d+|persona ?\d|monopoly|catan|dwarf fortress|hogwarts legacy|second life|harvest moon|story of seasons|fifa(?: ?\d\d)?|ea ?fc(?: ?\d\d)?|"
    r"career mode|ultimate team|the game|my game|no man'?s sky|valheim|rust|ark|genshin(?: impact)?|cookie clicker|factorio|cities skylines|simcity|spore|fable|monster hunter|clash of clans|candy crush|"
    r"assassin'?s creed|horizon zero dawn|last of us|starfield|subnautica|palworld|bitlife|tomodachi life|rollercoaster tycoon|zoo tycoon|among us|league of legends|dota ?2?|overwatch)"
)
_BELONGS = r"(?:house|world|save|farm|island|town|village|team|squad|run|playthrough|family|household|base|castle|kingdom|colony|character|guy|wife|husband|son|daughter|dog|pet|horse|army|empire|city|server)"
_PLAYED = re.compile(
    rf"(?:^|[.!?\n;]\s*)\W*(?:so |ok |ugh |lol |now )*(?:(?:in|on|playing|back in|inside) (?:my )?{_GAME}\b(?!\s*(?:every|each|with (?:my|our|the)|on|at|last|tonight|club|group|night|league)\b)"
    rf"[^.!?\n]*?\b(?:i|i'm|im|i've|ive|my|mine|we|our|me|she|he)\b|my {_GAME} {_BELONGS}\b|"
    r"my (?:sims?|toon|d&d character|dnd character|npc|paladin|druid|rogue|warlock|bard|half-elf|dwarf cleric|villagers?|settlers?|colonists?|playthrough|save file)\b(?! (?:card|only|swap|tray|from))|"
    rf"(?:i|i've|ive|we|my \w+|i just|i finally)\b(?! (?:met|play|played|work|worked|got into|love|loved)\b)[^.!?\n]{{0,60}}?\bin {_GAME}\b(?=\W*(?:$|[.!?,]|and\b|lol|but\b)))",
    re.IGNORECASE,
)


def is_played(text: str) -> bool:
    """Whether a message tells of what goes on in a game."""
    return _PLAYED.search(text[:1500]) is not None
