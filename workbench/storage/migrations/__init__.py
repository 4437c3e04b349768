"""The way from every schema that was ever given out to the one of this program."""
