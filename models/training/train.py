"""Training: AdamW on the adapter alone, loss on the odds of yes and no; goes on from its last checkpoint, and repeats exactly for the same seed."""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as nn
from torch import Tensor

from models.training.batches import IGNORED, Batch, Row, batch, batches
from models.training.llama import Adapter, Llama


@dataclass(frozen=True)
class Plan:
    """`tokens` a step; the rate rises for `warm_up` steps and then falls as a cosine to a tenth. A checkpoint every `keep` steps."""

    epochs: int = 1
    tokens: int = 2_000
    rate: float = 8e-4
    warm_up: int = 30
    clip: float = 1.0
    seed: int = 0
    keep: int = 50


def odds(model: Llama, adapter: Adapter | None, part: Batch, answers: Sequence[int]) -> tuple[Tensor, Tensor]:
    """The log-odds that each memory answers, and whether it does (memories of the batch in order). `answers`: the tokens of no and yes."""
    with torch.autocast(model.kind, torch.bfloat16, enabled=model.dtype == torch.bfloat16):
        states = model.hidden(part.tokens, part.positions, part.mask, adapter)
    wanted = part.targets != IGNORED
    no, yes = model.weights["token_embd"][list(answers)].float()
    return states[wanted].float() @ (yes - no), part.targets[wanted]


def loss(model: Llama, adapter: Adapter | None, part: Batch, answers: Sequence[int]) -> Tensor:
    """Mean cross-entropy of yes and no."""
    found, wanted = odds(model, adapter, part, answers)
    return nn.binary_cross_entropy_with_logits(found, wanted.float())


def train(model: Llama, adapter: Adapter, rows: Sequence[Row], held_out: Sequence[Row], answers: Sequence[int], plan: Plan, folder: Path) -> None:
    """Trains in place; `folder` gets `checkpoint.pt` and a line of `curve.jsonl` at every checkpoint."""
    folder.mkdir(parents=True, exist_ok=True)
    steps = [group for epoch in range(plan.epochs) for group in batches(rows, plan.tokens, random.Random(plan.seed + epoch))]
    optimizer = torch.optim.AdamW(adapter.parameters(), lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.0)
    kept = folder / "checkpoint.pt"
    first, recent, started, read = _resume(kept, adapter, optimizer), [], time.monotonic(), 0
    for step in range(first, len(steps)):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * _share(step, plan.warm_up, len(steps))
        part = batch(steps[step], model.device)
        current = loss(model, adapter, part, answers)
        optimizer.zero_grad()
        current.backward()
        torch.nn.utils.clip_grad_norm_(adapter.parameters(), plan.clip)
        optimizer.step()
        recent.append(current.item())
        read += int((part.tokens != 0).sum())
        if (step + 1) % plan.keep == 0 or step + 1 == len(steps):
            _keep(kept, step + 1, adapter, optimizer)
            speed, mean = round(read / (time.monotonic() - started)), round(sum(recent) / len(recent), 4)
            told = {"step": step + 1, "of": len(steps), "loss": mean, "tokens_per_second": speed, **measured(model, adapter, held_out, answers)}
            print(json.dumps(told), flush=True)
            with (folder / "curve.jsonl").open("a", encoding="utf-8") as curve:
                curve.write(json.dumps(told) + "\n")
            recent, started, read = [], time.monotonic(), 0


def measured(model: Llama, adapter: Adapter | None, rows: Sequence[Row], answers: Sequence[int]) -> dict[str, float]:
    """Over rows that are not trained on: the loss; how often the likeliest memory is one that answers, of questions that have an answer;
    how often none is taken for an answer, of those that have none (at even odds)."""
    losses, first, none = [], [], []
    with torch.no_grad():
        for at in range(0, len(rows), 8):
            found, wanted = odds(model, adapter, batch(rows[at : at + 8], model.device), answers)
            losses.append(float(nn.binary_cross_entropy_with_logits(found, wanted.float())))
            count = 0
            for one in rows[at : at + 8]:
                length = max(one.part)
                scores, labels = found[count : count + length], wanted[count : count + length]
                count += length
                if labels.any():
                    first.append(bool(labels[scores.argmax()]) and float(scores.max()) > 0)
                else:
                    none.append(float(scores.max()) <= 0)
    shares = {"held_out": sum(losses) / max(1, len(losses)), "answered": sum(first) / max(1, len(first)), "declined": sum(none) / max(1, len(none))}
    return {name: round(share, 4) for name, share in shares.items()}


def load(kept: Path, adapter: Adapter) -> int:
    """The matrices of a checkpoint; the number of steps that it has behind it."""
    state = torch.load(kept, map_location="cpu", weights_only=True)
    with torch.no_grad():
        for name in adapter.a:
            adapter.a[name].copy_(state["a"][name])
            adapter.b[name].copy_(state["b"][name])
    return int(state["step"])


def _resume(kept: Path, adapter: Adapter, optimizer: torch.optim.Optimizer) -> int:
    if not kept.exists():
        return 0
    optimizer.load_state_dict(torch.load(kept, map_location="cpu", weights_only=True)["optimizer"])
    return load(kept, adapter)


def _keep(kept: Path, step: int, adapter: Adapter, optimizer: torch.optim.Optimizer) -> None:
    """Written beside and renamed: a kill leaves the checkpoint before it."""
    state = {
        "step": step, "a": {n: t.detach() for n, t in adapter.a.items()}, "b": {n: t.detach() for n, t in adapter.b.items()},
        "optimizer": optimizer.state_dict(),
    }  # fmt: skip
    torch.save(state, kept.with_suffix(".new"))
    kept.with_suffix(".new").replace(kept)


def _share(step: int, warm_up: int, steps: int) -> float:
    """The share of the full rate at a step."""
    if step < warm_up:
        return (step + 1) / warm_up
    return 0.1 + 0.9 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up))) / 2
