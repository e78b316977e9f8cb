"""Messages we owe somebody: one table, one sender."""
