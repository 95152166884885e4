"""The address book: whom faxes go to, found while a name or number is typed."""
