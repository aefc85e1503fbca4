"""A BERT sentence encoder from safetensors to GGUF (F16), the way llama.cpp's own converter does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

BLOCKS, WIDTH, FEED_FORWARD, HEADS, CONTEXT = 6, 384, 1536, 12, 512
#: `position_ids` is a constant; the pooler is not used for sentence embeddings.
DROPPED = ("position_ids", "pooler.")


def convert_bert(weights: Path, vocabulary: Sequence[str], target: Path, *, title: str, progress: Callable[[float], None]) -> None:
    """Writes the MiniLM in `weights` with its WordPiece `vocabulary` to `target`. Raises KeyError on a foreign tensor."""
    import gguf
    from safetensors import safe_open

    writer: Any = gguf.GGUFWriter(str(target), "bert")
    writer.add_name(title)
    writer.add_block_count(BLOCKS)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_layer_norm_eps(1e-12)
    writer.add_causal_attention(False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    _add_tokenizer(writer, vocabulary)
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.BERT, BLOCKS)
    with safe_open(str(weights), framework="numpy") as source:
        keys = [key for key in source.keys() if not any(part in key for part in DROPPED)]  # noqa: SIM118 (not a dict)
        for number, key in enumerate(keys):
            name = names.get_name(key, try_suffixes=(".weight", ".bias"))
            if name is None:
                raise KeyError(key)
            tensor = source.get_tensor(key)
            # One-dimensional tensors, positions and token types are small, and llama.cpp expects them exact.
            exact = tensor.ndim == 1 or name.startswith(("position_embd", "token_types"))
            writer.add_tensor(name, tensor.astype("float32" if exact else "float16"))
            progress((number + 1) / len(keys))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_tokenizer(writer: Any, vocabulary: Sequence[str]) -> None:
    import gguf

    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("default")
    writer.add_token_type_count(2)
    writer.add_token_list([_phantom_space(token) for token in vocabulary])
    writer.add_token_types([gguf.TokenType.CONTROL if _special(token) else gguf.TokenType.NORMAL for token in vocabulary])
    for add, token in (
        (writer.add_bos_token_id, "[CLS]"),
        (writer.add_eos_token_id, "[SEP]"),
        (writer.add_unk_token_id, "[UNK]"),
        (writer.add_sep_token_id, "[SEP]"),
        (writer.add_pad_token_id, "[PAD]"),
        (writer.add_mask_token_id, "[MASK]"),
    ):
        add(vocabulary.index(token))


def _special(token: str) -> bool:
    return len(token) > 2 and token.startswith("[") and token.endswith("]")


def _phantom_space(token: str) -> str:
    """llama.cpp marks the start of a word, BERT its continuation."""
    if _special(token):
        return token
    return token[2:] if token.startswith("##") else "\u2581" + token
