"""From a clause as it was typed to a statement in the third person that stands alone."""
