"""The processes that look into documents, and how they are spoken to."""
