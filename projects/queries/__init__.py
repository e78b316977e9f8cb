"""Answers; nothing here changes anything."""
