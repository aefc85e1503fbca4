#!/bin/sh
# `make release`: what a release has to pass. Two builds from clean copies of this checkout, in two folders, must give the same bytes; they go to
# dist/. Then what checks packages (where it is installed: lintian and others), and, as root, the proof on a bare Debian.
# PREVIOUS=FILE.deb names the build before, for the upgrade; BARE=FOLDER the bare Debian (kept for the next time).
set -eu
cd "$(dirname "$0")/.."
say() { printf 'alcove: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1 || { say "not checked: $1 is not installed"; return 1; }; }

SOURCE_DATE_EPOCH=$(.venv/bin/python -c 'import sys; sys.path.insert(0, "packaging"); import project; print(project.epoch())')
export SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
# Both copies first: whoever edits the checkout meanwhile does not make them differ.
for copy in "$work/one" "$work/another-one"; do
    mkdir -p "$copy"
    git ls-files -co --exclude-standard | while read -r file; do [ ! -e "$file" ] || cp -P --parents "$file" "$copy"; done
    ln -s "$PWD/.venv" "$copy/.venv"
done
for copy in "$work/one" "$work/another-one"; do
    say "building in $copy"
    sh "$copy/packaging/package.sh"
done
cmp "$work/one/dist/SHA256SUMS" "$work/another-one/dist/SHA256SUMS" || fail "two builds of the same files differ"
say "two builds: the same bytes"
mkdir -p dist && rm -f dist/* && cp -p "$work"/one/dist/* dist/
(cd dist && sha256sum --quiet --check SHA256SUMS)

size=$(cat dist/*.deb | wc -c)
say "both packages: $((size / 1000000)) MB"
[ "$size" -le 200000000 ] || fail "they are meant to stay within 200 MB"

unpacked=$work/unpacked
dpkg-deb -x dist/alcove_*_*.deb "$unpacked"
if has appstreamcli; then appstreamcli validate --no-net "$unpacked/usr/share/metainfo/alcove.metainfo.xml" || fail "AppStream complains"; fi
if has desktop-file-validate; then desktop-file-validate "$unpacked/usr/share/applications/alcove.desktop"; fi
if has shellcheck; then shellcheck --severity=warning --exclude=SC2046 packaging/*.sh packaging/debian/p* packaging/flatpak/alcove.sh; fi
if has flatpak-builder; then
    .venv/bin/python packaging/flatpak.py >/dev/null
    flatpak-builder --show-manifest build/package/flatpak/*.yml >/dev/null && say "the Flatpak manifest is one"
fi
if has lintian; then
    lintian --allow-root --fail-on error --suppress-tags-from-file packaging/debian/lintian dist/*.deb || fail "lintian complains"
fi

if [ "$(id -u)" != 0 ]; then fail "now as root:  sudo sh packaging/bare.sh"; fi
sh packaging/bare.sh ${BARE:+"$BARE"}
