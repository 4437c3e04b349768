"""The screens: everything that knows Textual, and nothing that knows files or a database.

A screen asks services for values and shows them. No rule of the study lives here.
"""
