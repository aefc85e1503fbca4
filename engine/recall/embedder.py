"""What recall needs of an embedding model. The one in use is models.client.EmbedModel; the engine never imports it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns text into vectors of unit length."""

    @property
    def id(self) -> str:
        """Names the model and its form; vectors of different ids are never compared."""

    @property
    def dimension(self) -> int:
        """Numbers per vector."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """A question's vector, shape (dimension,)."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Several questions' vectors, shape (len(texts), dimension)."""

    def embed_documents(self, texts: Sequence[str], cancel: threading.Event | None = None) -> NDArray[np.float32]:
        """Vectors of texts, shape (len(texts), dimension)."""
