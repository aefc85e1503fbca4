"""Secrets are never memories: passwords and codes, card and account numbers, keys, national ids."""

from __future__ import annotations

import re

from engine.learning.gating import labelled

_SECRET_WORD = (
    r"(?:pass ?wo?rds?|passw0rds?|passwd|pwd|pw|psw|pass ?codes?|pass ?phrases?|pin ?(?:code|number|no)|cvv2?|cvc|security (?:code|answer)|"
    r"access code|"
    r"(?:entry|door|gate|alarm|safe|locker|garage|building|keypad|front door|back door|key ?safe|lock ?box|burglar alarm|unlock|screen|sim|puk|"
    r"lock|bike lock|padlock|luggage|suitcase) "
    r"(?:code|combo|combination|pin)|log-?in details|credentials|otp|one[- ]time (?:code|password|passcode)|2fa(?: code)?|"
    r"verification code|auth(?:entication|enticator)? code|confirmation code|recovery (?:key|phrase|code)s?|(?:wi-?fi|wlan|wep|wpa2?|network|"
    r"router|hotspot) (?:key|code)|"
    r"seed phrase|secret phrase|mnemonic|backup codes?|api[- ]?key|secret key|private key|encryption key|product key|activation (?:key|code)|"
    r"access token|bearer token|auth token|"
    r"licence key|license key)"
)
#: These mean other things as well; a number after them makes them secrets.
_DOUBTFUL_WORD = r"(?<!bus )(?:pins?|combination|combo|log-?in|tan|pass)(?! (?:time|page|of|rate))"
_KEYWORD_VALUE = re.compile(
    rf"\b{_SECRET_WORD}\b(?! (?:manager|hint|policy|rules|reset|book|box|generator|meal|deal))[^.\n!?]{{0,40}}?(?:\bis\b|\bare\b|"
    rf"\bwas\b|[:=]|\bto\b|\bit's\b|\bits\b|-|'s?)\s*\S+|"
    rf"\b(?:{_SECRET_WORD}|{_DOUBTFUL_WORD})\b\s+(?=\S*\d)\S{{3,}}|\b{_DOUBTFUL_WORD}\b[^.\n!?]{{0,40}}?(?:\bis\b|\bwas\b|[:=]|\bto\b|\bit'?s\b|"
    rf"'s)\s*[#*]?(?=\S{{0,12}}\d)(?!\d{{1,3}}(?:[.,]\d+)?\b(?![ -]\d))(?!(?:19|20)\d\d\b)\S{{3,}}|"
    rf"\b{_DOUBTFUL_WORD}\b[^.\n!?]{{0,25}}?\s\d{{1,2}}(?:[ -]\d{{1,2}}){{2,}}\b|\b{_SECRET_WORD}\b\s+(?:\d[ -]?){{3,}}|"
    rf"\b{_SECRET_WORD}\b[^.\n!?]{{0,25}}?\s\d{{1,2}}(?:[ -]\d{{1,2}}){{2,}}\b",
    re.IGNORECASE,
)
#: "password1 for the pass", "hunter22 is the login".
_VALUE_KEYWORD = re.compile(
    r"(?<!\S)(?=\S*\d)\S{4,}\s+(?:is|as|for)\s+(?:the|my|our|his|her|their)?\s*(?:pass|pw|pwd|password|passcode|pin|login|log-in|code to|code for|"
    r"combo|combination)\b|"
    r"\b(?:username|user ?id|(?<!the )user\s*[:=]|login|log-in)\b[^\n.!?]{0,30}?(?:/|\bpass\b|\bpw\b)\s*:?\s*\S+",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    rf"{_SECRET_WORD}\b[^.\n!?]{{0,30}}\b(?:is|was|are)\s+(?:in|under|on|at|written|kept|stored|saved|hidden|too|so|not|"
    rf"n't|wrong|expired|long|short|hard|easy|annoying|the same|changed|stuck|taped|with|behind)\b"
    rf"|\b(?:reset|forgot|change|lost|need|type|enter|use)\w*\s+(?:\w+\s+){{0,2}}{_SECRET_WORD}\b(?!\s*(?:is|was|:|=|"
    rf"to\s))|\bpin (?:button|hole|badge|board)|\b(?:drinks?|meal|colour|color|winning|great|good|odd|weird|nice|killer|lethal|deadly) (?:combo|"
    rf"combination)\b",
    re.IGNORECASE,
)
_CODE_IS = re.compile(
    r"(?<!error )(?<!area )(?<!status )(?<!country )(?<!course )(?<!module )(?<!exit )(?<!tax )(?<!colour )\bcode\b:? (?:\d[ -]?){3,7}\d\b|"
    r"\bcode\b(?! of\b)[^.\n!?]{0,25}?(?:\bis\b|[:=]|\bwas\b|'s)\s*[#*]?\d(?:[ #*-]?\d){2,}|\b(?:acc|"
    r"a/c)\b[^\w\n]{0,3}(?:no\.?\s*)?(?:\d[ -]?){6,}|\b\d{4,8}\b[^.\n!?]{0,20}\b(?:is|"
    r"as)\b[^.\n!?]{0,30}\b(?:code|pin|password|passcode)\b",
    re.IGNORECASE,
)
#: "the alarm is 4-9-3-1", "padlock on the shed is 0451", "phone unlock 2580".
_LOCK_IS = re.compile(
    r"\b(?:alarm(?! (?:engineer|company|man|guy|clock|people|fitter))|padlock|lock(?!smith)|keypad|key ?safe|lock ?box|safe|combo|unlock(?:s|"
    r"ed)?(?: with)?|d-?lock)\b[^.\n!?\d]{0,30}?(?:\bis\b|'s|[:=]|\bwith\b|\s)\s*[#*]?"
    r"(?<!at )(?<!\bfor )(?:\d(?:[ -]\d){3,7}|\d{4,8}|\d{1,2}(?:-\d{1,2}){2,3})(?![\d:.%/]|[ -]\d|\s*(?:am|pm|quid|pounds|euros?|people|metres|"
    r"m\b|k\b))",
    re.IGNORECASE,
)
_ID_WORD = re.compile(
    r"\b(?:passport|social security|ssn?|national insurance|ni (?:number|no)|nino|nin|bvn|national id(?:entity)?|id card|identity card|id number|"
    r"id no|"
    r"tax (?:id|number|code|file number)|tfn|utr|ppsn?|pps number|sin number|cnic|curp|rut|nric|fin number|emirates id|voter id|driv(?:ing|"
    r"er'?s?) licen[cs]e|licen[cs]e (?:number|no)|"
    r"account(?: (?:no|number|num))?|acct|sort code|routing(?: number)?|iban|bic|swift|bsb|ifsc|card (?:no|number)|credit card|debit card|"
    r"pesel|nhs (?:number|no)|medicare|aadhaar|aadhar|adhar|pan (?:number|no|card)|bsn|cpf|dni|nie|nif|steuer-?id|codice fiscale|"
    r"member(?:ship)? number|policy number|crypto wallet|wallet address)\b[^\n]{0,40}?(?=[A-Za-z]{0,3}[-\s]?\d(?:[\s-]?\d){4,}|"
    r"[A-Z]{1,2}\d{2}[A-Z]\d)",
    re.IGNORECASE,
)
#: The day on which a document runs out, the number of an office.
_NO_IDENTITY = re.compile(
    r"\b(?:office|helpline|appointment)\b|\b(?:0?[1-9]|[12]\d|3[01])([ -])(?:0?[1-9]|1[012])\1(?:19|20)\d\d\b|\b(?:19" r"|20)\d\d-[01]\d-[0-3]\d",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"\b(?:card|visa|mastercard|amex|maestro|debit|credit)\b[^\n\d]{0,30}(?:\d[ -]?){12,18}\d\b|\b(?:exp(?:iry|ires)?|"
    r"valid)\b[^\n]{0,15}\d\d/\d\d[^\n]{0,12}\b(?:cvv|cvc|cv2)?\b[ :]*\d{3,4}\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\d.])\d(?:[ -]?\d){11,18}(?![\d.])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
_PATTERNS = re.compile(
    r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{12,}|\bgh[pousr]_[A-Za-z0-9]{16,}|\bgithub_pat_\w{16,}|"
    r"\bAKIA[0-9A-Z]{12,}|\bxox[abprs]-[\w-]{10,}|\beyJ[\w-]{10,}\.[\w-]{8,}|"
    r"-----BEGIN [A-Z ]*KEY|\bAIza[\w-]{20,}|\bglpat-[\w-]{12,}|\bhf_[A-Za-z0-9]{16,}|\b\d{3}-\d{2}-\d{4}\b|"
    r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b|\b(?:ssh-rsa|ssh-ed25519)\s+\S{20,}|\b[A-Z]{5}\d{4}[A-Z]\b|"
    r"\b\d{2}-\d{2}-\d{2}\b(?=[^\n]{0,25}\d{7,8})"
)
_TOKEN = re.compile(r"(?<![\w/.@-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Z])(?=[\w+/=-]*[a-z])[A-Za-z0-9+/_=-]{20,}(?![\w/.@-])")
#: Stands for a secret in a message that was stored masked (engine/learning/gating/redaction.py): what is told of it is no memory either.
MASK = "••••"
_MASKED = re.compile(rf"[^.,;!?\n]{{0,60}}{MASK}")
_BARE_CODE = re.compile(r"^\W*\d{4,8}\W*$")


def luhn(number: str) -> bool:
    """The check of payment card numbers (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def iban(text: str) -> bool:
    """The check of ISO 13616: the rearranged number is 1 modulo 97."""
    compact = re.sub(r"[ -]", "", text).upper()
    if not 15 <= len(compact) <= 34 or sum(c.isdigit() for c in compact) < 8:
        return False
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def find(text: str) -> list[tuple[int, int]]:
    """Places of secrets in a text, with the words that name them."""
    found: list[tuple[int, int]] = []
    for match in _KEYWORD_VALUE.finditer(text):
        if not _HARMLESS.search(text[max(0, match.start() - 30) : match.end() + 10]):
            found.append(match.span())
    for pattern in (_VALUE_KEYWORD, _CODE_IS, _LOCK_IS, _CARD, _PATTERNS, _TOKEN, _BARE_CODE, _MASKED):
        found += [match.span() for match in pattern.finditer(text)]
    for match in _ID_WORD.finditer(text):
        if _NO_IDENTITY.search(text[match.start() : match.end() + 16]):
            continue
        value = re.match(r"[\w\s-]{0,30}", text[match.end() :])
        found.append((match.start(), match.end() + (value.end() if value else 0)))
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if 13 <= len(digits) <= 19 and luhn(digits):
            found.append(match.span())
    for match in _IBAN.finditer(text):
        for stop in range(match.end(), match.start() + 14, -1):  # words may follow: "DE89 3704 … 00 for rent"
            if text[stop - 1].isalnum() and iban(text[match.start() : stop]):
                found.append((match.start(), stop))
                break
    found += [(one.start, one.stop) for one in labelled.find(text)]
    return sorted(found)


def holds(text: str) -> bool:
    """Whether the text holds a secret."""
    return bool(find(text))


_ASKED = re.compile(
    rf"\b(?:{_SECRET_WORD}|pins?|passwords|secrets?|combos?|combinations?|log-?ins?|tokens?|alarm|padlock|lock ?box|safe|unlock|card|passport|iban|"
    r"bic|swift|bsb|sort|account|insurance|nino|nin|ssn?|utr|tfn|nhs|medicare|aadhaa?r|tax|licen[cs]e|policy|member(?:ship)?|wallet|credentials|codes?|"
    r"(?:api|ssh|wi-?fi|network|access|account|card|id|ni|reference|serial|router)[ -](?:keys?|numbers?|no)|wi-?fi|id|keys?)\b"
    r"|(?<!phone )(?<!mobile )(?<!telephone )(?<!house )(?<!bus )(?<!flat )(?<!room )(?<!lucky )\bnumbers?\b",
    re.IGNORECASE,
)
_OTHER_CODE = re.compile(r"\b(?:post|zip|area|dress|highway|bar|dialling|source) ?codes?\b", re.IGNORECASE)


def asked(question: str) -> bool:
    """Whether a question is for something of the kind: a password, a code, a card, an account or its number."""
    return bool(_ASKED.search(_OTHER_CODE.sub(" ", question)))
