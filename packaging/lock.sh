#!/bin/sh
# Rewrites the two lock files from pyproject.toml: every version pinned, every file's hash named.
# requirements.lock: what has wheels. requirements-native.lock: what is compiled here from source.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/pip install --quiet uv
native="llama-cpp-python hnswlib"
compile() { .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group dev pyproject.toml "$@"; }
compile --no-emit-package llama-cpp-python --no-emit-package hnswlib -o packaging/requirements.lock
compile -o packaging/.all.lock
for name in $native; do
    awk -v name="$name" '/^[a-z]/ { keep = index($0, name "==") == 1 } keep' packaging/.all.lock
done >packaging/requirements-native.lock
rm packaging/.all.lock
