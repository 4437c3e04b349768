"""What the program knows, as plain frozen values and pure functions.

The domain imports the standard library and the language layer only: no database, no screen, no files.
"""
