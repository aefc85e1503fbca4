"""mem0 itself beside the others: installed into a virtual environment of its own, filled and asked through its own interface.

It keeps texts as they are (`infer=False`: no language model is at hand for it either), in its local Qdrant, with Alcove's embedder; telemetry off.
`mem0_host.py` is what runs there.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

from tests.bench.locomo import Conversation
from tests.bench.systems import DEEP, TOP, Run, spoken
from tests.bench.vectors import Vectors, cache

REQUIREMENTS = Path(__file__).with_name("mem0-requirements.txt")
HOST = Path(__file__).with_name("mem0_host.py")
PATIENCE = 1800  # seconds


class NoMem0(Exception):
    """It can't be installed or does not run here; the message says why."""


def run(conversations: Sequence[Conversation], vectors: Vectors, *, keywords: bool) -> Run:
    """`keywords`: with its BM25, which a plain install without the internet does not have. Raises NoMem0."""
    import numpy as np

    python = _python()
    with tempfile.TemporaryDirectory(prefix="alcove-mem0-") as folder:
        work = Path(folder)
        job = {
            "conversations": [
                {
                    "turns": [{"id": turn.id, "text": text} for turn, text in zip(one.turns, spoken(one), strict=True)],
                    "questions": [question.text for question in one.questions],
                }
                for one in conversations
            ],
            "top": TOP,
            "deep": DEEP,
            "keywords": keywords,
        }
        (work / "job.json").write_text(json.dumps(job), "utf-8")
        (work / "texts.json").write_text(json.dumps(vectors.texts), "utf-8")
        np.save(work / "vectors.npy", vectors.matrix)
        done = subprocess.run([str(python), "-P", str(HOST), str(work)], capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode:
            raise NoMem0(f"mem0 ended with {done.returncode}: {(done.stderr.strip().splitlines() or ['no word'])[-1][:300]}")
        out = json.loads((work / "out.json").read_text("utf-8"))
    return Run(f"mem0 {version()}{' + BM25 by hand' if keywords else ''}", out["ranked"], out["search_ms"], out["add_ms"], out["deep"])


def version() -> str:
    """As pinned."""
    return next(line.split("==")[1] for line in REQUIREMENTS.read_text("utf-8").splitlines() if line.startswith("mem0ai=="))


def _python() -> Path:
    """The interpreter of its environment, made at first use."""
    folder = cache() / f"mem0-{version()}-{sys.version_info.major}.{sys.version_info.minor}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    marker = folder / "installed"
    if not marker.exists():
        print(f"Installing mem0 {version()} into {folder} …", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS)], capture_output=True, text=True)
        if done.returncode:
            raise NoMem0(f"pip could not install it: {(done.stderr.strip().splitlines() or ['no word'])[-1][:300]}")
        marker.touch()
    return python
