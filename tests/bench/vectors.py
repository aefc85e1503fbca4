"""Vectors of texts by Alcove's own embedder, made once and kept in the cache folder: every system gets the very same."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 64


def cache() -> Path:
    """Where what takes long is kept: $BENCH_CACHE, or `alcove-bench` in the platform's cache folder."""
    import platformdirs

    folder = Path(os.environ.get("BENCH_CACHE") or platformdirs.user_cache_dir("alcove-bench", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Vectors:
    """Text -> vector."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        from models import catalogue
        from models.client import EmbedModel

        self.texts = list(dict.fromkeys(texts))
        entry = catalogue.default("embed")
        name = hashlib.sha256(json.dumps([entry.id, self.texts]).encode()).hexdigest()[:16]
        file = cache() / f"vectors-{name}.npy"
        if not file.exists():
            model = EmbedModel(entry)
            try:
                made = [model.embed_documents(self.texts[start : start + _BATCH]) for start in range(0, len(self.texts), _BATCH)]
            finally:
                model.close()
            np.save(file, np.concatenate(made).astype(np.float32))
        self.matrix: NDArray[np.float32] = np.load(file)
        self._place = {text: n for n, text in enumerate(self.texts)}

    def __getitem__(self, text: str) -> NDArray[np.float32]:
        return self.matrix[self._place[text]]
