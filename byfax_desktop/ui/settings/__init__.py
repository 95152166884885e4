"""What a person can choose about the program: a list of options, and the window that shows them."""
