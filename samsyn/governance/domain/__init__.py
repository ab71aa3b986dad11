"""Who takes part in an item, how paragraphs are numbered, what a year asks for. Plain values, no database."""
