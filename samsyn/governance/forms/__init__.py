"""What people fill in about meetings, decisions and the year plan."""
