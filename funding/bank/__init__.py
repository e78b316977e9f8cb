"""What a bank says about an account: its files read, its lines held against the ledger."""
