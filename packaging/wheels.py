"""Makes a folder with every wheel that a package needs: `python packaging/wheels.py FOLDER [PYTHON]`. Nothing is fetched twice.

The two compiled ones are built here to run on any processor: hnswlib without -march=native; llama.cpp with a plain x86-64 (or ARMv8)
baseline and one file per kind of processor beside it, the best of which is chosen when a model is loaded (models/weights.py).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from project import NATIVE, locked, runtime

#: Of ggml's fifteen kinds of x86 processors: any, 2011, 2013, 2019 with AVX-512, 2021 without. The others gain little over these.
PROCESSORS = {"x64", "sandybridge", "haswell", "icelake", "alderlake"}
LLAMA_OPTIONS = (
    "-DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON -DGGML_CCACHE=OFF -DLLAVA_BUILD=OFF"
    " -DCMAKE_INSTALL_BINDIR=llama_cpp/lib -DCMAKE_INSTALL_LIBDIR=llama_cpp/lib -DCMAKE_INSTALL_INCLUDEDIR=llama_cpp/include"
    f" -DCMAKE_INSTALL_RPATH={'@loader_path' if sys.platform == 'darwin' else '$ORIGIN'} -DCMAKE_BUILD_WITH_INSTALL_RPATH=ON"
)


def main(folder: Path, python: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    needed = runtime()
    for name in NATIVE:
        if not _has(folder, name, needed[name]):
            print(f"alcove: building {name} for any processor (once; some minutes)", file=sys.stderr, flush=True)
            _build(name, folder, python)
    missing = [name for name, version in needed.items() if not _has(folder, name, version)]
    if missing:
        with tempfile.TemporaryDirectory() as work:
            lock = Path(work) / "all.lock"
            lock.write_text("\n".join(locked(name) for name in missing) + "\n", encoding="utf-8")
            _pip(python, "download", "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(lock), "-d", str(folder))


def _has(folder: Path, name: str, version: str) -> bool:
    def is_it(wheel: Path) -> bool:
        found, number = wheel.name.split("-")[:2]
        return re.sub(r"[-_.]+", "-", found).lower() == name and number == version

    return any(map(is_it, folder.glob("*.whl")))


def _build(name: str, folder: Path, python: str) -> None:
    with tempfile.TemporaryDirectory(prefix="alcove-wheel-") as work:
        lock = Path(work) / "one.lock"
        lock.write_text(locked(name) + "\n", encoding="utf-8")
        _pip(python, "download", "--no-deps", "--require-hashes", "--no-binary", name, "-r", str(lock), "-d", work)
        (archive,) = Path(work).glob("*.tar.gz")
        with tarfile.open(archive) as packed:
            packed.extractall(work, filter="data")
        source = Path(work) / archive.name.removesuffix(".tar.gz")
        if name == "llama-cpp-python":
            _fewer(source)
        flags = f"-ffile-prefix-map={source}=." if sys.platform != "win32" else ""
        environment = {
            **os.environ, "HNSWLIB_NO_NATIVE": "1", "CMAKE_ARGS": LLAMA_OPTIONS, "CFLAGS": flags, "CXXFLAGS": flags,
            "LDFLAGS": "-Wl,--build-id=none" if sys.platform == "linux" else "", "SOURCE_DATE_EPOCH": "1577836800",
        }  # fmt: skip
        _pip(python, "wheel", "--no-deps", "-w", str(folder), str(source), environment=environment)


def _fewer(source: Path) -> None:
    """Leaves out processors that PROCESSORS does not name, and llama.cpp's library for its own command-line tools."""
    listing = source / "vendor/llama.cpp/ggml/src/CMakeLists.txt"
    before, x86, after = re.split(
        r'(?=if \(GGML_SYSTEM_ARCH STREQUAL "x86"\)\n        ggml_add)|(?=elseif\(GGML_SYSTEM_ARCH STREQUAL "ARM"\)\n        if \(CMAKE)',
        listing.read_text(),
    )
    x86 = re.sub(r"^ *ggml_add_cpu_backend_variant\((\w+).*\)\n", lambda line: line[0] if line[1] in PROCESSORS else "", x86, flags=re.MULTILINE)
    listing.write_text(before + x86 + after)
    top = source / "CMakeLists.txt"
    top.write_text(top.read_text().replace("set(LLAMA_BUILD_COMMON ON", "set(LLAMA_BUILD_COMMON OFF"))


def _pip(python: str, *arguments: str, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        [python, "-m", "pip", "--disable-pip-version-check", *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise SystemExit(f"{done.stdout[-6000:]}\nalcove: pip {arguments[0]} failed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else sys.executable)
