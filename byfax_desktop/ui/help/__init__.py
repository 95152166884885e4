"""What helps a person on: the manual, the log, a report for support, and what the program is made of."""
