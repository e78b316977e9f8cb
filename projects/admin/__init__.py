"""The desk of committees and towns."""
