"""The pages of documents, attest and year-end: what each shows, keeps and lets whom do."""
