"""What might be labelled next: found by how words look, and by what was labelled and passed over before."""
