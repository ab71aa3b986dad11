"""What is owed and when: dates that never move, reminders that go once, to the right person."""
