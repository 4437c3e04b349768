"""What a person can do: one file per noun, one method per verb.

Services know the domain and the ports only; no database, no files, no screen.
"""
