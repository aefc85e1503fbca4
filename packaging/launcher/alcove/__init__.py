"""The package that Briefcase starts: it has to be called like the app."""
