"""What may become a memory: noise, secrets, grounding, policy."""
