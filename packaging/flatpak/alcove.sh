#!/bin/sh
PYTHONPATH=/app/lib/alcove PYTHONDONTWRITEBYTECODE=1 exec python3 -m desktop "$@"
