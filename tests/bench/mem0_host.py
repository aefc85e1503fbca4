"""Runs inside mem0's own virtual environment: `python host.py WORK`. Fills and asks mem0 through its own interface, with vectors made elsewhere.

WORK holds job.json (conversations of turns and questions), texts.json and vectors.npy (one vector a text); out.json is written there.
"""

import json
import os
import statistics
import sys
import time
import types
from pathlib import Path

WORK = Path(sys.argv[1])
os.environ.update(
    MEM0_TELEMETRY="False", MEM0_DIR=str(WORK / "mem0"), HF_HUB_OFFLINE="1", ANONYMIZED_TELEMETRY="False", OPENAI_API_KEY="unused", HOME=str(WORK)
)


class Embeddings:
    """Stands for LangChain's base class, which is all that mem0's slot for embedders of one's own asks for."""


for name in ("langchain", "langchain.embeddings", "langchain.embeddings.base"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["langchain.embeddings.base"].Embeddings = Embeddings


class Known(Embeddings):
    """Looks the vectors up; each text's was made beforehand by Alcove's own embedder."""

    def __init__(self, texts, vectors):
        self._place = {text.strip(): n for n, text in enumerate(texts)}
        self._vectors = vectors

    def embed_query(self, text):
        return self._vectors[self._place[text.strip()]].tolist()


def main():
    import numpy as np
    from mem0 import Memory
    from mem0.vector_stores.qdrant import Qdrant

    job = json.loads((WORK / "job.json").read_text("utf-8"))
    known = Known(json.loads((WORK / "texts.json").read_text("utf-8")), np.load(WORK / "vectors.npy"))
    encoder = words() if job["keywords"] else None
    if not job["keywords"]:
        Qdrant._get_bm25_encoder = lambda self: None  # as it is where the model of its stop words can't be fetched
    added, searched, ranked, deep = [], [], [], []
    for number, conversation in enumerate(job["conversations"]):
        store = {
            "collection_name": "bench",
            "path": str(WORK / f"qdrant-{number}"),
            "embedding_model_dims": int(known._vectors.shape[1]),
            "on_disk": True,
        }
        memory = Memory.from_config(
            {
                "vector_store": {"provider": "qdrant", "config": store},
                "embedder": {"provider": "langchain", "config": {"model": known, "embedding_dims": store["embedding_model_dims"]}},
                "llm": {"provider": "openai", "config": {"api_key": "unused"}},
                "history_db_path": str(WORK / f"history-{number}.db"),
            }
        )
        if encoder is not None:
            memory.vector_store._bm25_encoder = encoder
        for turn in conversation["turns"]:
            started = time.perf_counter()
            memory.add([{"role": "user", "content": turn["text"]}], user_id="user", infer=False, metadata={"turn": turn["id"]})
            added.append((time.perf_counter() - started) * 1000)
        for question in conversation["questions"]:
            started = time.perf_counter()
            found = memory.search(question, filters={"user_id": "user"}, top_k=job["top"])["results"]
            searched.append((time.perf_counter() - started) * 1000)
            ranked.append([hit["metadata"]["turn"] for hit in found])
            found = memory.search(question, filters={"user_id": "user"}, top_k=job["deep"])["results"]
            deep.append([hit["metadata"]["turn"] for hit in found])
        print(f"mem0: conversation {number + 1} of {len(job['conversations'])}", file=sys.stderr, flush=True)
    (WORK / "out.json").write_text(json.dumps({"ranked": ranked, "deep": deep, "add_ms": statistics.median(added), "search_ms": searched}), "utf-8")


def words():
    """Its BM25 encoder with a stop list of our own: what it would fetch is one."""
    from fastembed.sparse.bm25 import Bm25

    folder = WORK / "stopwords"
    folder.mkdir(exist_ok=True)
    (folder / "english.txt").write_text("\n".join(STOP), "utf-8")
    return Bm25("Qdrant/bm25", specific_model_path=str(folder))


STOP = (
    "a about above after again against all am an and any are as at be because been before being below between both but by can did do does doing "
    "don down during each few for from further had has have having he her here hers herself him himself his how i if in into is it its itself "
    "just me more most my myself no nor not now of off on once only or other our ours ourselves out over own s same she should so some such t "
    "than that the their theirs them themselves then there these they this those through to too under until up very was we were what when where "
    "which while who whom why will with you your yours yourself yourselves"
).split()


if __name__ == "__main__":
    main()
