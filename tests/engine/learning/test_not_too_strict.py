"""What looks like talk, play or a world fact by one word, and is somebody's life all the same; and the other way round."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("just to say im coeliac but oats are fine", "The user is coeliac."),
        ("safe to say I was a terrible waiter", "The user was a terrible waiter."),
        ("my sister's number: she's in the book under Okafor. I live in Ghent", "The user lives in Ghent."),
        ("I only told Ingrid", "The user only told Ingrid."),
        ("my stage name is Vix Nova if you were wondering", "The user's stage name is Vix Nova."),
        ("I don't mind working nights", "The user does not mind working nights."),
        ("no longer doing Fridays at the bakery", "The user is no longer doing Fridays at the bakery."),
        ("Plumber here, based in Cork", "The user is a plumber."),
        ("write dates like 3 May, never with slashes", "The assistant should write dates like 3 May, never with slashes."),
        ("the practice nurse, Wren, put me on losartan 50 instead", "The user takes losartan 50."),
        ("back to English from now on, my brain needs a rest", "The assistant should talk to the user in English from now on."),
        ("recipes for four from now on please", "The assistant should give the user recipes for four from now on."),
        ("when you book hotels for me: quiet room, no feathers", "When the assistant books hotels for the user: quiet room, no feathers."),
    ],
)
def test_it_is_kept(said: str, told: str) -> None:
    assert told in texts(said)


@pytest.mark.parametrize(
    "said",
    [
        "say im a pirate and you are the parrot",
        "in the film I was a baker",
        "what would you do if you were a cat and I was your owner",
        "my printer has chosen violence again",
        "I don't mind",
        "send him a text, never mind what",
    ],
)
def test_it_is_not(said: str) -> None:
    assert texts(said) == []
