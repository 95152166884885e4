"""The byFax service in Python: five services, 36 operations, typed records and errors."""
