"""Choosing the next token: llama.cpp's sampler chain, with a grammar in front when the text must have a form."""

from __future__ import annotations

import json
import secrets
from typing import Any

from models.errors import BadRequest
from models.protocol import Generation
from models.weights import Weights

#: The repeat penalty looks at this many generated tokens. Words of the prompt are not punished: names must come back as they are.
PENALTY_WINDOW = 64


class Sampler:
    """One sampler chain for one reply. Raises BadRequest for a grammar or schema that can't be read."""

    def __init__(self, weights: Weights, generation: Generation) -> None:
        api = weights.api
        self._api = api
        self._chain: Any = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
        links = []
        try:
            if grammar := _grammar(generation):
                link = api.llama_sampler_init_grammar(weights.vocabulary, grammar.encode(), b"root")
                if not link:
                    raise BadRequest("The grammar can't be read.", "Check its GBNF.")
                links.append(link)
        except BadRequest:
            self.close()
            raise
        if generation.repeat_penalty != 1.0:
            links.append(api.llama_sampler_init_penalties(weights.vocabulary_size, PENALTY_WINDOW, generation.repeat_penalty, 0.0, 0.0))
        if generation.temperature <= 0:
            links.append(api.llama_sampler_init_greedy())
        else:
            seed = generation.seed if generation.seed is not None else secrets.randbits(32)
            links += [
                api.llama_sampler_init_top_p(generation.top_p, 1),
                api.llama_sampler_init_min_p(generation.min_p, 1),
                api.llama_sampler_init_temp(generation.temperature),
                api.llama_sampler_init_dist(seed & 0xFFFFFFFF),
            ]
        for link in links:
            api.llama_sampler_chain_add(self._chain, link)

    def next(self, context: Any) -> int:
        """The token after what `context` (a `llama_context`) last read."""
        return int(self._api.llama_sampler_sample(self._chain, context, -1))

    def close(self) -> None:
        self._api.llama_sampler_free(self._chain)


def _grammar(generation: Generation) -> str | None:
    if generation.grammar is not None:
        return generation.grammar
    if generation.json_schema is None:
        return None
    from llama_cpp.llama_grammar import json_schema_to_gbnf

    try:
        return str(json_schema_to_gbnf(json.dumps(generation.json_schema)))
    except Exception as error:  # the converter asserts, and indexes into the schema unchecked
        raise BadRequest(f"The JSON schema can't be used ({type(error).__name__}).", "Use plain types, enums, objects and arrays.") from error
