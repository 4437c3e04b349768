"""The project file: tables, rows and domain values, the journal, backups.

Rows never leave this folder; what leaves it are the domain's values.
"""
