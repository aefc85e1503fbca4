"""British and American spelling of everyday words. Names (capitalised words) and quotations are left alone."""

from __future__ import annotations

import re
from collections.abc import Callable

#: American stem -> British stem; the endings stay.
_STEMS = {
    "color": "colour", "favor": "favour", "honor": "honour", "neighbor": "neighbour", "labor": "labour", "humor": "humour", "flavor": "flavour",
    "behavior": "behaviour", "harbor": "harbour", "rumor": "rumour", "savor": "savour", "vapor": "vapour", "odor": "odour", "center": "centre",
    "theater": "theatre", "fiber": "fibre", "liter": "litre", "kilometer": "kilometre", "centimeter": "centimetre", "millimeter": "millimetre",
    "gray": "grey", "mold": "mould", "plow": "plough", "jewelry": "jewellery", "airplane": "aeroplane", "aluminum": "aluminium", "mom": "mum",
    "pajama": "pyjama", "defense": "defence", "offense": "offence", "analyz": "analys", "catalog": "catalogue", "cozy": "cosy",
    "traveling": "travelling", "traveled": "travelled", "traveler": "traveller", "canceled": "cancelled", "canceling": "cancelling",
    "labeled": "labelled", "marvelous": "marvellous", "skillful": "skilful",
}  # fmt: skip
_BACK = {british: american for american, british in _STEMS.items()}
_ENDINGS = r"(s|ed|ing|er|ers|ful|fully|less|ite|ites|hood|hoods|al|able|es|e|y|ly)?"
_IZE = re.compile(r"\b([a-z]{2,})iz(e|es|ed|ing|er|ers|ation|ations)\b")
#: Words in -ize that are written so everywhere.
_KEEPS_Z = frozenset("s pr se ma as caps res outs downs overs ba ga ha la da ra gla gr m f fr qu wh".split())
_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\")")


def _pattern(stems: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(sorted(stems, key=len, reverse=True))}){_ENDINGS}\b")


_AMERICAN, _BRITISH = _pattern(_STEMS), _pattern(_BACK)


def british(text: str) -> str:
    """American spellings made British: "organized in the center" -> "organised in the centre"."""

    def spell(part: str) -> str:
        part = _AMERICAN.sub(lambda m: _joined(_STEMS[m[1]], m[2]), part)
        return _IZE.sub(lambda m: m[0] if m[1] in _KEEPS_Z else f"{m[1]}is{m[2]}", part)

    return _outside_quotes(text, spell)


def american(text: str) -> str:
    """The British spellings of the listed words made American."""
    return _outside_quotes(text, lambda part: _BRITISH.sub(lambda m: _joined(_BACK[m[1]], m[2]), part))


def _joined(stem: str, ending: str | None) -> str:
    ending = ending or ""
    return stem[:-1] + ending if stem.endswith("e") and ending.startswith(("e", "i")) else stem + ending


def _outside_quotes(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if n % 2 else change(part) for n, part in enumerate(_QUOTED.split(text)))
