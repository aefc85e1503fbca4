"""Markdown to the small, safe HTML that Qt's text views show: no raw HTML, no images, only links to web and mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from desktop.i18n import tr

SCHEMES = frozenset({"http", "https", "mailto"})
_SIMPLE = {"strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>", "s_open": "<s>", "s_close": "</s>",
           "softbreak": "<br>", "hardbreak": "<br>"}  # fmt: skip


@dataclass(frozen=True)
class Block:
    """One top-level block. `code` is set for a code block, `html` for everything else; `lines` are those of the source."""

    lines: tuple[int, int]
    html: str = ""
    code: str | None = None
    language: str = ""


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20}).enable(["table", "strikethrough"])


def blocks(text: str) -> list[Block]:
    """The top-level blocks of a Markdown text."""
    found: list[Block] = []
    group: list[Token] = []
    for token in _parser().parse(text):
        group.append(token)
        if token.level or token.nesting == 1:
            continue
        first = group[0]
        lines = (first.map[0], first.map[1]) if first.map else (0, 0)
        if first.type in ("fence", "code_block"):
            found.append(Block(lines, code=first.content.rstrip("\n"), language=first.info.split()[0] if first.info.strip() else ""))
        else:
            found.append(Block(lines, html="".join(_render(group))))
        group = []
    return found


def plain(text: str) -> str:
    """The text as a screen reader should say it: no marks, code as it stands."""
    words: list[str] = []
    for token in _parser().parse(text):
        if token.type == "inline":
            words.append("".join("\n" if child.type.endswith("break") else child.content for child in token.children or ()))
        elif token.type in ("fence", "code_block"):
            words.append(token.content)
    return "\n".join(words)


def safe_link(href: str) -> str:
    """The link, if it leads to the web or to mail; else ""."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    return href.strip() if parts.scheme.lower() in SCHEMES else ""


def _render(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "inline":
                yield from _inline(token.children or ())
            case "paragraph_open":
                yield "" if token.hidden else "<p>"
            case "paragraph_close":
                yield "" if token.hidden else "</p>"
            case "heading_open" | "heading_close":
                level = min(int(token.tag[1]), 4)
                yield f"<{'/' if token.nesting < 0 else ''}h{level}>"
            case "bullet_list_open":
                yield "<ul>"
            case "ordered_list_open":
                start = token.attrGet("start")
                yield f'<ol start="{int(start)}">' if start is not None else "<ol>"
            case "bullet_list_close":
                yield "</ul>"
            case "ordered_list_close":
                yield "</ol>"
            case "list_item_open":
                yield "<li>"
            case "list_item_close":
                yield "</li>"
            case "blockquote_open":
                yield '<table class="quote" width="100%" cellspacing="0" cellpadding="0"><tr><td class="quote">'
            case "blockquote_close":
                yield "</td></tr></table>"
            case "hr":
                yield "<hr>"
            case "fence" | "code_block":
                yield f"<pre>{escape(token.content.rstrip(chr(10)))}</pre>"
            case "table_open":
                yield '<table class="grid" cellspacing="0" cellpadding="6">'
            case "table_close":
                yield "</table>"
            case "tr_open" | "tr_close":
                yield f"<{'/' if token.nesting < 0 else ''}tr>"
            case "th_open" | "td_open":
                align = str(token.attrGet("style") or "").removeprefix("text-align:")
                yield f'<{token.tag} align="{align or "left"}">'
            case "th_close" | "td_close":
                yield f"</{token.tag}>"
            case _:
                pass


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    open_links: list[bool] = []
    for token in tokens:
        if token.type in _SIMPLE:
            yield _SIMPLE[token.type]
        elif token.type == "code_inline":
            yield f"<code>{escape(token.content)}</code>"
        elif token.type == "link_open":
            href = safe_link(str(token.attrGet("href") or ""))
            open_links.append(bool(href))
            if href:
                yield f'<a href="{escape(href, quote=True)}">'
        elif token.type == "link_close":
            if open_links and open_links.pop():
                yield "</a>"
        elif token.type == "image":
            yield tr("[image: {text}]", text=escape(token.content)) if token.content else tr("[image]")
        else:
            yield escape(token.content)
