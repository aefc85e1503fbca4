"""Examples as tensors. The texts of an example lie one behind the other after its stem; a mask hides each from the others,
and positions begin anew after the stem, so that every text is read as if it stood alone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from models.training.form import Example, Noted, Tokens

IGNORED = -100


@dataclass(frozen=True)
class Row:
    """One example. `part` is 0 for the stem and n for the n-th text; `targets` is 1 or 0 at a text's last token, IGNORED elsewhere."""

    tokens: list[int]
    positions: list[int]
    part: list[int]
    targets: list[int]


@dataclass(frozen=True)
class Batch:
    tokens: Tensor
    positions: Tensor
    mask: Tensor
    targets: Tensor


def row(tokens: Tokens, example: Example | Noted) -> Row:
    ids = tokens(example.stem)
    positions, part, targets = list(range(len(ids))), [0] * len(ids), [IGNORED] * len(ids)
    start = len(ids)
    for number, (text, right) in enumerate(example.branches, 1):
        told = tokens(text)
        ids = [*ids, *told]
        positions += range(start, start + len(told))
        part += [number] * len(told)
        targets += [IGNORED] * (len(told) - 1) + [int(right)]
    return Row(ids, positions, part, targets)


def batch(rows: Sequence[Row], device: str = "cpu") -> Batch:
    length = max(len(row.tokens) for row in rows)

    def padded(lists: Sequence[list[int]], filler: int) -> Tensor:
        return torch.tensor([one + [filler] * (length - len(one)) for one in lists], device=device)

    part = padded([row.part for row in rows], -1)
    of_it = (part[:, :, None] == part[:, None, :]) | (part[:, None, :] == 0)
    order = torch.ones(length, length, dtype=torch.bool, device=device).tril()
    return Batch(
        padded([row.tokens for row in rows], 0), padded([row.positions for row in rows], 0), (of_it & order)[:, None],
        padded([row.targets for row in rows], IGNORED),
    )  # fmt: skip


def batches(rows: Sequence[Row], size: int, chance: random.Random) -> Iterator[list[Row]]:
    """All rows once, of like length together, `size` tokens or so at a time, in random order."""
    order = sorted(range(len(rows)), key=lambda n: len(rows[n].tokens) + chance.random() * 30)
    groups: list[list[Row]] = [[]]
    for n in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(rows[n].tokens) > size:
            groups.append([])
        groups[-1].append(rows[n])
    chance.shuffle(groups)
    yield from groups
