"""What each page shows, as plain records: the template prints them, the twin encodes them."""
