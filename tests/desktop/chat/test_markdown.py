"""Markdown: safe whatever comes, and the same whether it streams or stands."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.chat import code
from desktop.chat.answer import AnswerBody
from desktop.chat.code import CodeBlock, Spans, colours
from desktop.chat.markdown import blocks, plain, safe_link
from desktop.widgets.basic import widgets_in
from desktop.widgets.richtext import RichText
from tests.desktop.demo import CODE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ALLOWED = {"p", "b", "i", "s", "br", "h1", "h2", "h3", "h4", "ul", "ol", "li", "table", "tr", "td", "th", "hr", "pre", "code", "a"}
MARKS = st.text(alphabet=st.sampled_from(list("ab \n#*_`~>-+1.|[]()!<>&\"':/\\")), max_size=160)


def html(text: str) -> str:
    return "".join(block.html for block in blocks(text))


@given(MARKS)
def test_only_harmless_tags_come_out(text: str) -> None:
    tags = re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", html(text))
    assert set(tags) <= ALLOWED


@given(st.text(max_size=200))
def test_any_text_can_be_shown(text: str) -> None:
    blocks(text)
    plain(text)


@pytest.mark.parametrize(
    "attack",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b onclick=x>hi</b>", "a <iframe src='https://e.org'></iframe> b", "<!-- x -->"],
)
def test_raw_html_is_shown_as_text(attack: str) -> None:
    shown = html(attack)
    assert "&lt;" in shown
    assert "<script" not in shown
    assert "<img" not in shown


def test_pictures_become_words() -> None:
    assert "<img" not in html("![a cat](https://example.org/cat.png)")
    assert "[image: a cat]" in html("![a cat](https://example.org/cat.png)")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "//example.org", "relative"])
def test_only_links_to_web_and_mail_can_be_clicked(link: str) -> None:
    assert safe_link(link) == ""
    assert "href" not in html(f"[x]({link})")


def test_a_link_keeps_its_address() -> None:
    assert '<a href="https://example.org/?a=1&amp;b=2">here</a>' in html("[here](https://example.org/?a=1&b=2)")


def test_code_is_a_block_of_its_own() -> None:
    found = blocks("before\n\n```python\nprint('<b>')\n```\n\nafter")
    assert [(block.code, block.language) for block in found] == [(None, ""), ("print('<b>')", "python"), (None, "")]


def test_colours_cover_the_code_and_unknown_languages_have_none() -> None:
    spans = colours("def f():\n    return 'x'  # why", "python")
    assert {role for line in spans.values() for _, _, role in line} >= {"code-keyword", "code-string", "code-comment", "code-name"}
    assert colours("def f(): ...", "no such language") == {}


def test_what_a_screen_reader_says_has_no_marks() -> None:
    assert plain("# Title\n\nSome **bold** and `code`.") == "Title\nSome bold and code."


def shown(body: AnswerBody) -> list[str]:
    """What each part of an answer shows, top to bottom."""
    parts = widgets_in(body.layout())
    return [part.code if isinstance(part, CodeBlock) else part.toPlainText() for part in parts if isinstance(part, CodeBlock | RichText)]


@pytest.fixture
def body(qtbot: QtBot) -> AnswerBody:
    made = AnswerBody()
    qtbot.addWidget(made)
    made.resize(600, 100)
    return made


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=60),
    st.sampled_from([CODE, "a\n\n- b\n- c\n\n~~~\nd\n~~~\n", "# T\n\n> q\n\n```py\nx = 1", "``` \n\n```\n\nend"]),
)
def test_an_answer_that_streams_ends_as_if_it_had_come_at_once(body: AnswerBody, cuts: list[int], text: str) -> None:
    body.set_text(text)
    expected = shown(body)
    body.set_text("")
    rest = text
    for size in cuts:
        body.add(rest[:size])
        rest = rest[size:]
    body.add(rest)
    body.finish()
    assert shown(body) == expected
    assert body.text == text


def test_finished_blocks_are_not_made_again_while_the_rest_streams(body: AnswerBody) -> None:
    first, _, rest = CODE.partition("Three things")
    body.add(first)
    before = body.findChildren(CodeBlock)
    assert before[0].code.startswith("from datetime")
    for letter in "Three things" + rest:
        body.add(letter)
    body.finish()
    assert body.findChildren(CodeBlock) == before


def test_nothing_moves_when_the_tail_becomes_a_paragraph(body: AnswerBody) -> None:
    body.add("The first paragraph is said to its end.\n\n")
    body.add("And the second is being written")
    assert body._view is not None
    assert shown(body)[0].count("\n\n") == 0  # the blank line between them is a margin, not a line
    streaming = body._view.height()
    body.finish()
    assert abs(body._view.height() - streaming) <= 1


def test_a_code_block_is_copied_as_it_is(body: AnswerBody, qtbot: QtBot) -> None:
    from PySide6.QtGui import QGuiApplication

    body.set_text("```python\nx = 'é'\n\ny = 2\n```")
    body.findChild(CodeBlock).copy_button.click()
    assert QGuiApplication.clipboard().text() == "x = 'é'\n\ny = 2"


def test_patterns_of_a_language_are_compiled_by_one_thread_for_all_blocks(body: AnswerBody, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    told = threading.Event()

    def noting(text: str, language: str) -> Spans:
        told.wait()  # until all five are there
        threads.append(threading.get_ident())
        return colours(text, language)

    monkeypatch.setattr(code, "_known", set())
    monkeypatch.setattr(code, "colours", noting)
    body.set_text("".join(f"```lua\nlocal x = {n}\n```\n\n" for n in range(5)))
    told.set()
    blocks = body.findChildren(CodeBlock)
    qtbot.waitUntil(lambda: all(block._highlighter.spans for block in blocks))
    assert len(threads) == 5
    assert len(set(threads)) == 1
    assert threading.get_ident() not in threads


def test_long_code_is_coloured_beside_the_window(body: AnswerBody, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    here: list[tuple[bool, int]] = []

    def noting(text: str, language: str) -> Spans:
        here.append((threading.current_thread() is threading.main_thread(), len(text)))
        return colours(text, language)

    monkeypatch.setattr(code, "_known", {"python"})
    monkeypatch.setattr(code, "colours", noting)
    body.set_text("```python\nx = 1\n```\n\n```python\n" + "x = 1\n" * code.SHORT + "```\n")
    qtbot.waitUntil(lambda: len(here) == 2)
    assert sorted((on, length > code.SHORT) for on, length in here) == [(False, True), (True, False)]


def test_no_resource_is_ever_loaded(qtbot: QtBot) -> None:
    from PySide6.QtCore import QUrl

    view = RichText("Text")
    qtbot.addWidget(view)
    view.set_html('<p><img src="file:///etc/hostname"> <img src="https://example.org/x.png"></p>')
    assert view.loadResource(2, QUrl("file:///etc/hostname")) is None
