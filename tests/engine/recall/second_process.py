"""A second program at the same vault, for tests: reads commands on its standard input, answers each with a line of JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from engine.memory.forgetting import Forgetting, Text
from engine.recall import jobs
from engine.vault.vault import Vault

from .conftest import Story, WordEmbedder


def main() -> None:
    home, key = map(Path, sys.argv[1:])
    with Vault.unlock(home, key_file=key) as vault:
        story = Story(vault, WordEmbedder())
        for line in sys.stdin:
            command, argument = json.loads(line)
            answer: object = True
            if command == "say":
                story.say(argument)
                jobs.drain(vault, story.embedder)
            elif command == "note":
                story.link(argument, ("Anna", "lives_in", argument.split()[-1].rstrip(".")))
                jobs.drain(vault, story.embedder)
            elif command == "forget":
                Forgetting(vault).forget([Text(argument)])
            elif command == "undo":
                vault.journal.undo()
            elif command == "erase":
                answer = Forgetting(vault).erase([Text(argument)]).unfinished
            elif command == "ask":
                answer = [(hit.text, sorted(hit.arms)) for hit in story.recall.search(argument).hits]
            print(json.dumps(answer), flush=True)


main()
