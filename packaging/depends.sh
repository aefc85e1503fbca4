#!/bin/sh
# The Debian packages that the .deb depends on, one line: Briefcase wants them installed where it builds.
cd "$(dirname "$0")/.." || exit
sed -n '/^system_runtime_requires/,/^]/p' briefcase.toml | grep -o '"[^"]*"' | tr -d '"' | tr '\n' ' '
