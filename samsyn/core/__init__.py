"""Values without business nouns: money, periods, figures, tables, the event log, background jobs and the wall
between associations. Everything else builds on these and nothing here knows what a voucher or an association is."""
