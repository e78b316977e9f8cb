"""The deeds that record money; one deed, one function."""
