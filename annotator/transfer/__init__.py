"""Formats and store joined, for the window and the command line alike."""
