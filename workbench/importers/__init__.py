"""Readers: a file in, domain values out. Files are untrusted, so that most reading is done in a process apart."""
