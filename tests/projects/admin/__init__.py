"""The desk of projects."""
