"""Annotator: read articles, mark spans, give them labels, export datasets."""

__version__ = "0.1.0"
