#!/bin/sh
# Sets up everything that Alcove needs to run and to be tested, in .venv: system libraries (where that needs no question),
# Python packages as locked, the two compiled ones (built once, then reused), the project itself, the default models.
# Talks on stderr and reads nothing, so that `echo question | make run` reaches the chat.
set -eu
exec </dev/null 1>&2
cd "$(dirname "$0")/.."

say() { printf 'alcove: %s\n' "$*"; }
fail() { printf 'alcove: %s\n' "$*"; exit 1; }

as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
updated=
# install WHY PACKAGE...: installs Debian packages as root, else says in one line what to type.
install() {
    why=$1; shift
    as_root || fail "$why missing. Install it with:  sudo apt-get install $*"
    say "$why missing: installing $*"
    if [ -z "$updated" ]; then apt-get -qq update || true; updated=yes; fi
    DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get -qq -y --no-install-recommends install "$@" >/dev/null || fail "could not install $*; try:  apt-get install $*"
}

python=${PYTHON:-python3}
command -v "$python" >/dev/null 2>&1 || install "Python 3.11 or newer is" python3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Alcove needs Python 3.11 or newer; $python is $("$python" -V). Name another:  make PYTHON=python3.12 …"

case $(uname -s) in MINGW* | MSYS* | CYGWIN*) bin=.venv/Scripts ;; *) bin=.venv/bin ;; esac

digest=$("$python" -c 'import hashlib, sys; print(hashlib.sha256(b"".join(open(name, "rb").read() for name in sys.argv[1:])).hexdigest()[:16])' \
    packaging/requirements.lock packaging/requirements-native.lock pyproject.toml packaging/setup.sh)
stamp=".venv/.ready-$digest"

if [ ! -e "$stamp" ]; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install "python3-venv is" python3-venv
    if ! $bin/python -c 'import pip' 2>/dev/null; then
        say "making .venv"
        rm -rf .venv
        "$python" -m venv .venv
    fi

    # Compiled packages are built for this machine's processor and kept outside the checkout, so that a fresh clone finds them.
    flags=$(grep -m1 '^flags' /proc/cpuinfo 2>/dev/null | "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest()[:8])')
    tag=$($bin/python -c 'import sysconfig, sys; print(f"cp{sys.version_info[0]}{sys.version_info[1]}-{sysconfig.get_platform()}")')
    wheels=${ALCOVE_WHEELS:-${XDG_CACHE_HOME:-$HOME/.cache}/alcove/wheels}/$tag-$flags
    mkdir -p "$wheels"
    for name in $(sed -n 's/^\([a-z-]*==[0-9.]*\).*/\1/p' packaging/requirements-native.lock); do
        pattern=$(printf %s "$name" | tr '-' '_' | sed 's/==/-/')
        if ! ls "$wheels/$pattern"-*.whl >/dev/null 2>&1; then
            command -v c++ >/dev/null 2>&1 || install "a C++ compiler is" g++
            [ -e "$($bin/python -c 'import sysconfig; print(sysconfig.get_paths()["include"])')/Python.h" ] || install "Python's headers are" python3-dev
            say "building $name (once; some minutes)"
            awk -v name="${name%%==*}" '/^[a-z]/ { keep = index($0, name "==") == 1 } keep' packaging/requirements-native.lock >.venv/one.lock
            HNSWLIB_NO_NATIVE=1 $bin/python -m pip wheel --quiet --no-deps --require-hashes -r .venv/one.lock -w "$wheels" >.venv/build.log 2>&1 ||
                { tail -n 30 .venv/build.log; fail "building $name failed; the whole log: .venv/build.log"; }
        fi
    done

    say "installing Python packages"
    $bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r packaging/requirements.lock
    $bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-index --find-links "$wheels" \
        $(sed -n 's/^\([a-z-]*==[0-9.]*\).*/\1/p' packaging/requirements-native.lock)
    $bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
    $bin/python -m compileall -q desktop engine models
    rm -f .venv/.ready-*
    : >"$stamp"
fi

# Qt's system libraries: what Qt itself says is missing decides. A chat in the terminal does without.
if ! problem=$($bin/python -c 'import PySide6.QtWidgets' 2>&1); then
    if as_root; then
        install "Qt's libraries are" libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0
        $bin/python -c 'import PySide6.QtWidgets' || fail "Qt still does not start"
    elif [ "${1:-}" = test ]; then
        fail "Qt's libraries are missing ($(printf %s "$problem" | tail -n 1)). Install them with:  sudo apt-get install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0"
    else
        say "the window needs some libraries (a chat in the terminal does not):  sudo apt-get install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0"
    fi
fi

$bin/alcove models install --missing
