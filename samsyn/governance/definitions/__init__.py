"""What every year asks of an association."""
