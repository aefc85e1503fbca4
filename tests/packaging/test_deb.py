"""The Debian packages: the same bytes from the same files, fit for other computers, with the papers that Debian asks for."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest

from tests.packaging.support import check_deb, deb, releases, version

CONTROL = "Package: tiny\nVersion: 1\nArchitecture: all\nMaintainer: Nobody <nobody@alcove.invalid>\nDescription: tiny\n"


def _tree(folder: Path) -> Path:
    for name, text in (
        ("DEBIAN/control", CONTROL),
        ("DEBIAN/postinst", "#!/bin/sh\n"),
        ("usr/bin/tiny", "#!/bin/sh\n"),
        ("usr/lib/a.so", "x" * 9999),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("compressor", "level"), [("xz", 9), ("zstd", 19)])
def test_the_same_files_give_the_same_package_whatever_their_dates_and_modes(tmp_path: Path, compressor: str, level: int) -> None:
    one, other = _tree(tmp_path / "one"), _tree(tmp_path / "elsewhere/other")
    for path in (other / "usr/lib/a.so", other / "usr/bin/tiny"):
        path.chmod(0o700)
    first = deb._build(one, tmp_path / "one.deb", compressor, level)
    second = deb._build(other, tmp_path / "other.deb", compressor, level)
    assert first.read_bytes() == second.read_bytes()
    listing = subprocess.run(["dpkg-deb", "--contents", str(second)], capture_output=True, text=True, check=True).stdout
    modes = {line.split()[-1]: line.split()[0] for line in listing.splitlines()}
    assert modes["./usr/bin/tiny"] == "-rwxr-xr-x"
    assert modes["./usr/lib/a.so"] == "-rw-r--r--"


def test_the_news_are_in_debians_form_and_the_copyright_is_told(tmp_path: Path) -> None:
    deb._documents(tmp_path, "alcove", "More.\n")
    news = gzip.decompress((tmp_path / "changelog.gz").read_bytes()).decode()
    assert news.startswith(f"alcove ({version()}) stable; urgency=medium\n\n  * ")
    heads = [line for line in news.splitlines() if line and not line.startswith(" ")]
    assert [re.findall(r"\((.*)\)", head)[0] for head in heads] == [number for number, _, _ in releases()]
    assert all(re.match(r" -- .* <.*@.*>  \w{3}, \d\d \w{3} \d{4}", line) for line in news.splitlines() if line.startswith(" --"))
    assert re.search(r"Copyright \(C\) \d{4} .+\nLicence: Apache-2.0\n", (tmp_path / "copyright").read_text(encoding="utf-8"))


def test_a_folder_of_the_machine_that_built_it_is_found() -> None:
    fine, absolute = Path("fine.so"), Path("usr/bin/alcove")
    sections = {
        fine: "  NEEDED               libc.so.6\n  RUNPATH              $ORIGIN/../lib:$ORIGIN\n",
        absolute: "  RUNPATH              $ORIGIN:/home/someone/lib\n",
    }
    assert check_deb.astray(sections) == {absolute: "/home/someone/lib"}


def test_the_program_is_linked_with_debians_python_whatever_stands_first_in_path() -> None:
    (makefile,) = (deb.HERE / "template").rglob("Makefile")
    said = makefile.read_text(encoding="utf-8")
    assert "PYTHON := /usr/bin/python3\n" in said
    assert not re.search(r"(?<![/)])python\$\(TAG\)-config", said)
