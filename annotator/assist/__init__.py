"""Learning from a project's own labels: what all engines suggest together, and how good that is."""
