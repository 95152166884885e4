"""Documents that pages cannot be read from: they become PDF first."""
