"""One function is one number; its docstring is its definition."""
