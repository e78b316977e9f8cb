"""存证: a chain of what was written, which nobody can bend without being found."""
