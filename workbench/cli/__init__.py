"""The same services without a screen: one file per command.

A command turns words into calls of services, and answers into lines; nothing else. What is slow to load is
imported inside the functions, since `--help` must come at once.
"""
