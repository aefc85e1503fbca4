"""Secrets are never memories: passwords and codes, card and account numbers, keys, national ids."""

from __future__ import annotations

import re

_SECRET_WORD = (
    r"(?:pass ?words?|passwd|pwd|pass ?codes?|pass ?phrases?|pin(?: ?(?:code|number))?|cvv2?|cvc|security code|access code|"
    r"entry code|door code|gate code|alarm code|safe code|lock ?box code|"
    r"unlock code|combination|combo|log-?in(?: details)?|credentials|otp|one[- ]time (?:code|password)|2fa(?: code)?|"
    r"verification code|auth(?:entication)? code|confirmation code|recovery (?:key|phrase|code)s?|"
    r"seed phrase|backup codes?|api[- ]?key|secret key|private key|access token|bearer token|auth token|licence key|license key|tan)"
)
_KEYWORD_VALUE = re.compile(
    rf"\b{_SECRET_WORD}\b(?! (?:manager|hint|policy|rules|reset|book|box|generator))[^.\n!?]{{0,40}}?(?:\bis\b|\bare\b|"
    rf"\bwas\b|[:=]|\bto\b|\bit's\b|-|')\s*\S+|"
    rf"\b{_SECRET_WORD}\b\s+(?=\S*\d)\S{{3,}}",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    rf"{_SECRET_WORD}\b[^.\n!?]{{0,30}}\b(?:is|was|are)\s+(?:in|under|on|at|written|kept|stored|saved|hidden|too|so|not|"
    rf"n't|wrong|expired|long|short|hard|easy|annoying|the same|changed|stuck|taped|with|behind)\b"
    rf"|\b(?:reset|forgot|change|lost|need|type|enter|use)\w*\s+(?:\w+\s+){{0,2}}{_SECRET_WORD}\b(?!\s*(?:is|was|:|=|"
    rf"to\s))|\bpin (?:button|hole|badge|board)",
    re.IGNORECASE,
)
_CODE_IS = re.compile(
    r"\bcode\b[^.\n!?]{0,25}?(?:\bis\b|[:=]|\bwas\b)\s*[#*]?\d[\d #*-]{2,}|\b\d{4,8}\b[^.\n!?]{0,20}\b(?:is|"
    r"as)\b[^.\n!?]{0,30}\b(?:code|pin|password|passcode)\b",
    re.IGNORECASE,
)
_ID_WORD = re.compile(
    r"\b(?:passport|social security|ssn|national insurance|ni number|nino|national id|id card|identity card|id number|"
    r"tax (?:id|number|code)|driv(?:ing|er'?s) licen[cs]e|licen[cs]e number|"
    r"account (?:no|number)|acct|sort code|routing(?: number)?|iban|bic|swift|card (?:no|number)|credit card|debit card|"
    r"pesel|nhs number|medicare|aadhaar|pan number|bsn|cpf|dni|nif|steuer-?id|"
    r"member(?:ship)? number|policy number|crypto wallet|wallet address)\b[^\n]{0,40}?(?=(?:[A-Za-z]{0,3}[-\s]?\d[\s-]?){5,})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\d.])\d(?:[ -]?\d){11,18}(?![\d.])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_PATTERNS = re.compile(
    r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{12,}|\bgh[pousr]_[A-Za-z0-9]{16,}|\bgithub_pat_\w{16,}|"
    r"\bAKIA[0-9A-Z]{12,}|\bxox[abprs]-[\w-]{10,}|\beyJ[\w-]{10,}\.[\w-]{8,}|"
    r"-----BEGIN [A-Z ]*KEY|\bAIza[\w-]{20,}|\bglpat-[\w-]{12,}|\bhf_[A-Za-z0-9]{16,}|\b\d{3}-\d{2}-\d{4}\b|"
    r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b|\b(?:ssh-rsa|ssh-ed25519)\s+\S{20,}"
)
_TOKEN = re.compile(r"(?<![\w/.@-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Z])(?=[\w+/=-]*[a-z])[A-Za-z0-9+/_=-]{20,}(?![\w/.@-])")
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
    if not 15 <= len(compact) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def find(text: str) -> list[tuple[int, int]]:
    """Places of secrets in a text, with the words that name them."""
    found: list[tuple[int, int]] = []
    for match in _KEYWORD_VALUE.finditer(text):
        if not _HARMLESS.search(text[max(0, match.start() - 30) : match.end() + 10]):
            found.append(match.span())
    for pattern in (_CODE_IS, _PATTERNS, _TOKEN, _BARE_CODE):
        found += [match.span() for match in pattern.finditer(text)]
    for match in _ID_WORD.finditer(text):
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
    return sorted(found)


def holds(text: str) -> bool:
    """Whether the text holds a secret."""
    return bool(find(text))
