from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from engine.archive.importers import chatgpt, sniffing
from engine.archive.importers.records import Export
from engine.errors import BadInput

FIXTURES = Path(__file__).parents[2] / "fixtures" / "imports"


def read(name: str) -> Export:
    return sniffing.read(FIXTURES / name)


def told(export: Export) -> list[tuple[str, str]]:
    return [(said.role, said.text) for talk in export.talks for said in talk.said if said.chosen]


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("chatgpt-conversations.json", "ChatGPT"), ("chatgpt-memories.json", "ChatGPT"), ("claude-conversations.json", "Claude"),
        ("claude-memories.json", "Claude"), ("claude-projects.json", "Claude"), ("gemini-MyActivity.json", "Gemini"), ("mem0-get_all.json", "mem0"),
        ("gemini-MyActivity.html", "Gemini"), ("gemini-MinAktivitet.html", "Gemini"), ("portable-ai-memory.json", "Portable AI Memory"),
        ("alcove.md", "Alcove's Markdown"), ("notes.md", "a text file"), ("transcript.txt", "a text file"), ("chats.jsonl", "JSON lines of chats"),
    ],
)  # fmt: skip
def test_an_export_is_told_by_its_shape(name: str, program: str) -> None:
    assert read(name).program == program


def test_chatgpts_tree_keeps_its_chosen_path_and_its_branches() -> None:
    export = read("chatgpt-conversations.json")
    (talk,) = export.talks
    assert talk.title == "Weekend plans"
    assert told(export) == [
        ("user", "My sister Anna lives in Lyon. Always answer in French."), ("assistant", "Lovely."), ("user", "I work at Acme as a nurse."),
        ("assistant", "Noted."),
    ]  # fmt: skip
    assert [(said.text, said.parent) for said in talk.said if not said.chosen] == [("Nice.", "n1")]
    assert talk.said[0].at is not None and talk.said[0].at.year == 2025
    assert export.left_out == {"images and files": 1}


def test_a_tree_that_runs_in_a_circle_does_not_hang() -> None:
    found = Export("ChatGPT")
    message = {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["Hello"]}}
    nodes = {"a": {"parent": "b", "message": message}, "b": {"parent": "a", "message": message}, "c": {"parent": None, "message": message}}
    chatgpt.read([{"id": "x", "mapping": nodes, "current_node": "a"}], found)
    assert [said.id for said in found.talks[0].said] == ["c"]


def test_custom_instructions_of_chatgpt_are_notes() -> None:
    found = Export("ChatGPT")
    content = {"content_type": "user_editable_context", "user_profile": "I am a baker.", "user_instructions": "Be brief."}
    nodes = {
        "a": {"parent": None, "message": {"author": {"role": "user"}, "content": content, "metadata": {"is_visually_hidden_from_conversation": True}}}
    }
    chatgpt.read([{"id": "x", "mapping": nodes}], found)
    assert [note.text for note in found.notes] == ["I am a baker.", "Be brief."]


def test_a_conversation_alone_and_one_without_an_id_are_read(tmp_path: Path) -> None:
    message = {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["Hello"]}}
    (tmp_path / "one.json").write_text(json.dumps({"title": "Alone", "create_time": 1.0, "mapping": {"a": {"parent": None, "message": message}}}))
    first, again = (sniffing.read(tmp_path / "one.json") for _ in range(2))
    assert first.program == "ChatGPT" and told(first) == [("user", "Hello")]
    assert first.talks[0].id and first.talks[0].id == again.talks[0].id


REFUSED = {
    "user.json": ('{"id": "u", "email": "a@b.c", "chatgpt_plus_user": true}', "holds no conversations", "conversations.json"),
    "message_feedback.json": ('[{"conversation_id": "c", "rating": "thumbs_up"}]', "holds no conversations", "conversations.json"),
    "cut.json": ('[{"id": "c", "mapping": {', "it ends too early", "Copy it again"),
    "nothing.json": ("[]", "is empty", "new export"),
    "other.json": ('{"weather": 1, "mood": 2}', "Its fields are mood, weather", "Known are"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_refused_says_why(tmp_path: Path, name: str) -> None:
    content, reason, hint = REFUSED[name]
    (tmp_path / name).write_text(content)
    with pytest.raises(BadInput) as refused:
        sniffing.read(tmp_path / name)
    assert reason in refused.value.message and hint in refused.value.hint


def test_chatgpts_memories_are_notes_with_their_times() -> None:
    notes = read("chatgpt-memories.json").notes
    assert [note.text for note in notes] == ["Prefers tea over coffee.", "Is learning to play the cello."]
    assert notes[0].at is not None and notes[0].at.isoformat() == "2026-03-01T09:00:00+00:00"


def test_claudes_messages_come_without_thoughts_tools_and_attachments() -> None:
    export = read("claude-conversations.json")
    assert told(export) == [("user", "My brother Carl lives in Bonn."), ("assistant", "Good to know.")]
    assert export.left_out == {"attachments": 1}


def test_claudes_memories_are_taken_apart() -> None:
    assert [note.text for note in read("claude-memories.json").notes] == [
        "The user keeps bees.", "The user prefers short answers.", "The greenhouse project starts in April.",
    ]  # fmt: skip


def test_a_project_of_claude_is_a_note_and_its_documents_stay_behind() -> None:
    export = read("claude-projects.json")
    assert [note.text for note in export.notes] == ["Greenhouse: Building a greenhouse behind the house."]
    assert export.left_out == {"documents of projects": 1}


def test_geminis_activity_becomes_conversations_by_the_hour() -> None:
    export = read("gemini-MyActivity.json")
    assert [[said.text for said in talk.said] for talk in export.talks] == [
        ["I am allergic to walnuts."],
        ["My neighbour Olga works at the zoo.", "How nice & lively.", "And what does a heron eat?", "Fish, frogs:\n\n- carp\n- newts"],
    ]
    assert export.left_out == {"images and files": 1, "other activities": 1}


def test_geminis_page_holds_the_same_as_its_json() -> None:
    export = read("gemini-MyActivity.html")
    assert [[said.text for said in talk.said] for talk in export.talks] == [
        ["I am allergic to walnuts."],
        [
            "My neighbour Olga works at the zoo.\nShe feeds the herons.", "How nice & lively.", "And what does a heron eat?",
            "Fish, frogs:\n\n- carp\n- newts",
        ],
    ]  # fmt: skip
    assert [said.at.isoformat() if said.at else "" for talk in export.talks for said in talk.said if said.role == "user"] == [
        "2026-03-01T09:00:00+01:00", "2026-03-05T19:00:00+01:00", "2026-03-05T19:20:00+01:00",
    ]  # fmt: skip
    assert export.left_out == {"images and files": 1, "other activities": 1}


def test_geminis_page_in_other_languages() -> None:
    talks = read("gemini-MinAktivitet.html").talks
    assert [(said.role, said.text) for talk in talks for said in talk.said] == [
        ("user", "我住在巴黎"), ("assistant", "好"), ("user", "Jag bor i Lund."), ("assistant", "Fint!"),
    ]  # fmt: skip
    assert [talk.at.isoformat() if talk.at else "" for talk in talks] == ["2026-06-19T12:23:08+00:00", "2026-07-04T09:15:00+02:00"]


def test_times_of_geminis_page_that_nobody_can_read_cost_little_and_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.archive.importers import gemini_html

    tried = []
    monkeypatch.setattr(gemini_html, "_moment", lambda stamp: tried.append(stamp))
    content = (FIXTURES / "gemini-MyActivity.html").read_text(encoding="utf-8").replace("2026,", "2026 Smarch")
    cells = content.index('<div class="outer-cell'), content.index("</div></body>")
    found = Export("Gemini")
    gemini_html.read(content[: cells[0]] + content[cells[0] : cells[1]] * 30 + content[cells[1] :], found)
    assert len(tried) == 10
    assert {said.text for talk in found.talks for said in talk.said} >= {"I am allergic to walnuts.", "And what does a heron eat?"}


def test_portable_memories_are_notes_of_what_still_holds() -> None:
    export = read("portable-ai-memory.json")
    assert [(note.text, note.at.isoformat() if note.at else "") for note in export.notes] == [
        ("The user likes rye bread.", "2026-03-01T09:00:00+00:00")
    ]
    assert export.left_out == {"memories that no longer hold": 1}


def test_our_own_markdown_is_read_as_what_it_says() -> None:
    export = read("alcove.md")
    assert [(note.text, note.at.isoformat()[:10] if note.at else "") for note in export.notes] == [
        ("The user is allergic to *all* nuts.", "2026-02-03"), ("The user lives in Rome.", "2026-02-04"),
    ]  # fmt: skip
    assert export.left_out == {"memories that no longer hold": 1}
    (talk,) = export.talks
    assert talk.title == "Nuts [and] bolts"
    assert [(said.role, said.speaker, said.text) for said in talk.said] == [
        ("user", "Mara", "I am allergic to *all* nuts.\n\n## Memories\n- not one of them"),
        ("assistant", "", "Noted."),
        ("other", "Carl", "**You** (2026-02-03 09:03):"),
    ]


def test_mem0s_memories_are_notes() -> None:
    export = read("mem0-get_all.json")
    assert [(note.text, note.at.isoformat()[:10] if note.at else "") for note in export.notes] == [
        ("Plays chess on Tuesdays", "2026-02-27"), ("Dog is named Rex", "2026-03-01"),
    ]  # fmt: skip
    assert export.left_out == {"relations": 1}


def test_bullets_of_a_list_are_notes_and_headings_are_not() -> None:
    assert [note.text for note in read("notes.md").notes] == ["I like Earl Grey", "My dog is Rex, a greyhound", "I keep bees"]


def test_a_transcript_is_a_conversation() -> None:
    assert told(read("transcript.txt")) == [("user", "My aunt Vera lives in Porto.\nShe paints."), ("assistant", "Lovely."), ("user", "Thanks!")]


class TestZip:
    def packed(self, path: Path, **files: bytes) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zip:
            for name, data in files.items():
                zip.writestr(name, data)
        return path

    def test_all_parts_of_an_export_are_found_wherever_they_lie(self, tmp_path: Path) -> None:
        parts = {
            f"x/{name}": (FIXTURES / name).read_bytes() for name in ("claude-conversations.json", "claude-memories.json", "claude-projects.json")
        }
        export = sniffing.read(
            self.packed(tmp_path / "data.zip", **parts, **{"x/users.json": b'[{"uuid": "1", "full_name": "Sam"}]', "x/a.png": b"\x89PNG"})
        )
        assert (export.program, len(export.talks), len(export.notes)) == ("Claude", 2, 4)

    def test_the_page_of_gemini_is_found_in_a_whole_takeout_and_pages_that_repeat_a_json_are_not_read(self, tmp_path: Path) -> None:
        page = (FIXTURES / "gemini-MyActivity.html").read_bytes()
        takeout = {"Takeout/My Activity/Gemini Apps/MyActivity.html": page, "Takeout/My Activity/Maps/MyActivity.html": b"\xff",
                   "Takeout/Gemini/gemini_gems_data.html": b"<div></div>"}  # fmt: skip
        export = sniffing.read(self.packed(tmp_path / "takeout.zip", **takeout))
        assert (export.program, len(export.talks)) == ("Gemini", 2)
        chats = {"conversations.json": (FIXTURES / "chatgpt-conversations.json").read_bytes(), "chat.html": b"<html>" + b"x" * 100}
        assert sniffing.read(self.packed(tmp_path / "chats.zip", **chats)).program == "ChatGPT"

    def test_a_bomb_is_refused(self, tmp_path: Path) -> None:
        path = self.packed(tmp_path / "bomb.zip", **{"conversations.json": b"[" + b" " * 100_000_000 + b"]"})
        assert path.stat().st_size < 200_000
        with pytest.raises(BadInput, match="made to fill memory"):
            sniffing.read(path)

    def test_names_that_climb_out_are_only_names(self, tmp_path: Path) -> None:
        sniffing.read(self.packed(tmp_path / "x.zip", **{"../../../mem0.json": (FIXTURES / "mem0-get_all.json").read_bytes()}))
        assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]

    def test_a_damaged_one_is_told_to_be_so(self, tmp_path: Path) -> None:
        path = self.packed(tmp_path / "x.zip", **{"notes.md": b"- I keep bees, and herons, and newts\n" * 50})
        data = bytearray(path.read_bytes())
        data[50] ^= 0xFF
        path.write_bytes(data)
        with pytest.raises(BadInput):
            sniffing.read(path)


BROKEN = (
    b"", b"\xff\xfe\x00", b"[", b"[" * 200_000, b"{}", b"[]", b'[{"mapping": 7}]', b'{"results": [{"memory": 7, "id": 1}]}', b"\x00" * 10,
    b'[{"chat_messages": {}}]', b'[{"mapping": {"a": {"message": {"content": {"parts": 3}}}}, "id": 1}]',
)  # fmt: skip


@pytest.mark.parametrize("data", BROKEN)
def test_what_is_broken_or_empty_is_refused_with_a_hint(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "export.json").write_bytes(data)
    with pytest.raises(BadInput) as error:
        sniffing.read(tmp_path / "export.json")
    assert error.value.hint


@pytest.mark.parametrize("name", ["gemini-MyActivity.html", "alcove.md"])
def test_mutated_pages_never_break_the_importers(tmp_path: Path, name: str) -> None:
    import random

    whole = (FIXTURES / name).read_text(encoding="utf-8")
    for seed in range(80):
        spoil = random.Random(seed)
        cuts = sorted(spoil.randrange(len(whole)) for _ in range(4))
        page = whole[: cuts[0]] + whole[cuts[1] : cuts[2]] * spoil.randrange(3) + spoil.choice(["<div>", "</div>", "<!--", "**", "### ", "\0"])
        (tmp_path / name).write_text(page + whole[cuts[3] :], encoding="utf-8")
        try:
            export = sniffing.read(tmp_path / name)
        except BadInput:
            continue
        assert all(said.id != said.parent for talk in export.talks for said in talk.said)


def test_mutated_exports_never_break_the_importers(tmp_path: Path) -> None:
    import random

    for name in ("chatgpt-conversations.json", "claude-conversations.json", "claude-memories.json", "gemini-MyActivity.json", "mem0-get_all.json"):
        whole = (FIXTURES / name).read_text()
        for seed in range(60):
            spoil = random.Random(seed)
            (tmp_path / "x.json").write_text(json.dumps(_spoiled(json.loads(whole), spoil)))
            try:
                export = sniffing.read(tmp_path / "x.json")
            except BadInput:
                continue
            assert all(isinstance(said.text, str) and said.id != said.parent for talk in export.talks for said in talk.said)


def _spoiled(value: object, spoil: object) -> object:
    if spoil.random() < 0.03:  # type: ignore[attr-defined]
        return spoil.choice([None, 7, -1e300, "", "\x00\x1b[2J", [], {}, True, "9999-99-99", [[]], "n1"])  # type: ignore[attr-defined]
    if isinstance(value, dict):
        return {key: _spoiled(inner, spoil) for key, inner in value.items()}
    if isinstance(value, list):
        return [_spoiled(inner, spoil) for inner in value]
    return value


def test_a_locked_zip_is_told_to_be_so(tmp_path: Path) -> None:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as zip:
        zip.writestr("notes.md", b"- I keep bees\n")
    data = bytearray(plain.getvalue())
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(sign) + (6 if sign.endswith(b"\x04") else 8)
        data[at] |= 1  # the flag of an encrypted entry
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(BadInput, match="locked"):
        sniffing.read(tmp_path / "x.zip")
