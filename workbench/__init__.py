"""Interview Workbench: code qualitative interviews in a terminal, and compare cases."""

__version__ = "0.1.0"
