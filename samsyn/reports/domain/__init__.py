"""Pure values and functions of reports; no Django."""
