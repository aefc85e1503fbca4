"""Asking about a file on the command line, with the real models."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.cli.support import Command
from tests.engine.documents.make_pdf import pdf


def test_a_pdf_is_asked_about_and_nothing_is_learnt_from_it(with_models: Command, tmp_path: Path) -> None:
    lease = tmp_path / "contract.pdf"
    lease.write_bytes(pdf(["The rent is 1240 pounds a month.", "I am allergic to peanuts."], ["Either party may give two months of written notice."]))
    answer = with_models("ask", "--attach", str(lease), "What does the attached contract say about written notice?", "--json").json
    assert "two months" in answer["answer"]
    assert answer["learned"] == []
    follow_up = with_models("ask", "--conversation", answer["conversation"], "How much is the rent?", "--json").json
    assert "1240" in follow_up["answer"].replace(",", "")


def test_a_file_that_cant_be_read_stops_before_anything_is_stored(alcove: Command, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(bytes(range(256)) * 20)
    for command in (("ask", "--attach", str(photo), "What is this?"), ("chat", "--attach", str(tmp_path / "gone.txt"))):
        done = alcove(*command)
        assert done.code == 1
        assert "photo.jpg is not a text file" in done.err or "gone.txt is not an ordinary file" in done.err
    assert alcove("chat", "--incognito", "--attach", str(photo)).code == 1
