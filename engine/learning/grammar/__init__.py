"""Words, verbs, sentences and clauses of English, as far as learning needs them."""
