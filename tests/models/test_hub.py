"""The Hub's own library against a local server that speaks its protocol: listing, downloading, going on, and everything that goes wrong."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import available, download, hub, install
from models.catalogue import HubSource, find, is_installed
from models.client import ChatModel
from models.errors import DownloadFailed, ModelCancelled, ModelDamaged, ModelError, ModelMissing, ModelUnsupported, NoSpace
from models.files import Progress
from models.protocol import Generation, Message
from tests.models.hub_server import COMMIT, NEWER, HubServer
from tests.models.tiny_gguf import write_tiny

REPO, FILE = "maker/Tiny-GGUF", "Tiny-Q4.gguf"


@pytest.fixture(scope="session")
def weights(tiny_file: Path) -> bytes:
    return tiny_file.read_bytes()


@pytest.fixture
def server(weights: bytes, models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """A hub with one tiny model, which is the one that is asked."""
    made = HubServer({REPO: {FILE: weights, "deep/Tiny-F16.gguf": weights + b"\0" * 64}})
    monkeypatch.setenv("HF_ENDPOINT", made.start())
    monkeypatch.setattr(download, "WAIT", 0.0)
    monkeypatch.setattr(download, "BLOCK", 1 << 14)
    yield made
    made.stop()


def get(cancel: threading.Event | None = None, seen: list[Progress] | None = None) -> install.Entry:
    return install.install_from_hub(REPO, FILE, (seen if seen is not None else []).append, cancel)


def pause_at(share: float) -> tuple[threading.Event, list[Progress]]:
    """A progress list that pauses the download once so much is done."""
    cancel = threading.Event()

    class Watching(list[Progress]):
        def append(self, progress: Progress) -> None:
            super().append(progress)
            if progress.step == "download" and progress.fraction >= share:
                cancel.set()

    return cancel, Watching()


def paused(share: float = 0.4) -> int:
    """Pauses a download; how many bytes are there."""
    cancel, seen = pause_at(share)
    with pytest.raises(ModelCancelled, match="Paused"):
        get(cancel, seen)
    (one,) = download.pending()
    return one.done


def test_a_repository_lists_its_gguf_files_with_hash_and_commit(server: HubServer, weights: bytes) -> None:
    found = hub.look(REPO)
    assert (found.commit, found.gated) == (COMMIT, False)
    assert [file.path for file in found.files] == [FILE, "deep/Tiny-F16.gguf"]
    assert found.files[0].sha256 == hashlib.sha256(weights).hexdigest()
    assert found.files[0].size == len(weights)
    assert [one.id for one in hub.search("tiny")] == [REPO]
    assert hub.search("huge") == []


def test_a_model_is_downloaded_checked_pinned_and_usable(server: HubServer, models_folder: Path) -> None:
    seen: list[Progress] = []
    entry = get(seen=seen)
    assert entry.source == HubSource(REPO, FILE, COMMIT)
    assert (entry.id, entry.purpose, entry.licence) == ("tiny-q4", "chat", "Apache-2.0")
    assert {"download", "check"} == {progress.step for progress in seen}
    assert [progress.done for progress in seen if progress.step == "download"] == sorted(p.done for p in seen if p.step == "download")
    assert install.verify(entry) == entry.sha256
    assert find(entry.id) == entry
    assert download.pending() == []
    assert sorted(path.name for path in models_folder.iterdir()) == [".downloads", ".lock", "registry.json", "tiny-q4.gguf"]
    model = ChatModel(entry, threads=1)
    try:
        assert model.chat([Message("user", "Hello.")], Generation(max_tokens=3, temperature=0)).text
    finally:
        model.close()


def test_the_download_asks_for_the_commit_that_it_was_pinned_to(server: HubServer) -> None:
    paused()
    server.commit = NEWER
    assert get().source == HubSource(REPO, FILE, COMMIT)
    assert all(f"/resolve/{COMMIT}/" in path for _, path, _ in server.asked if "/resolve/" in path)


def test_nothing_says_who_asks(server: HubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    get()
    assert not any("authorization" in headers or "cookie" in headers for headers in server.headers)
    assert not (tmp_path / "hf").exists(), "the Hub's own cache stays as it is"
    assert {method for method, _, _ in server.asked} == {"GET"}


def test_no_connection_stays_open(server: HubServer) -> None:
    """Stopping the server waits for every connection to end: one that is kept alive would hold this test for ever."""
    get()
    hub.search("tiny")
    server.stop()
    assert not [thread for thread in threading.enumerate() if "process_request" in thread.name]
    server.start()


def test_a_paused_download_goes_on_where_it_stopped(server: HubServer, weights: bytes) -> None:
    done = paused()
    assert 0 < done < len(weights)
    seen: list[Progress] = []
    entry = get(seen=seen)
    assert server.asked[-1][2] == f"bytes={done}-"
    assert seen[0].done == done
    assert install.verify(entry)


def test_a_connection_that_breaks_is_taken_up_again(server: HubServer, weights: bytes) -> None:
    server.cut_after = [len(weights) // 3, len(weights) // 4, 0]
    assert install.verify(get())
    starts = [int(wanted.removeprefix("bytes=").rstrip("-") or 0) for _, path, wanted in server.asked if path.startswith("/cdn/")]
    assert starts == sorted(starts), "what is here is never asked for again"
    assert starts[-1] > len(weights) // 2


def test_a_connection_that_always_breaks_gives_up_and_keeps_what_is_there(server: HubServer, weights: bytes) -> None:
    server.cut_after = [100_000] + [0] * 8
    with pytest.raises(DownloadFailed) as caught:
        get()
    assert "connection" in caught.value.hint
    assert download.pending()[0].done > 0
    server.cut_after = []
    assert install.verify(get())


def test_a_server_without_ranges_sends_it_all_again(server: HubServer) -> None:
    paused()
    server.ranges = False
    assert install.verify(get())


def test_a_download_can_be_given_up(server: HubServer, models_folder: Path) -> None:
    paused()
    download.discard(REPO, FILE)
    assert download.pending() == []
    assert not list(models_folder.rglob("part"))


def test_wrong_bytes_are_never_published(server: HubServer, weights: bytes, models_folder: Path) -> None:
    server.served = weights[:-1] + b"!"
    with pytest.raises(ModelDamaged, match="hash"):
        get()
    assert download.pending() == []
    assert not list(models_folder.glob("*.gguf"))
    server.served = None
    assert install.verify(get())


@pytest.mark.parametrize("longer", [True, False])
def test_another_length_than_promised_is_noticed_before_it_is_read(server: HubServer, weights: bytes, longer: bool) -> None:
    server.served = weights + b"more" if longer else weights[:-4]
    with pytest.raises(ModelDamaged, match="another"):
        get()


def test_a_file_that_changed_on_the_hub_is_noticed_before_it_is_read(server: HubServer) -> None:
    paused()
    server.linked_etag = "c" * 64
    with pytest.raises(ModelDamaged, match="another") as caught:
        get()
    assert "again" in caught.value.hint
    server.linked_etag, server.commit = "", NEWER
    assert get().source == HubSource(REPO, FILE, NEWER), "a new start takes the newest"


def test_a_commit_that_is_gone_gives_up_what_hangs_on_it(server: HubServer) -> None:
    paused()
    server.gone, server.commit = {COMMIT}, NEWER
    with pytest.raises(DownloadFailed, match="gone"):
        get()
    assert get().source == HubSource(REPO, FILE, NEWER)


def test_every_refusal_says_what_to_do(server: HubServer) -> None:
    server.gated = {REPO}
    with pytest.raises(DownloadFailed, match="account") as caught:
        get()
    assert "browser" in caught.value.hint
    server.gated = set()
    with pytest.raises(DownloadFailed, match="no public model"):
        hub.look("maker/Absent")
    with pytest.raises(ModelMissing, match=r"no file none\.gguf") as missing:
        install.install_from_hub(REPO, "none.gguf")
    assert FILE in missing.value.hint
    with pytest.raises(DownloadFailed, match="name of a repository"):
        hub.look("not a name/../at all")
    for status, word in ((429, "patience"), (500, "500"), (403, "everybody"), (404, "no ")):
        server.status = status
        with pytest.raises(DownloadFailed, match=word) as refused:
            hub.look(REPO)
        assert refused.value.hint


def test_without_a_network_the_error_says_so(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(DownloadFailed, match="can't be reached") as caught:
        get()
    assert "connection" in caught.value.hint


def test_a_disk_that_is_too_full_is_told_at_once_and_one_that_fills_up_keeps_the_part(server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("models.files.SPARE_BYTES", 1 << 60)
        with pytest.raises(NoSpace, match="more are needed"):
            get()
    assert not any("/resolve/" in path for _, path, _ in server.asked)

    def full(output: object, block: bytes) -> None:
        raise download._full(OSError(28, "No space left on device"))

    with monkeypatch.context() as patch:
        patch.setattr(download, "_write", full)
        with pytest.raises(NoSpace, match="full"):
            get()
    assert install.verify(get())


def test_what_cannot_be_used_is_not_published(server: HubServer, tmp_path: Path, models_folder: Path) -> None:
    server.files[REPO]["base.gguf"] = write_tiny(tmp_path / "base.gguf", template=None).read_bytes()
    with pytest.raises(ModelUnsupported, match="template"):
        install.install_from_hub(REPO, "base.gguf")
    assert not list(models_folder.glob("*.gguf"))
    assert download.pending() == []


def test_the_same_file_twice_is_one_model(server: HubServer) -> None:
    first, asked = get(), len(server.asked)
    assert get() == first
    assert not any("/resolve/" in path for _, path, _ in server.asked[asked:])


def test_a_file_that_is_here_as_another_model_is_that_model(server: HubServer, tmp_path: Path, weights: bytes) -> None:
    (tmp_path / "mine.gguf").write_bytes(weights)
    mine = install.import_file(tmp_path / "mine.gguf")
    assert get() == mine
    assert install.installed() == [mine]


def test_a_deleted_file_comes_back_from_the_commit_it_came_from(server: HubServer, models_folder: Path) -> None:
    entry = get()
    (models_folder / entry.file).unlink()
    assert not is_installed(entry)
    server.commit = NEWER
    install.install(entry)
    assert is_installed(entry)
    assert install.verify(entry) == entry.sha256


def test_other_models_can_be_chosen_while_one_is_downloaded(server: HubServer, tmp_path: Path) -> None:
    other = install.import_file(write_tiny(tmp_path / "other.gguf", seed=9))
    cancel, seen = pause_at(0.3)
    chosen: list[ModelError | None] = []

    class Choosing(list[Progress]):
        def append(self, progress: Progress) -> None:
            seen.append(progress)
            if cancel.is_set() and not chosen:
                install.choose(other)
                chosen.append(None)

    with pytest.raises(ModelCancelled):
        get(cancel, Choosing())
    assert install.chosen("chat") == other


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("hub:a/b/c.gguf", ("a/b", "c.gguf")),
        ("hub:a/b/deep/c.gguf", ("a/b", "deep/c.gguf")),
        ("a/b", ("a/b", "")),
        ("https://huggingface.co/a/b/resolve/main/c.gguf", ("a/b", "c.gguf")),
        ("https://huggingface.co/a/b/blob/main/deep/c.gguf", ("a/b", "deep/c.gguf")),
    ],
)
def test_addresses_are_read_as_people_write_them(address: str, parts: tuple[str, str]) -> None:
    assert hub.split(address) == parts


@pytest.mark.parametrize("address", ["hub:", "hub:only", "hub:/x"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(ModelMissing) as caught:
        hub.split(address)
    assert "OWNER" in caught.value.hint


def test_the_list_of_offers_is_whole() -> None:
    offers = available.offers()
    assert len({offer.id for offer in offers}) == len(offers)
    assert len({(offer.repo, offer.path) for offer in offers}) == len(offers)
    for offer in offers:
        assert hub.split(offer.address) == (offer.repo, offer.path)
        assert offer.path.endswith(".gguf")
        assert offer.licence
        assert offer.about
        if offer.purpose == "embed":
            assert offer.dimension
            assert offer.pooling in ("mean", "cls", "last")
        else:
            assert 1_000_000_000 <= offer.parameters <= 8_100_000_000
            assert offer.parameters * 0.4 < offer.size < offer.parameters * 1.1
    assert {offer.purpose for offer in offers if offer.recommended} == {"chat", "embed"}


def test_an_offer_says_what_the_file_does_not(server: HubServer, weights: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = available.offers()[0]
    server.files[offer.repo] = {offer.path: weights}
    entry = install.install_from_hub(offer.repo, offer.path)
    assert (entry.title, entry.licence) == (offer.title, offer.licence)
