"""Documents become fax pages, and fax pages become files and pictures."""
