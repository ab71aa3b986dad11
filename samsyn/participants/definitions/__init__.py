"""What can be counted and the code lists an association starts with."""
