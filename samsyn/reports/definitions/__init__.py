"""Tables and documents declared as data."""
