"""Possessions of which most people use one at a time: what class a thing belongs to, by its noun or its make."""

from __future__ import annotations

import re

_WORDS = {
    "car": """car ute van truck pickup suv minivan hatchback estate saloon sedan motor polo golf passat tiguan corsa astra insignia fiesta focus
        mondeo kuga puma ranger f-150 f150 mustang hilux yaris corolla camry prius rav4 highlander civic accord jazz cr-v micra qashqai juke leaf
        clio megane twingo dacia duster sandero peugeot citroen berlingo picasso fiat panda punto skoda fabia octavia superb kodiaq seat ibiza leon
        audi bmw mercedes mini volvo saab tesla toyota honda nissan mazda subaru outback forester kia sportage picanto hyundai tucson vauxhall opel
        renault volkswagen vw ford chevy chevrolet silverado dodge jeep wrangler buick lexus suzuki swift alto mitsubishi landrover defender
        jaguar porsche i10 i20 swift baleno innova creta scorpio maruti tata""",
    "phone": """phone iphone smartphone handset mobile cellphone samsung galaxy pixel motorola moto nokia oneplus huawei xiaomi redmi tecno infinix
        fairphone blackberry oppo vivo realme""",
    "laptop": """laptop macbook thinkpad chromebook notebook framework xps zenbook surface ideapad vivobook""",
    "bank": "bank monzo starling barclays hsbc natwest lloyds santander halifax revolut nationwide",
}
CLASSES = {word: name for name, listed in _WORDS.items() for word in listed.split()}
_GOT = re.compile(
    r"^(?:(?:also|just|finally|now|has|have|recently|still|currently|'ve|ended up and) )*"
    r"(?P<verb>has|have|owns?|drives?|is driving|rides?|uses?|is using|carries|got|bought|picked up|purchased|ordered|took|leased|leases|is "
    r"leasing|is getting|"
    r"chose|went for|treated themselves to|switched to|swapped to|upgraded to|changed to|moved to|has got|is on|is with|banks with|runs)\s+"
    r"(?:(?:an?|the|their|his|her|my|our|own|old|new|brand|second[- ]hand|used|grey|black|white|red|blue|silver|green|\d{4}) )*(?P<thing>.+)$"
)
_IS = re.compile(r"^(?:(?:new|old|current|main|only|work|own) )*(?P<noun>[\w-]+) (?:is|'s|runs)(?: now| still| only)? (?P<thing>.+)$")
#: Getting one of these may mean a second one; using it as one's own does not.
_USES = frozenset("drives drive is driving uses is using carries is on is with banks with switched to swapped to upgraded to changed to".split())


def class_of(thing: str) -> str:
    """The class of a thing by its first telling words: "a Nothing Phone 2a, black" -> "phone"; "" when it has none."""
    head = re.split(r"[,;(]| (?:for|from|off|in|on|at|with|and|that|which|because|to)\b", thing)[0]
    found = [CLASSES[word] for word in re.findall(r"[\w-]+", head.lower()) if word in CLASSES]
    return found[-1] if found else ""


def held(rest: str, full: str) -> tuple[str, str, bool] | None:
    """(class, thing, surely the one in use) that a statement tells of: `rest` is what follows the subject, `full` what follows "The user's"."""
    named = _IS.match(full)
    if named and CLASSES.get(named["noun"]) and re.match(r"(?:an?|the|my|their|[\w-]*\d|\w+ )", named["thing"]):
        return (CLASSES[named["noun"]], named["thing"], True)
    got = _GOT.match(rest)
    if got and (found := class_of(got["thing"])):
        return found, got["thing"], got["verb"] in _USES or got["verb"].split()[0] in ("drives", "uses", "switched", "upgraded", "swapped")
    return None
