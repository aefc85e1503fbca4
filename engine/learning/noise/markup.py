"""Text that is no prose: code, data, logs, chat markup, other scripts."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"```|^\s*(?:def \w+\(|class \w+\s*[:({]|import [\w{*.]+\s*(?:$|[;,]|as\b|from\b)|from [\w.]+ import\b|SELECT\b|INSERT INTO\b|UPDATE \w+ SET\b|"
    r"DELETE FROM\b|CREATE TABLE\b|(?:public|private) (?:static|class|void|int|string|final)\b|(?:const|let|var) [\w{\[, ]+\s*=|function\s*\w*\(|"
    r"#include|"
    r"<\?php|export [A-Z_]+=)|</?[a-z]+[^>]*>|"
    r"[{\[]\s*\"[\w ]+\"\s*:|\"\s*:\s*[\[{\"]|^\s*\|.*\|\s*$|^\s*BEGIN:V|^\s*(?:>>>|\$ |# !)|\);\s*(?:--|//|$)|=>|&&|"
    r"\bprintf\(|console\.log|^Traceback \(most recent call last\)|^\s+at [\w.$]+\(.*\)|^\s*(?:git|npm|pip|docker|sudo|curl|kubectl|ssh|"
    r"cd) (?:-{0,2}\w+ ){1,3}-{1,2}\w|"
    r"^\s*- [\w-]+:\s.*\n\s+[\w-]+:|^\w[\w-]*:\s*\n\s+(?:- )?[\w-]+:\s|\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|=\s*(?:SUM|IF|VLOOKUP|COUNTIF)\(|"
    r"\\begin\{",
    re.MULTILINE,
)
_ROLE = re.compile(
    r"(?:^|\n|[.|>]\s)\s*[<\[|#*]*\s*\|?(?:system|assistant|user|human|ai|developer|admin|im_start|im_end|inst|"
    r"override)\b[^\n:]{0,30}[|>\]]*\s*(?::|\|>|\])|<\|[^|>]*\|>|\[/?INST\]|"
    r"ignore (?:all |any )?(?:previous|prior|above)|disregard (?:all|any|the|previous)|new instructions?:|AI agent:",
    re.IGNORECASE,
)
#: A terminal's colours, a slash command: nobody tells of themselves in those.
_NOT_PROSE = re.compile(
    r"^(?:[^\n]*(?:[\x1b\x9b]|\[\d{1,3}(?:;\d{1,3})*m(?![glm]?\]))[^\n]*|[ ]*/(?!jk\b)[A-Za-z][\w-]+(?=\s|$)[^\n]*)$", re.MULTILINE
)


def prose(text: str) -> str:
    """The message with the lines blanked that are no prose, character for character."""
    return _NOT_PROSE.sub(lambda line: " " * len(line.group()), text)


def reason(text: str) -> str:
    """Why the message can't be read as somebody's own English; "" when it can."""
    letters = sum(c.isalnum() for c in text)
    if letters < 4:
        return "nothing said"
    if letters > 30 and sum(c.isascii() for c in text if c.isalpha()) < sum(c.isalpha() for c in text) * 0.6:
        return "language"
    if max((len(w) for w in text.split()), default=0) > 300:
        return "pasted"
    if _ROLE.search(text):
        return "role markers"
    if _CODE.search(re.sub(r"```.*?(?:```|\Z)", " ", text, flags=re.DOTALL)):
        return "code or data"
    return ""
