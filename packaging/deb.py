"""The Debian packages: `deb.py fill TREE` before Briefcase builds, `deb.py finish TREE FOLDER` after it wrote its control file.

Briefcase makes the tree and the control file. Added here: what its template lacks (desktop entries, AppStream, licences), scripts
that compile and clean up, checksums, one date for all files so that two builds give the same bytes, and a second package with the models.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path

import appstream
import sbom
import weights
from project import ROOT, epoch, identity, releases, version
from prune import prune

HERE = ROOT / "packaging"
MINOR = sys.version_info[1]
#: Nothing else in the packages is started by name: wheels mark libraries and modules as programs.
RUN = ("usr/bin/", "DEBIAN/p")


def fill(tree: Path) -> None:
    """Prunes the requirements and adds what belongs beside the program."""
    packages = tree / "usr/lib/alcove/app_packages"
    sbom.write(packages, tree / "usr/share/doc/alcove")
    print(f"alcove: {prune(packages) / 1e6:.0f} MB left out", file=sys.stderr)
    prune(tree / "usr/lib/alcove/app")
    share = tree / "usr/share"
    for source, target in (("alcove.desktop", "applications/alcove.desktop"), ("alcove.mime.xml", "mime/packages/alcove.xml")):
        place = share / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "linux" / source, place)
    (share / "metainfo").mkdir(parents=True, exist_ok=True)
    (share / "metainfo/alcove.metainfo.xml").write_text(appstream.metainfo(), encoding="utf-8")
    (share / "icons/hicolor/scalable/apps").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "resources/icons/alcove.svg", share / "icons/hicolor/scalable/apps/alcove.svg")


def finish(tree: Path, folder: Path) -> None:
    """The packages and SHA256SUMS, in a folder."""
    control = tree / "DEBIAN/control"
    text = control.read_text(encoding="utf-8")
    text = re.sub(r"^Homepage: None\n", "", text, flags=re.MULTILINE)
    # Briefcase can't say a range: it looks each name up among the installed packages. Compiled modules fit one minor version of Python.
    text = re.sub(r"^(Depends: .*?)(, python3 \(.*)?$", rf"\1, python3 (>= 3.{MINOR}), python3 (<< 3.{MINOR + 1})", text, flags=re.MULTILINE)
    text = re.sub(r"^Description: An? ", "Description: ", text, flags=re.MULTILINE)  # as Debian wants it
    text = re.sub(r"^Installed-Size: .*\n|^Recommends: .*\n", "", text, flags=re.MULTILINE)
    _documents(
        tree / "usr/share/doc/alcove", "alcove", "The licences of what is packaged with it are in third-party-licences.txt beside this file.\n"
    )
    control.write_text(f"{text.rstrip()}\nRecommends: alcove-models, libcups2\nInstalled-Size: {_kilobytes(tree)}\n", encoding="utf-8")
    for script in ("postinst", "prerm", "postrm"):
        source = (HERE / "debian" / script).read_text(encoding="utf-8")
        (tree / "DEBIAN" / script).write_text(source.replace("python3.11", f"python3.{MINOR}"), encoding="utf-8")
        (tree / "DEBIAN" / script).chmod(0o755)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("alcove*.deb"):
        old.unlink()
    architecture = re.search(r"^Architecture: (\S+)", text, re.MULTILINE)
    assert architecture
    built = [_build(tree, folder / f"alcove_{version()}_{architecture[1]}.deb", "xz", 9)]
    built += [_models(tree.parent / "models", folder)]
    for name in ("sbom.cdx.json", "third-party-licences.txt"):
        shutil.copy(tree / "usr/share/doc/alcove" / name, folder / name)
        built.append(folder / name)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in built]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _models(tree: Path, folder: Path) -> Path:
    """The two default models as a package of their own: it changes far less often than Alcove, and needs no network."""
    shutil.rmtree(tree, ignore_errors=True)
    doc, debian = tree / "usr/share/doc/alcove-models", tree / "DEBIAN"
    doc.mkdir(parents=True)
    debian.mkdir()
    _documents(doc, "alcove-models", weights.copy(tree / "usr/share/alcove/models"))
    (debian / "control").write_text(
        f"""Package: alcove-models
Version: {version()}
Architecture: all
Maintainer: {_maintainer()}
Section: utils
Priority: optional
Enhances: alcove
Installed-Size: {_kilobytes(tree)}
Description: two small models that Alcove starts with
 A chat model (135 million parameters) and the embedder that finds memories by
 their meaning, for computers without a network.
""",
        encoding="utf-8",
    )
    return _build(tree, folder / f"alcove-models_{version()}_all.deb", "zstd", 19)  # as small as xz makes weights, and unpacked in no time


def _documents(folder: Path, package: str, more: str) -> None:
    """The copyright, and the news of each release in Debian's form."""
    moment, year = formatdate(epoch()), datetime.fromtimestamp(epoch(), UTC).year
    ours = f"Copyright (C) {year} {identity()['author']}\nLicence: Apache-2.0\n\nThe full text is in /usr/share/common-licenses/Apache-2.0.\n\n"
    (folder / "copyright").write_text(ours + more, encoding="utf-8")
    news = ""
    for number, date, points in releases():
        when = formatdate(datetime.fromisoformat(f"{date}T00:00:00+00:00").timestamp()) if date else moment
        told = "\n".join(textwrap.fill(point, 78, initial_indent="  * ", subsequent_indent="    ") for point in points)
        news += f"{package} ({number}) stable; urgency=medium\n\n{told}\n\n -- {_maintainer()}  {when}\n\n"
    (folder / "changelog.gz").write_bytes(gzip.compress(news.encode(), mtime=0))


def _maintainer() -> str:
    ours = identity()
    return f"{ours['author']} <{ours['author_email']}>"


def _build(tree: Path, target: Path, compressor: str, level: int) -> Path:
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink() and path.relative_to(tree).parts[0] != "DEBIAN")
    sums = [f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}\n" for path in files]
    (tree / "DEBIAN/md5sums").write_text("".join(sums), encoding="utf-8")
    moment = epoch()
    for path in [tree, *tree.rglob("*")]:
        os.utime(path, (moment, moment), follow_symlinks=False)
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.relative_to(tree).as_posix().startswith(RUN) else 0o644)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    # One thread: the same bytes whatever the number of processors.
    command = ["dpkg-deb", "--root-owner-group", "--threads-max=1", f"-Z{compressor}", f"-z{level}", *(["-Sextreme"] if compressor == "xz" else [])]
    subprocess.run([*command, "--build", str(tree), str(target)], check=True, env=environment, stdout=subprocess.DEVNULL)
    return target


def _kilobytes(tree: Path) -> int:
    """As Debian counts: each file in whole kilobytes, each folder and link one."""
    return sum(-(-path.stat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1 for path in tree.rglob("*"))


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(Path(sys.argv[2]))
    else:
        finish(Path(sys.argv[2]), Path(sys.argv[3]))
