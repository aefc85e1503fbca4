"""Trains the adapters of the bundled model: GGUF -> torch -> LoRA -> GGUF adapter. Needs the extra `training`; never imported by the program."""
