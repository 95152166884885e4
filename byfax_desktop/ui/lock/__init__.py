"""The lock: a page in the place of all contents, after some minutes without a person or at once."""
