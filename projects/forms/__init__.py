"""What residents and staff may type, and the sentence for what is wrong."""
