"""The association as values: permissions and roles, parties and shares, posts, own words, report choices. No Django."""
