"""A project → a file; one file per format. They lay out what the domain has made, and decide nothing."""
