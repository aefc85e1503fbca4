"""What is not told about the user's life, by idea: one file per sort of noise. `engine.learning.gating.gate` asks them in order."""
