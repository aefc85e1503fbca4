"""What the engine says and the extraction can't see: texts that are put together, and words that stand as values."""

from __future__ import annotations

#: Templates, and parts of them.
TEXTS = (
    "Undo: {label}", "Redo: {label}", "Revert: {label}", "{n} steps",
    "Forgot everything", "Forgot a memory", "Forgot {n} memories", "Forgot a conversation", "Forgot {n} conversations", "Forgot a message",
    "Forgot {n} messages", "Forgot a passage", "Forgot {n} passages", "Forgot a memory and {n} messages",
    "Forgot {n} memories and {messages} messages",
    "Forgot a memory and a message", "Forgot {n} memories and a message",
    "{kind}, {n} pages, {size}", "{kind}, {n} page, {size}", "{facts}, read as {charset}",
    "Tidied up: {works}", "the last {n} commits are", "the last commit is", "{n} commits were", "one commit was",
    "Look at the backups: alcove backups list. To hear no more of it: alcove doctor --acknowledge",
    "The backup of {day} holds more: alcove backups restore {name}",
    "{name} is protected with a password.", "{name} can't be read: it is damaged, or not a PDF.", "{name} holds more than {n} characters.",
    "{name} needs too much memory to be read.", "what opens the vault now", "the passphrase set on {day}", "the recovery key made on {day}",
    "the keychain's key of {day}", "the key file made on {day}", "Then put the key into this keychain: alcove vault use-keychain",
    "no embedder: searched by words alone", "vectors are still being loaded: searched without", "{n} threads in all", "{n} in all",
    "none to the internet; local ones: {local}", "none at all", "Try: alcove doctor --repair", "{n} things were put right.",
    "{n} thing was put right.",
    "Search rows, windows, vectors, index and graph", "Search rows and vectors", "found whole {at}", "not checked", "none yet",
    "{n} wait (found by their words until then)", "{n}, newest {at} ({reason}), {checked}, {size} in all", "{name}, {size}, {told}",
    "format {format}, made {at}, {n} commits", "{id}, format {format}, made {at}, {n} commits", "{kind}, made {day}",
    "{kind} ({backend}), made {day}",
    "{n} by {embedder}", "{counted}; {n} wait (found by their words until then)", "holds no content", "NOT encrypted",
    "{n} conversations", "{n} messages", "{n} memories", "{n} names", "{n} journal steps", "{n} vectors", "{n} vectors to be made", "{n} bytes",
    "Program", "Encryption", "Files", "Memory", "Process", "vectors", "journal", "warnings",
)  # fmt: skip
#: Words of the engine among values of the user.
WORDS = (
    " or ", "any of", "one of", "the passphrase", "the recovery key", "the keychain", "the key file", "a backup of it", "is still kept back",
    "was used up", "passphrase", "recovery", "keychain", "key-file", "chat", "embed", "encrypted", "holds no content", "NOT encrypted", "manual",
    "daily", "migration", "import", "erasing", "replaced", "unknown", "active", "proposed", "superseded", "retracted", "archived", "trashed",
    # Categories of memories (engine/learning/rules).
    "family", "people", "gifts", "work", "study", "home", "housing", "place", "travel", "health", "preferences", "possessions", "pets", "identity",
    "contact", "plans", "dates", "lists", "money", "beliefs", "routines", "past", "skills", "other", "instruction", "procedure", "conversation",
    # What things are, and whom people are to the user (engine/learning/grammar/lexicon.py).
    "person", "thing", "organisation", "pet", "user", "mother", "mum", "mom", "father", "dad", "parent", "parents", "sister", "brother", "sibling",
    "wife", "husband", "partner", "girlfriend", "boyfriend", "fiancé", "fiancée", "daughter", "son", "child", "children", "grandmother",
    "grandfather",
    "grandma", "grandpa", "granddaughter", "grandson", "aunt", "uncle", "cousin", "niece", "nephew", "friend", "best friend", "colleague", "boss",
    "manager", "neighbour", "neighbor", "doctor", "dentist", "therapist", "teacher", "flatmate", "roommate", "mother-in-law", "father-in-law",
    "sister-in-law", "brother-in-law", "landlord", "landlady", "dog", "cat", "ex", "twin", "employer", "hometown",
    # What ties two (engine/memory/neighbourhood.py: predicates as they are shown).
    "lives in", "lived in", "will live in", "works at", "studies", "studied", "likes", "dislikes", "prefers", "owns", "has", "has pet", "visited",
    "travels to", "comes from", "born", "kept at", "wants", "speaks", "learns", "runs", "rents", "takes", "plans", "used to", "avoids", "is",
    "married to",
)  # fmt: skip
