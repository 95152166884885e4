"""The kinds of documents that pages are read from: each gives its pages as they look."""
