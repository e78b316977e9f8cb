"""Pages about people themselves."""
