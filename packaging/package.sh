#!/bin/sh
# `make package`: Alcove as people install it, into dist/. On Debian and Ubuntu two .deb files. PLATFORM=macOS or windows: there, an app or an MSI.
# Offline once the wheels and Briefcase lie in the cache, outside the checkout. SOURCE_DATE_EPOCH dates the files (else: the last commit).
set -eu
cd "$(dirname "$0")/.."
say() { printf 'alcove: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

briefcase=0.4.7
root=$PWD
cache=${XDG_CACHE_HOME:-$HOME/.cache}/alcove
work=$root/build/package
stage=$work/stage
platform=${PLATFORM:-linux}
bin=bin
if [ "$platform" = windows ]; then bin=Scripts; fi
project=$root/.venv/$bin/python

# Briefcase wants the Python that the package will run on: Debian's own.
python=${PACKAGE_PYTHON:-/usr/bin/python3}
if [ "$platform" != linux ]; then python=$project; fi
[ -x "$python" ] || fail "$python is missing. Install it with:  sudo apt-get install python3 python3-venv"
tag=$("$python" -c 'import sys, sysconfig; print(f"cp{sys.version_info[0]}{sys.version_info[1]}-{sysconfig.get_platform()}")')
[ "$tag" = "$("$project" -c 'import sys, sysconfig; print(f"cp{sys.version_info[0]}{sys.version_info[1]}-{sysconfig.get_platform()}")')" ] ||
    fail "this checkout was set up with another Python than $python. Set it up anew:  make clean && make setup PYTHON=$python"
if [ "$platform" = linux ]; then
    missing=
    for package in python3-dev python3-venv build-essential dpkg-dev binutils; do
        dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
    done
    for package in $(sh packaging/depends.sh); do  # Briefcase insists on these too
        dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
    done
    [ -z "$missing" ] || fail "some tools are missing. Install them with:  sudo apt-get install$missing"
fi

tool=$cache/briefcase-$briefcase-$tag
if [ ! -e "$tool/.ready" ]; then
    say "installing Briefcase $briefcase"
    rm -rf "$tool"
    "$python" -m venv "$tool"
    "$tool/$bin/python" -m pip install --quiet --disable-pip-version-check "briefcase==$briefcase" ||
        fail "Briefcase can't be had: is there a network? It is needed once."
    : >"$tool/.ready"
fi

wheels=$cache/wheels/portable-$tag
"$project" packaging/wheels.py "$wheels" "$tool/$bin/python"

say "staging"
SOURCE_DATE_EPOCH=$("$project" -c 'import sys; sys.path.insert(0, "packaging"); import project; print(project.epoch())')
export SOURCE_DATE_EPOCH
"$project" packaging/stage.py "$stage" "$wheels"
"$project" packaging/icons.py "$stage/icons"

run() {
    (cd "$stage" && BRIEFCASE_HOME="$work/briefcase" "$tool/$bin/briefcase" "$@" --no-input) >>"$work/briefcase.log" 2>&1 ||
        { tail -n 30 "$work/briefcase.log" >&2; fail "Briefcase failed; the whole log: $work/briefcase.log"; }
}
: >"$work/briefcase.log"
mkdir -p "$work/briefcase"
case $platform in
linux)
    say "Briefcase makes the tree"
    run create linux system
    tree=$(dirname "$(find "$stage/build" -maxdepth 5 -type d -path '*/alcove-*/usr')")
    "$project" packaging/deb.py fill "$tree"
    run build linux system
    # Only its control file is wanted of this one: finish packs again, with scripts and one date.
    DPKG_DEB_COMPRESSOR_TYPE=none run package linux system --adhoc-sign
    say "packing"
    "$project" packaging/deb.py finish "$tree" "$root/dist"
    "$project" packaging/check_deb.py "$tree" || fail "the package is not fit for other computers: see above"
    ;;
macOS | windows)
    # There one package has all: it brings the models in the folder that the program looks into last.
    "$project" packaging/weights.py "$stage/resources/models"
    run create "$platform"
    packages=$(find "$stage/build" -maxdepth 7 -type d -name app_packages | head -n 1)
    "$project" packaging/prune.py "$packages"
    run build "$platform"
    # Unsigned. Signed: packaging/README.md.
    run package "$platform" --adhoc-sign
    mkdir -p dist && cp "$stage"/dist/* dist/
    ;;
*) fail "PLATFORM is linux, macOS or windows" ;;
esac
ls -l dist >&2
