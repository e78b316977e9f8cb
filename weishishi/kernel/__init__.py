"""Verdicts, actors, lifecycles, clocks: ideas without tables that know nothing of villages."""
