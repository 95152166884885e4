"""Lists of recipients, looked at before they are taken."""
