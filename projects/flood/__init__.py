"""A flood of invented matters for measuring, the same ones for the same number; never for a real
district."""
