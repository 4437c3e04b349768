"""Slow or fuzzy helpers: near names, sentences and word forms for spaCy.

They are loaded only when asked for, inside the function that asks; nothing that a student does all the time waits for
them. They answer, and never change anything.
"""
