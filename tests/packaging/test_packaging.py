"""What the packages say of Alcove is what the project says, in one place each."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
import yaml

from desktop.licences import canonical
from models.paths import search_dirs
from tests.packaging.support import NATIVE, ROOT, appstream, flatpak, locked, manpage, releases, runtime, sbom, stage, version, wheels

FILES = [path for path in (ROOT / "packaging").rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _staged() -> dict[str, Any]:
    return tomllib.loads(stage.dump(stage.merged(Path("wheels").resolve())))["tool"]["briefcase"]


def test_the_version_stands_in_one_place() -> None:
    said = f'"{version()}"'
    places = [*FILES, ROOT / "briefcase.toml", *(path for name in ("desktop", "engine") for path in (ROOT / name).rglob("*.py"))]
    assert not [path for path in places if path.suffix != ".lock" and said in path.read_text(encoding="utf-8", errors="replace")]
    assert _staged()["version"] == version()


def test_the_newest_section_of_the_changelog_is_this_version() -> None:
    newest, _, news = releases()[0]
    assert newest == version()
    assert news


def test_the_staged_project_has_what_briefcase_asks_for() -> None:
    staged = _staged()
    app = staged["app"]["alcove"]
    assert {"project_name", "bundle", "version", "license", "license-files", "author", "author_email"} <= staged.keys()
    assert {"formal_name", "description", "long_description", "sources", "icon", "requires", "linux", "macOS", "windows"} <= app.keys()
    assert app["document_type"]["alcove"]["extension"] == "alcove"
    assert set(app["sources"]) == {"alcove", "desktop", "engine", "models", "resources"}
    assert all((ROOT / name).is_dir() for name in app["sources"] if name != "alcove")
    assert "network" not in json.dumps(app["macOS"])


def test_every_requirement_is_pinned_and_locked_with_its_hash() -> None:
    for name, number in runtime().items():
        entry = locked(name)
        assert entry.startswith(f"{name}=={number}")
        assert "--hash=sha256:" in entry
    assert set(NATIVE) <= runtime().keys()


def test_toml_that_is_written_is_read_back() -> None:
    table = {"a": {"plain": 'with "quotes" and\nlines', "list": ["x", "ü"], "yes": True, "b.c": {"share=network": False}}}
    assert tomllib.loads(stage.dump(table)) == table


def test_the_manual_page_has_every_command() -> None:
    from typer.main import get_command

    from desktop.cli import app

    page = manpage.page()
    assert page.startswith(".TH ALCOVE 1 ")
    for name, command in manpage._commands(get_command(app)):
        assert f".B alcove {name}\n" in page
        assert command.help


def test_appstream_is_well_formed_and_tells_the_releases() -> None:
    root = ElementTree.fromstring(appstream.metainfo().encode())
    assert root.findtext("id") == f"{_staged()['bundle']}.alcove"
    assert [release.get("version") for release in root.iter("release")] == [number for number, _, _ in releases()]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", release.get("date") or "") for release in root.iter("release"))
    mime = "application/x-alcove-archive"
    entry = (ROOT / "packaging/linux/alcove.desktop").read_text(encoding="utf-8").splitlines()
    assert {"Exec=alcove open %f", "Icon=alcove", f"MimeType={mime};", "Terminal=false"} <= set(entry)
    assert mime in (ROOT / "packaging/linux/alcove.mime.xml").read_text(encoding="utf-8")
    assert _staged()["app"]["alcove"]["document_type"]["alcove"]["mime_type"] == mime


def test_the_bill_of_materials_names_every_requirement_and_its_licence() -> None:
    needed = runtime().keys()
    packages = Path(next(path for path in sys.path if path.endswith("site-packages")))
    folders = [(sbom.HeaderParser().parsestr((path / "METADATA").read_text(encoding="utf-8")), path) for path in packages.glob("*.dist-info")]
    ours = [(metadata, path) for metadata, path in folders if canonical(metadata["Name"]) in needed]
    assert {canonical(metadata["Name"]) for metadata, _ in ours} == needed
    for metadata, path in ours:
        component = sbom._component(metadata, path)
        assert component["licenses"], f"{component['name']} says no licence"
        assert component["purl"] == f"pkg:pypi/{component['name']}@{component['version']}"
        assert component["properties"]


def test_the_bill_of_a_folder_is_cyclonedx_and_always_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "rich-15.0.0.dist-info"
    (folder / "licenses").mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: rich\nVersion: {runtime()['rich']}\nLicense-Expression: MIT\n")
    (folder / "licenses/LICENSE").write_text("Permission is hereby granted")
    bill = sbom.bill(tmp_path)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert [component["name"] for component in bill["components"]] == ["rich"]
    assert bill["components"][0]["licenses"] == [{"expression": "MIT"}]
    assert "Permission is hereby granted" in sbom.licences(tmp_path)
    assert sbom.bill(tmp_path) == bill


def test_llama_cpp_is_built_for_any_processor(tmp_path: Path) -> None:
    listing = tmp_path / "vendor/llama.cpp/ggml/src/CMakeLists.txt"
    listing.parent.mkdir(parents=True)
    kinds = "".join(f"        ggml_add_cpu_backend_variant({kind})\n" for kind in ("x64", "haswell", "zen4"))
    arm = '    elseif(GGML_SYSTEM_ARCH STREQUAL "ARM")\n        if (CMAKE_SYSTEM_NAME MATCHES "Linux")\n'
    arm += "            ggml_add_cpu_backend_variant(armv8.0_1)\n"
    listing.write_text(f'before\n    if (GGML_SYSTEM_ARCH STREQUAL "x86")\n{kinds}{arm}')
    (tmp_path / "CMakeLists.txt").write_text('    set(LLAMA_BUILD_COMMON ON CACHE BOOL "" FORCE)\n')
    wheels._fewer(tmp_path)
    assert re.findall(r"variant\((\S+)\)", listing.read_text()) == ["x64", "haswell", "armv8.0_1"]
    assert "LLAMA_BUILD_COMMON OFF" in (tmp_path / "CMakeLists.txt").read_text()
    assert "-DGGML_NATIVE=OFF" in wheels.LLAMA_OPTIONS
    assert {"x64", "haswell"} <= wheels.PROCESSORS


def test_the_flatpak_may_not_use_the_network_nor_read_the_home_folder() -> None:
    manifest = yaml.safe_load(flatpak.manifest())
    granted = manifest["finish-args"]
    assert granted
    assert not [
        permission for permission in granted if re.search("network|filesystem|device=all|socket=(session|system)-bus|talk-name=.*[*]", permission)
    ]


def test_the_flatpak_is_called_what_briefcase_calls_the_app_and_names_files_that_there_are() -> None:
    manifest = yaml.safe_load(flatpak.manifest())
    assert manifest["id"] == f"{_staged()['bundle']}.alcove"
    commands = "\n".join(manifest["modules"][0]["build-commands"])
    named = re.findall(r"(?<=\s)(?:packaging|resources)/[\w./-]+", commands)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert f"{manifest['id']}.metainfo.xml {manifest['id']}" in commands
    assert f"{manifest['id']}.desktop" in appstream.metainfo(manifest["id"])


def test_packages_that_bring_their_models_put_them_where_the_program_looks() -> None:
    place = search_dirs()[-1].relative_to(ROOT).as_posix()
    assert f" -t /app/lib/alcove/{place}" in flatpak.manifest()
    assert f'packaging/weights.py "$stage/{place}"' in (ROOT / "packaging/package.sh").read_text(encoding="utf-8")


def test_nothing_in_the_flatpak_is_stripped_twice() -> None:
    options = yaml.safe_load(flatpak.manifest())["modules"][0]["build-options"]
    assert options == {"strip": False, "no-debuginfo": True}


def test_who_makes_alcove_stands_in_one_place_and_is_nobody_elses() -> None:
    ours = tomllib.loads((ROOT / "briefcase.toml").read_text(encoding="utf-8"))["identity"]
    elsewhere = [path for path in FILES if path.suffix != ".md" and ours["bundle"] in path.read_text(encoding="utf-8", errors="replace")]
    assert elsewhere == []
    # Reserved for what does not exist, until somebody owns a domain (RFC 6761).
    assert ours["bundle"].split(".")[0] == ours["author_email"].rsplit(".")[-1] == "invalid"


WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_only_read_and_run_what_there_is(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(("run" in step) != ("uses" in step) for step in steps)
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    ran = "\n".join(step["run"] for step in steps if "run" in step)
    assert [script for script in re.findall(r"packaging/[\w.-]+", ran) if not (ROOT / script).exists()] == []
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"(?:^|&& )make (\w+)", ran, re.MULTILINE)) <= set(targets)


def test_the_workflows_build_every_platform_and_run_the_tests() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    assert all(word in text for word in ("make lint", "make test", "platform: macOS", "platform: windows", "make release", "package.sh"))


@pytest.mark.parametrize(
    "script", ["package.sh", "release.sh", "bare.sh", "depends.sh", "debian/postinst", "debian/prerm", "debian/postrm", "flatpak/alcove.sh"]
)
def test_scripts_are_well_formed(script: str) -> None:
    subprocess.run(["sh", "-n", str(ROOT / "packaging" / script)], check=True)


def test_removing_never_touches_a_vault() -> None:
    for script in ("prerm", "postrm"):
        text = (ROOT / "packaging/debian" / script).read_text(encoding="utf-8")
        deletes = [line for line in text.splitlines() if re.search(r"\brm\b", line) and not line.lstrip().startswith(("#", "echo"))]
        assert all("/usr/lib/alcove" in line and "home" not in line for line in deletes)
    assert "~/.local/share/alcove" in (ROOT / "packaging/debian/postrm").read_text(encoding="utf-8")


def test_the_launcher_starts_the_command_line_and_is_its_own_model_process() -> None:
    program = "import runpy, sys; sys.path.insert(0, 'packaging/launcher'); runpy.run_module('alcove', run_name='__main__', alter_sys=True)"
    told = subprocess.run([sys.executable, "-c", program, "--version"], cwd=ROOT, capture_output=True, text=True)
    assert (told.returncode, told.stdout.strip()) == (0, f"alcove {version()}")
    served = subprocess.run([sys.executable, "-c", program, "--model-host"], cwd=ROOT, input=b"", capture_output=True, timeout=60)
    assert (served.returncode, served.stdout) == (0, b"")
