#!/bin/sh
# Proves the packages in dist/ on a bare Debian: `sudo sh packaging/bare.sh [ROOT]`. What they depend on is fetched first; from then on there is
# no network. Installs, looks for missing libraries, talks, restarts, opens the window, upgrades, removes, purges. Pictures go to build/bare.
# PREVIOUS=FILE.deb: that one is installed first, as an older version, and makes the vault; then it is upgraded.
# Ends at the first thing that is not as it has to be, with what was expected.
set -eu
cd "$(dirname "$0")/.."
say() { printf '\n== %s\n' "$*"; }
root=${1:-build/bare/root}
suite=${SUITE:-bookworm}
[ "$(id -u)" = 0 ] || { echo "needs root (debootstrap and chroot)"; exit 1; }

if [ ! -e "$root/etc/debian_version" ]; then
    say "a bare Debian"
    mkdir -p "$root"
    debootstrap --variant=minbase "$suite" "$root" >"$root.log"
fi
root=$(cd "$root" && pwd)
mkdir -p build/bare
inside() { unshare --net --mount --fork chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive sh -euc "mount -t proc proc /proc; mount -t tmpfs tmpfs /dev/shm 2>/dev/null || true; $1"; }
user() { inside "exec runuser -u person -- env HOME=/home/person XDG_RUNTIME_DIR=/tmp ALCOVE_PASSPHRASE_FILE=/home/person/passphrase $1"; }

# expect WORD: passes on what it reads, and fails where the word is not in it.
expect() {
    heard=$(cat)
    printf '%s\n' "$heard"
    case $heard in *"$1"*) ;; *) echo "NOT AS EXPECTED: \"$1\" is not in it"; exit 1 ;; esac
}

mkdir -p "$root/debs"
rm -f "$root/debs/"*.deb
cp dist/*.deb "$root/debs/"
cp /etc/resolv.conf "$root/etc/resolv.conf"
say "fetching what the packages depend on (the last use of the network)"
chroot "$root" apt-get -qq update
chroot "$root" sh -c 'DEBIAN_FRONTEND=noninteractive apt-get -qq -y --download-only --no-install-recommends install /debs/alcove_*.deb xvfb imagemagick x11-utils shared-mime-info desktop-file-utils libglib2.0-bin man-db' >/dev/null
echo "compilers and pip on this system: $(chroot "$root" sh -c 'command -v gcc cc pip pip3 python3' || echo none)"

[ -e "$root/home/person" ] || inside 'useradd --create-home person'
rm -rf "$root/home/person/.local" "$root/tmp/"*.alcove # of an earlier run
printf 'correct horse battery staple\n' >"$root/home/person/passphrase"
chroot "$root" chown person "/home/person/passphrase"
chmod 600 "$root/home/person/passphrase"

if [ -n "${PREVIOUS:-}" ]; then
    say "the build before, with a vault of its own"
    rm -rf "$root/before" && dpkg-deb -R "$PREVIOUS" "$root/before"
    sed -i "s/^Version: .*/&~before/" "$root/before/DEBIAN/control"
    dpkg-deb --root-owner-group -Znone --build "$root/before" "$root/before.deb" >/dev/null
    inside 'apt-get -qq -y --no-install-recommends --allow-downgrades install /before.deb /debs/alcove-models_*.deb 2>&1 | tail -n 1; dpkg -s alcove | grep "^Version"'
    user 'alcove vault create'
    user 'sh -c "echo \"My brother Tom plays the cello.\" | alcove"' 2>&1
    rm -rf "$root/before" "$root/before.deb"
fi

say "apt install ./alcove*.deb, without a network"
inside 'cd /debs && apt-get -qq -y --no-install-recommends --reinstall install ./alcove_*.deb ./alcove-models_*.deb 2>&1 | tail -n 3; dpkg -s alcove alcove-models | grep -E "^(Package|Status|Version)"'
inside 'dpkg --verify alcove && dpkg --verify alcove-models'

say "libraries that are missing (libqgtk3.so wants GTK, libcupsprintersupport.so CUPS: used where they are there)"
inside 'find /usr/lib/alcove /usr/bin/alcove -type f \( -name "*.so*" -o -name alcove \) -exec sh -c "ldd \$1 2>/dev/null | grep -q \"not found\" && { echo \$1; ldd \$1 | grep \"not found\"; }" _ {} \; || true' >"$root.missing"
cat "$root.missing"
[ -z "$(grep '^/' "$root.missing" | grep -v -e libqgtk3 -e libcupsprintersupport)" ] || { echo "NOT AS EXPECTED: others must not be missing"; exit 1; }

say "the command"
user 'alcove --version' | expect "alcove $(dpkg-deb -f "$(ls dist/alcove_*.deb)" Version)"
user 'bash -c "alcove --help >/dev/null; for n in 1 2 3; do TIMEFORMAT=\"alcove --help: %R s\"; time alcove --help >/dev/null; done"' 2>&1
say "a vault, and a chat that remembers across restarts"
[ -n "${PREVIOUS:-}" ] || user 'alcove vault create' 2>&1
[ -z "${PREVIOUS:-}" ] || user 'sh -c "echo \"What does my brother play?\" | alcove"' 2>&1 | expect cello
user 'sh -c "echo \"My sister Anna lives in Lisbon and is allergic to peanuts.\" | alcove"' 2>&1
user 'sh -c "echo \"Where does my sister live?\" | alcove"' 2>&1 | expect Lisbon
user 'alcove recall "what must Anna not eat"' 2>&1 | expect peanuts
say "alcove doctor"
user 'alcove doctor'

inside 'apt-get -qq -y --no-install-recommends install xvfb imagemagick x11-utils shared-mime-info desktop-file-utils libglib2.0-bin man-db >/dev/null 2>&1'
say "the manual page"
inside 'MANWIDTH=100 man -P cat alcove | head -n 12' 2>&1 | expect "alcove - A desktop assistant"
say "the window under Xvfb; an archive opened in it by what a double-click starts (gio open)"
rm -f "$root/tmp/window.png" "$root/tmp/archive.png"
user 'sh -c "
  Xvfb :7 -screen 0 1280x860x24 >/dev/null 2>&1 & x=\$!
  sleep 2; export DISPLAY=:7
  alcove >/tmp/window.log 2>&1 & a=\$!
  for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 2; xwininfo -root -tree 2>/dev/null | grep -q Alcove && break; done
  sleep 4; import -window root /tmp/window.png; xwininfo -root -tree | grep Alcove || true
  alcove export /tmp/mine.alcove; gio info -a standard::content-type /tmp/mine.alcove | grep content-type; gio open /tmp/mine.alcove
  sleep 6; import -window root /tmp/archive.png
  kill \$a; wait \$a || true; kill \$x; cat /tmp/window.log"' 2>&1 | expect application/x-alcove-archive
cp "$root/tmp/window.png" "$root/tmp/archive.png" build/bare/
! cmp -s build/bare/window.png build/bare/archive.png || { echo "NOT AS EXPECTED: the archive changed nothing in the window"; exit 1; }
say "the file type, and what opens it"
inside 'desktop-file-validate /usr/share/applications/alcove.desktop; grep -h alcove /usr/share/mime/globs2 /usr/share/applications/mimeinfo.cache' | expect application/x-alcove-archive=alcove.desktop
say "licences"
user 'sh -c "alcove licences | wc -l; alcove licences qt | grep -c LESSER"'

say "the same package again: the same vault answers"
inside 'cd /debs && apt-get -qq -y --no-install-recommends --reinstall install ./alcove_*.deb 2>&1 | tail -n 2'
user 'sh -c "echo \"Where does my sister live?\" | alcove"' 2>&1 | expect Lisbon
say "remove"
inside 'apt-get -y remove alcove 2>&1 | grep -E "vault|delete|Removing"; ls /usr/lib/alcove /usr/bin/alcove 2>&1 || true; find /home/person/.local/share/alcove -maxdepth 1 | sort' | expect /vault
say "purge"
inside 'apt-get -y purge alcove alcove-models 2>&1 | grep -E "vault|Purging|Removing"; ls -d /home/person/.local/share/alcove' | expect "vaults stay where they are"
left=$(inside 'find / -xdev \( -path /proc -o -path /debs -o -path /home -o -path /tmp \) -prune -o -name "*alcove*" -print')
[ -z "$left" ] || { echo "NOT AS EXPECTED: left on the system:"; echo "$left"; exit 1; }
say "all as it has to be. Pictures to look at: build/bare/window.png, build/bare/archive.png"
