"""The public pages: what residents see, without an account."""
