"""Times in a sentence, resolved against the moment of the message."""
