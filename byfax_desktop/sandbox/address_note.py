"""Where a served folder says at which address."""

ADDRESS_NOTE = "address"
"""The name of the file; it is there as long as the service is."""
