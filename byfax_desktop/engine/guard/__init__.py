"""What keeps a fax from going to somebody it was not meant for, or twice."""
