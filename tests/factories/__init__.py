"""The people, places and proposals every story begins with."""
