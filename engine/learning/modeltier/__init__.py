"""The model tier: a capable chat model reads what the rules have read, and may add what they missed. Code checks every word of it.

prompt.py: what it is asked, and how messages are batched · schema.py: the form of its answer · reading.py: from an answer to candidates ·
tier.py: one call per batch, and whether the tier is on · derive.py: which messages it reads, when, and what becomes of it
"""
