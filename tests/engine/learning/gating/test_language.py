"""English is told from other languages by its small words; foreign names and quotations don't make a message foreign."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.learning.gating.language import is_foreign
from engine.learning.gating.rejections import first_foreign
from engine.memory.records import Memory, Message
from engine.vault.vault import Vault
from tests.engine.learning.support import reasons, texts


@pytest.mark.parametrize(
    "text",
    [
        "Ich wohne in Berlin und arbeite bei Siemens.", "Meine Schwester Anna ist allergisch gegen Erdnüsse.", "J'habite à Lyon avec ma sœur.",
        "Je suis allergique aux arachides et je travaille chez Renault.", "Vivo en Madrid con mi hermana.", "Mi perro se llama Toby.",
        "Abito a Milano e lavoro in banca.", "Eu moro em Lisboa com minha mãe.", "Ik woon in Utrecht en werk bij Philips.",
        "Mieszkam w Krakowie i pracuję w banku.", "Jag bor i Malmö med min syster.", "Jeg bor i København.", "Locuiesc la București cu sora mea.",
        "İstanbul'da yaşıyorum ve çok mutluyum", "Saya tinggal di Jakarta dengan ibu saya.", "Я живу в Москве с сестрой.", "我住在上海",
        "私は東京に住んでいます。", "أعيش في القاهرة", "मैं दिल्ली में रहता हूँ", "Ζω στην Αθήνα με την αδελφή μου.", "¿Dónde vive mi hermana?",
    ],
)  # fmt: skip
def test_other_languages_are_known(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "My friend José Álvarez de la Cruz lives in São Paulo.", "I love crème brûlée and pain au chocolat", "we're off to La Rochelle with Jean-Luc",
        "Schadenfreude, Zeitgeist", "Anna's from Bad Homburg vor der Höhe", "my mum says \"ich liebe dich\" a lot", "met die Ärzte at Rock am Ring",
        "ciao", "hola amigo!", "moved to Los Angeles, la vida loca", "fav film: La vita è bella", "El Camino de Santiago in May", "ok merci!",
        "son's name: Luca. wife: Maria da Silva e Costa", "dinner w/ Ola, Jens og Kari", "work at Det Norske Veritas", "I was on my bike, in a sari",
        "ate pho, bun cha, and banh mi", "do re mi fa so la", "i bite my nails when i watch penalty shootouts", "allergic: nuts", "", "42",
    ],
)  # fmt: skip
def test_english_with_foreign_names_is_english(text: str) -> None:
    assert not is_foreign(text)


def test_nothing_is_learned_from_it_and_english_beside_it_is_learned() -> None:
    assert reasons("Ich wohne in Berlin und arbeite bei Siemens.") == {"language"}
    assert texts("My neighbour Jürgen Müller lives in Köln.")


def test_it_is_said_once_in_a_conversation(say: Callable[..., Message], hear: Callable[..., list[Memory]], vault: Vault) -> None:
    assert hear("Ich wohne in Berlin und arbeite viel.") == []
    assert hear("Meine Schwester ist nicht da.") == []
    found = [Message.from_row(row) for row in vault.query("SELECT * FROM message ORDER BY row")]
    assert [first_foreign(vault, message) for message in found] == [True, False]
    assert not first_foreign(vault, say("I live in Rome."))
