"""A desktop fax client for the byFax online fax service."""

__version__ = "0.1.0"
