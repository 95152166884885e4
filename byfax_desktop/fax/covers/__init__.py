"""Cover pages: DocX files that are filled in and drawn, as far as we draw them ourselves."""
