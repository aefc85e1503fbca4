"""An adapter as the GGUF file that llama.cpp applies, and where it stands for its base: by the hash of the base model's file."""

from __future__ import annotations

from pathlib import Path

from models.training.llama import Adapter


def write_adapter(adapter: Adapter, path: Path, *, name: str, base: str) -> None:
    """Float16 tensors: half the size, and no answer differs. `base`: sha256 of the base model's file."""
    import numpy as np
    from gguf import GGUFWriter

    writer = GGUFWriter(path, "llama")
    writer.add_type("adapter")
    writer.add_name(name)
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", adapter.alpha)
    writer.add_string("alcove.base.sha256", base)
    for tensor in adapter.a:
        writer.add_tensor(f"{tensor}.weight.lora_a", adapter.a[tensor].detach().cpu().numpy().astype(np.float16))
        writer.add_tensor(f"{tensor}.weight.lora_b", adapter.b[tensor].detach().cpu().numpy().astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
