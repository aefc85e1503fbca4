"""Whom a mention means: names, relations, the conversation; in doubt somebody new."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.memory.entities import Entities
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.forgetting import Forgetting
from engine.vault.vault import Vault

Tell = Callable[..., str]


@pytest.fixture
def tell(memories: Memories, conversations: Conversations) -> Tell:
    """Stores a memory that speaks of these; in a conversation, if one is named. Returns its id."""
    chats: dict[str, str] = {}

    def told(*people: NewEntity, chat: str = "", message: str = "", edges: tuple[tuple[str, str, str], ...] = ()) -> str:
        sources: tuple[tuple[str, int, int], ...] = ()
        if chat:
            said = message or conversations.say(chats.setdefault(chat, conversations.create().id), "Something about them.").id
            sources = ((said, 0, 4),)
        return memories.add(NewMemory("Something about them.", entities=people, sources=sources, edges=edges)).id

    return told


def person(name: str, relation: str | None = None, role: str = "subject", of: str = "", *, fresh: bool = False) -> NewEntity:
    return NewEntity(name, "person", role, relation, of, fresh)


def known(vault: Vault) -> list[tuple[str, str | None, int]]:
    return [(k.entity.name, k.entity.relation, k.memories) for k in Entities(vault).list() if k.entity.kind != "user"]


def test_mum_mother_and_margaret_are_one(vault: Vault, tell: Tell) -> None:
    tell(person("mum", "mum"))
    tell(person("Margaret", "mum"))
    tell(person("mother", "mother"))
    tell(person("Margaret Price", "mum"))
    tell(person("Margaret"))
    assert known(vault) == [("Margaret Price", "mum", 5)]
    entities = Entities(vault)
    assert entities.get("Mum") == entities.get("my mother") == entities.get("Margaret") == entities.get("margaret price")


def test_my_brother_is_nobody_in_particular_once_there_are_two(vault: Vault, tell: Tell) -> None:
    tell(person("Sean", "brother"))
    tell(person("brother", "brother"))
    assert known(vault) == [("Sean", "brother", 2)]
    tell(person("Ravi", "brother"))
    tell(person("brother", "brother"))
    tell(person("Luke", "brother"))
    assert known(vault) == [("brother", "brother", 1), ("Luke", "brother", 1), ("Ravi", "brother", 1), ("Sean", "brother", 2)]


def test_the_older_brother_is_not_the_younger_one(vault: Vault, tell: Tell) -> None:
    tell(person("Sean", "older brother"))
    tell(person("younger brother", "younger brother"))
    tell(person("older brother", "older brother"))
    assert known(vault) == [("Sean", "older brother", 2), ("younger brother", "younger brother", 1)]


def test_my_brother_is_the_one_spoken_of_in_this_conversation(vault: Vault, tell: Tell) -> None:
    tell(person("Sean", "brother"), chat="one")
    tell(person("Ravi", "brother"), chat="two")
    tell(person("brother", "brother"), chat="two")
    assert known(vault) == [("Ravi", "brother", 2), ("Sean", "brother", 1)]


def test_my_boss_is_the_new_one_and_the_old_one_a_former_boss(vault: Vault, tell: Tell) -> None:
    tell(person("boss", "boss"))
    tell(person("Karen", "boss"))
    tell(person("Ines", "new boss"))
    tell(person("boss", "boss"))
    tell(person("Karen"))
    assert known(vault) == [("Ines", "boss", 2), ("Karen", "former boss", 3)]


def test_a_wife_who_is_an_ex_wife_now_is_the_same_claire(vault: Vault, tell: Tell) -> None:
    tell(person("Claire", "wife"))
    tell(person("Claire", "ex-wife"))
    tell(person("Priya", "wife"))
    tell(person("wife", "wife"))
    assert known(vault) == [("Claire", "ex-wife", 2), ("Priya", "wife", 2)]


def test_two_annas_are_kept_apart_and_a_bare_anna_goes_to_neither(vault: Vault, tell: Tell) -> None:
    tell(person("Anna", "sister"))
    tell(person("Anna", "colleague"))
    tell(person("Anna"))
    tell(person("anna"))
    assert known(vault) == [("Anna", "sister", 1), ("Anna", "colleague", 1), ("Anna", None, 2)]


def test_a_bare_anna_is_the_one_this_conversation_spoke_of_last(vault: Vault, tell: Tell) -> None:
    tell(person("Anna", "sister"), chat="family")
    tell(person("Anna", "colleague"), chat="work")
    tell(person("Anna"), chat="family")
    tell(person("Anna", "colleague"), chat="family")
    tell(person("Anna"), chat="family")
    assert known(vault) == [("Anna", "sister", 2), ("Anna", "colleague", 3)]


def test_another_anna_is_another_and_is_found_again_in_the_same_message(vault: Vault, tell: Tell, conversations: Conversations) -> None:
    tell(person("Anna", "sister"))
    said = conversations.say(conversations.create(), "I met another Anna at the gym, she is a yoga teacher.").id
    for _ in range(2):
        tell(person("Anna", "from the gym", fresh=True), chat="gym", message=said)
    assert known(vault) == [("Anna", "sister", 1), ("Anna", "from the gym", 2)]
    assert Entities(vault).suggestions() == []


def test_someone_forgotten_is_not_met_again(vault: Vault, tell: Tell, forgetting: Forgetting) -> None:
    forgetting.forget([tell(person("Anna", "sister"))])
    tell(person("Anna"))
    assert known(vault) == [("Anna", None, 1)]


def test_the_sisters_husband_is_one_with_and_without_his_name(vault: Vault, tell: Tell) -> None:
    sister = person("Anna", "sister", "mention")
    tell(sister, person("husband", "husband", "subject", "Anna"), edges=(("Anna", "husband", "husband"),))
    tell(sister, person("Tom", "husband", "subject", "Anna"), edges=(("Anna", "husband", "Tom"),))
    tell(person("sister", "sister", "mention"), person("husband", "husband", "subject", "sister"), edges=(("sister", "husband", "husband"),))
    tell(person("Tom"))
    assert known(vault) == [("Anna", "sister", 3), ("Tom", "sister's husband", 4)]
    ties = {(tied.predicate, tied.other.kind) for tied in Entities(vault).ties("Tom")}
    assert ties == {("husband", "person"), ("brother-in-law", "user")}
    assert Entities(vault).get("my brother-in-law").entity.name == "Tom"


def test_a_family_name_and_a_title_tell_apart(vault: Vault, tell: Tell) -> None:
    for name in ("Anna Schmidt", "Anna Weber", "Mr O'Neill", "Mrs O'Neill", "O'Neill"):
        tell(person(name))
    assert [name for name, _, _ in known(vault)] == ["Anna Schmidt", "Anna Weber", "Mr O'Neill", "Mrs O'Neill", "O'Neill"]
    tell(person("Dr van der Berg", "dentist"))
    tell(person("van der Berg"))
    assert Entities(vault).get("van der Berg").entity.name == "Dr van der Berg"


@pytest.mark.parametrize(
    ("name", "again"), [("Çağrı", "çağrı"), ("Siobhán", "SIOBHAN"), ("Nguyễn Thị Hoa", "nguyen thi hoa"), ("Mei-Ling", "mei-ling")]
)
def test_names_of_many_languages_are_known_again(vault: Vault, tell: Tell, name: str, again: str) -> None:
    tell(person(name))
    tell(person(again))
    assert known(vault) == [(name, None, 2)]


def test_the_user_is_not_somebody_else_under_their_own_name(vault: Vault, tell: Tell) -> None:
    tell(NewEntity("user", "user", "subject"), NewEntity("Daniel Price", "user", "object"))
    tell(person("Daniel Price"))
    tell(person("Daniel Price", "son"))
    assert known(vault) == [("Daniel Price", "son", 1)]
    assert Entities(vault).get("user").aliases == ("Daniel Price",)


def test_a_person_and_a_place_of_one_name_are_two(vault: Vault, tell: Tell) -> None:
    tell(NewEntity("Florence", "person"), NewEntity("Florence", "place", "object"))
    assert [k.entity.kind for k in Entities(vault).list()] == ["person", "place"]


def test_a_dog_may_sound_like_a_person(vault: Vault, tell: Tell) -> None:
    tell(person("Pablo"))
    tell(NewEntity("Pablo", "pet", "object", "greyhound"))
    tell(person("Pablo"))
    assert [(k.entity.kind, k.memories) for k in Entities(vault).list()] == [("pet", 3)]
    tell(person("Pablo", "cousin"))
    assert [k.entity.kind for k in Entities(vault).list()] == ["pet", "person"]
