"""Archives in the window: one that was opened from outside is looked over, and imported when the user says so."""
