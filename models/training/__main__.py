"""`make adapters`: makes the examples, trains, writes the adapter with its sha256. A run that was cut off goes on where it was."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import torch

from models.adapters import ANSWERING, LEARNING
from models.catalogue import default
from models.paths import find_file
from models.training.batches import row
from models.training.data import lives, notes
from models.training.data.answering import examples as made
from models.training.data.lexicon import Choice
from models.training.data.overlap import without
from models.training.export import write_adapter
from models.training.form import Example, Noted, Tokens
from models.training.llama import Adapter, Llama
from models.training.train import Plan, load, train


def main() -> None:
    parser = argparse.ArgumentParser(prog="make adapters", description=__doc__)
    parser.add_argument("--base", type=Path, default=find_file(default("chat").file), help="the GGUF of the base model; else the bundled one")
    parser.add_argument("--job", choices=(ANSWERING, LEARNING), default=ANSWERING, help="which memory answers, or what is worth keeping")
    parser.add_argument("--folder", type=Path, help="for checkpoint, curve and adapter; else build/adapters/JOB")
    parser.add_argument(
        "--examples", type=int, default=3_000, help="made lists of memories, with two to six questions each, beside those written by hand"
    )
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--tokens", type=int, default=1_500, help="tokens a step")
    parser.add_argument("--rounds", type=int, default=1, help="how often each question written by hand occurs in an epoch")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--never", type=Path, nargs="*", action="extend", default=[], help="files of which no sentence may occur in the examples")
    parser.add_argument("--after", type=Path, help="begin with the matrices of this checkpoint")
    parser.add_argument("--export", action="store_true", help="write the adapter of the last checkpoint, without training")
    chosen = parser.parse_args()
    folder = chosen.folder or Path("build/adapters") / chosen.job

    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    model = Llama(chosen.base, torch.bfloat16, device="cuda" if torch.cuda.is_available() else "cpu")
    adapter = Adapter(model, chosen.rank, 2.0 * chosen.rank, chosen.seed)
    if chosen.after:
        load(chosen.after, adapter)
    if chosen.export:
        load(folder / "checkpoint.pt", adapter)
    else:
        tokens, learn, apart = Tokens(chosen.base), Choice(chosen.seed), Choice(chosen.seed + 1, held_out=True)
        if chosen.job == LEARNING:
            rows = [row(tokens, one) for _ in range(chosen.rounds) for one in without(_noted(learn), chosen.never)]
            held_out = [row(tokens, one) for one in _noted(apart, held_out=True)]
        else:
            rows = [row(tokens, one) for one in without(_asked(learn, chosen.examples, chosen.rounds), chosen.never)]
            written = [*lives.examples(apart, held_out=True)][:400]
            held_out = [row(tokens, one) for one in written or _asked(apart, 60, 0)]
        plan = Plan(chosen.epochs, chosen.tokens, chosen.rate, seed=chosen.seed)
        print(f"{len(rows)} examples, {sum(len(one.tokens) for one in rows)} tokens", flush=True)
        train(model, adapter, rows, held_out, tokens.answers, plan, folder)
    file = folder / f"{chosen.job}.gguf"
    base = hashlib.sha256(chosen.base.read_bytes()).hexdigest()
    write_adapter(adapter, file, name=f"alcove {chosen.job}", base=base)
    print(f"{file}  {file.stat().st_size / 1e6:.1f} MB  sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}")


def _asked(chance: Choice, lists: int, rounds: int) -> list[Example]:
    """Questions on memories: made ones, and those written by hand."""
    return [one for _ in range(lists) for one in made(chance)] + [one for _ in range(rounds) for one in lives.examples(chance)]


def _noted(chance: Choice, *, held_out: bool = False) -> list[Noted]:
    """Messages with notes to judge."""
    return [one for one in notes.examples(chance, held_out=held_out) if one.notes]


if __name__ == "__main__":
    main()
