"""A chat model of 0.6 MB with random weights: it speaks nonsense, but it loads, streams, obeys grammars, and breaks like a real one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gguf
import numpy as np

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
CONTROL = ("<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>")
BLOCKS, WIDTH, HEADS, FEED_FORWARD, CONTEXT = 2, 64, 4, 128, 4096


def write_tiny(
    path: Path,
    *,
    template: str | None = CHATML,
    architecture: str = "llama",
    kind: str = "model",
    seed: int = 7,
    marker: Any = gguf.TokenType.CONTROL,
) -> Path:
    """Writes the model to `path`. Its vocabulary is the 256 bytes, the printable ASCII characters and five control tokens, of which `marker` is the
    type of the two that open and close a turn."""
    random = np.random.default_rng(seed)
    characters = [chr(code) for code in range(33, 127)]
    tokens = [*CONTROL, *(f"<0x{byte:02X}>" for byte in range(256)), "\u2581", *characters]
    types = [gguf.TokenType.UNKNOWN] + [gguf.TokenType.CONTROL] * 2 + [marker] * 2
    types += [gguf.TokenType.BYTE] * 256 + [gguf.TokenType.NORMAL] * (len(characters) + 1)
    writer: Any = gguf.GGUFWriter(str(path), architecture)
    writer.add_type(kind)
    writer.add_name("Tiny \x1b[31mred")
    writer.add_license("Apache-2.0")
    writer.add_block_count(BLOCKS)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(types)
    writer.add_bos_token_id(tokens.index("<s>"))
    writer.add_eos_token_id(tokens.index("<|im_end|>"))
    writer.add_unk_token_id(tokens.index("<unk>"))
    writer.add_add_bos_token(False)
    writer.add_add_space_prefix(False)
    if template is not None:
        writer.add_chat_template(template)

    def add(name: str, *shape: int) -> None:
        writer.add_tensor(name, (random.standard_normal(shape) * 0.3).astype(np.float32))

    add("token_embd.weight", len(tokens), WIDTH)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, dtype=np.float32))
    head = random.standard_normal((len(tokens), WIDTH)).astype(np.float32)
    # Control tokens get a logit of nought: the likeliest token is never the end of the turn.
    head[: len(CONTROL)] = 0
    writer.add_tensor("output.weight", head)
    for block in range(BLOCKS):
        for name, shape in (
            ("attn_q", (WIDTH, WIDTH)),
            ("attn_k", (WIDTH, WIDTH)),
            ("attn_v", (WIDTH, WIDTH)),
            ("attn_output", (WIDTH, WIDTH)),
            ("ffn_gate", (FEED_FORWARD, WIDTH)),
            ("ffn_up", (FEED_FORWARD, WIDTH)),
            ("ffn_down", (WIDTH, FEED_FORWARD)),
        ):
            add(f"blk.{block}.{name}.weight", *shape)
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{block}.{name}.weight", np.ones(WIDTH, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def data_start(path: Path) -> int:
    """Where the header ends and the weights begin."""
    reader: Any = gguf.GGUFReader(str(path))
    return int(reader.data_offset)
