"""Mails, letters and reported words: their "I" is somebody else."""

from __future__ import annotations

import pytest

from engine.learning.noise.letters import is_letter, without_letters
from tests.engine.learning.support import texts

PASTED = [
    "Subject: Hello From: jack@x.com Hi, I live in Tampa and I have three sons. Regards, Jack",
    "Subject: Hello\nFrom: jack@x.com\nHi, I live in Tampa and I have three sons.\nRegards,\nJack",
    "From: Orla Byrne\nSent: Monday\nTo: Team\nI am allergic to latex and I work from Cork.",
    "From: pia@post.dk To: all@post.dk I moved to Aarhus in May and my cat is called Mogens.",
    "Date: 3 May 2025\nSubject: rota\nI can't do Fridays, my daughter Elin has ballet.",
    "-----Original Message-----\nI have two dogs and I live in Hull.",
    "On Tue, 3 Jun 2025 at 09:12, Ravi Nair wrote:\nI'm a nurse and I live in Kochi.",
    "The email from my boss: I am moving to Berlin and I have two cats",
    "text from Jo: I've got a new dog and I live in Leeds",
    "she wrote: I am pregnant and I live in Cork",
    "my brother texted: I got the job in Bergen, my flat is sorted",
    "Dan's message says: I am vegan now and my birthday is 4 May",
    "this is the letter from the council: we are moving to York in June",
    "her reply: I have three sisters and I hate olives",
    "The landlord emailed me yesterday: I am selling the flat, I live in Spain now",
    "He said: I have diabetes. I take metformin.",
    "he replied: Hi love. I have diabetes now and I live in Wells",
    "note from the cleaner: I am away in August, my son is ill",
    "Marek posted on Facebook: I work at Tesco and I love chess",
    "voicemail from Aunt Bea - I have a new hip and I live in Deal",
    "they told us: we have twins and we live in Oslo",
    "the advert from the lodger: I am a quiet baker, I have a parrot",
    "Dear Ms Holt, I live in Bath and I have asthma. Yours sincerely, Peter Crane",
]


@pytest.mark.parametrize("message", PASTED)
def test_nothing_of_a_pasted_or_reported_text_is_the_users(message: str) -> None:
    assert [told for told in texts(message) if told.startswith("The user ")] == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("My sister wrote to me: no news. I live in Ghent.", "The user lives in Ghent."),
        ("I said: I live in Ghent.", "The user lives in Ghent."),
        ("Hi Alcove, I live in Ghent. Kind regards, Mieke", "The user lives in Ghent."),
        ("I live in Ghent. Then she wrote: I am off to Lille", "The user lives in Ghent."),
        ('She wrote: "I am off to Lille". I live in Ghent.', "The user lives in Ghent."),
    ],
)
def test_the_users_own_words_are_read(message: str, expected: str) -> None:
    assert expected in texts(message)


def test_every_place_is_kept() -> None:
    message = "My dog is Rex.\nFrom: a@b.org\nSubject: x\nI am Ann."
    assert len(without_letters(message)) == len(message)
    assert "Ann" not in without_letters(message)
    assert not is_letter("Hi Ann, I live in Bath.")
