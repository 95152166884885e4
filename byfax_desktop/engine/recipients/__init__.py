"""Recipients as people have them: in tables, spreadsheets, address books, and on the clipboard."""
