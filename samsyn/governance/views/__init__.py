"""Pages of meetings, decisions and the year plan."""
