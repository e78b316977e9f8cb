"""What the worker does for projects."""
