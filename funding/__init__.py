"""Money: who gives, what is promised, received, paid. Does not know what it pays for."""
