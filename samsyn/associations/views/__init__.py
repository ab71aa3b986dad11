"""Pages of the association and its people."""
