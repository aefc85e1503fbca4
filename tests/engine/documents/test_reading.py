"""Reading what is attached: text in any charset, PDF in a process of its own, and a clear word about what can't be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from engine.documents import pdf as reader
from engine.documents.child import Extracted
from engine.documents.document import LARGEST_FILE, MOST_TEXT, human_size, plain_name
from engine.documents.pdf import flowing
from engine.documents.reading import pasted, read_bytes, read_file
from engine.errors import BadInput
from tests.engine.documents.make_pdf import pdf

GERMAN = "Die Kündigungsfrist beträgt drei Monate.\nSchlüsselübergabe am Fuß der Treppe – bitte pünktlich.\n"


@pytest.mark.parametrize(
    ("charset", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-32", ""),
        ("cp1252", "Windows-1252"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
    ],
)
def test_text_is_read_in_its_charset_and_a_guess_is_told(charset: str, told: str) -> None:
    found = read_bytes("lease.txt", GERMAN.encode(charset))
    assert found.text == GERMAN
    assert found.charset == told
    assert (f"read as {told}" in found.facts) == bool(told)


def test_a_documents_line_ends_are_made_one_kind_and_what_can_hide_is_taken_out() -> None:
    assert read_bytes("a.txt", b"one\r\ntwo\rthree \x1b[31mred\x1b[0m\n").text == "one\ntwo\nthree red\n"


@pytest.mark.parametrize(("name", "kind"), [("notes.md", "Markdown"), ("tool.py", "Python"), ("README", "text"), ("a.unknown", "text")])
def test_the_kind_goes_by_the_ending_and_any_text_is_taken(name: str, kind: str) -> None:
    assert read_bytes(name, b"def main(): pass").kind == kind


def test_a_pdf_is_read_page_by_page() -> None:
    found = read_bytes("lease.pdf", pdf(["The rent is 1240 pounds."], ["Notice: two months."]))
    assert [page.strip() for page in found.pages] == ["The rent is 1240 pounds.", "Notice: two months."]
    assert found.facts.startswith("PDF, 2 pages, ")


def test_a_pdf_is_known_by_its_content_not_by_its_name() -> None:
    assert read_bytes("lease.txt", pdf(["Hello there."])).kind == "PDF"


def test_a_pdf_that_is_only_closed_to_changes_is_read() -> None:
    assert "Hello there." in read_bytes("a.pdf", pdf(["Hello there."], password="")).text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 40, "not a text file"),
        ("noise.txt", bytes(range(256)) * 8, "not a text file"),
        ("letter.docx", b"PK\x03\x04\x14\x00\x06\x00" * 40, "Save it as PDF"),
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("mark.txt", b"\xef\xbb\xbf", "is empty"),
        ("long.txt", b"a " * (MOST_TEXT // 2 + 1), "the most"),
        ("large.txt", b"a" * (LARGEST_FILE + 1), "the most"),
        ("broken.pdf", b"%PDF-1.7\n" + b"\x00\xff garbage" * 50, "damaged"),
        ("cut.pdf", pdf(["Some text."])[:200], "damaged|no text"),
    ],
)
def test_what_cant_be_read_is_turned_down_with_a_reason_and_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_bytes(name, data)
    assert any(part in f"{caught.value.message} {caught.value.hint}" for part in said.split("|"))
    assert name in caught.value.message
    assert caught.value.hint


def test_a_pdf_with_a_password_and_one_without_text_say_so() -> None:
    with pytest.raises(BadInput, match="protected with a password"):
        read_bytes("a.pdf", pdf(["Hello there."], password="sesame"))
    with pytest.raises(BadInput, match="only pictures"):
        read_bytes("scan.pdf", pdf([], []))


def test_files_are_looked_at_before_they_are_read(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    for path, said in ((large, "are the most"), (tmp_path, "is a folder"), (tmp_path / "gone.txt", "it is gone")):
        with pytest.raises(BadInput, match=said):
            read_file(path)


def test_a_reader_that_hangs_dies_or_talks_nonsense_costs_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, said in (
        ("import time; time.sleep(60)", "takes too long"),
        ("import os; os.abort()", "can't be read"),
        ("print('x')", "can't be read"),
    ):
        monkeypatch.setattr(reader, "command", lambda code=code: [sys.executable, "-c", code])
        with pytest.raises(BadInput, match=said):
            reader.read_pdf("a.pdf", b"%PDF-1.7", patience=1.5)


def test_this_program_is_its_own_reader() -> None:
    done = subprocess.run([sys.executable, "-m", "desktop", "--read-document"], input=pdf(["Hello there."]), capture_output=True, timeout=60)
    assert "Hello there." in msgspec.msgpack.decode(done.stdout, type=Extracted).pages[0]


@pytest.mark.parametrize(
    "deed", ["import socket; socket.socket()", "import subprocess; subprocess.Popen(['true'])", "open('/tmp/x-alcove-x', 'w')", "bytearray(3 << 30)"]
)
def test_the_process_that_reads_has_no_network_no_other_program_and_little_memory(deed: str) -> None:
    code = f"from engine.documents import child; child._confine()\ntry:\n    {deed}\nexcept (PermissionError, MemoryError):\n    print('refused')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "refused"


def test_lines_of_a_page_are_put_together_but_headings_and_points_stay() -> None:
    page = (
        "3. Term and notice\nAfter six months either party may end the agree-\nment with two months of written notice, given before\n"
        "the fifteenth of a month.\n- one cat may be kept in the flat\n- no dogs\n"
    )
    assert flowing(page).split("\n")[:4] == [
        "3. Term and notice",
        "After six months either party may end the agreement with two months of written notice, given before the fifteenth of a month.",
        "- one cat may be kept in the flat",
        "- no dogs",
    ]


def test_a_name_stays_one_short_line() -> None:
    assert plain_name("C:\\Users\\me\\lease\n\u202e2026.pdf") == "lease 2026.pdf"
    assert plain_name("../../etc/passwd") == "passwd"
    assert len(plain_name("x" * 300 + ".pdf")) == 100
    assert plain_name("x" * 300 + ".pdf").endswith("….pdf")
    assert plain_name("") == "document"


def test_sizes_are_told_as_people_say_them() -> None:
    assert [human_size(size) for size in (1, 999, 1536, 48_200, 3_100_000)] == ["1 byte", "999 bytes", "1.5 KB", "48 KB", "3.1 MB"]


def test_what_was_pasted_is_a_document_too_within_bounds() -> None:
    assert pasted("Dear all,\n\nsee below.").facts == "text, 21 bytes"
    with pytest.raises(BadInput, match="the most"):
        pasted("a" * (MOST_TEXT + 1))
