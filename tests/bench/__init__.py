"""The benchmark of DESIGN.md §5: `python -m tests.bench`."""
