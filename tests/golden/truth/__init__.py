"""The parts of `recount.py`, which says how the pages were read; nothing here knows Workbench."""
