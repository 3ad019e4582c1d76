"""Which articles tell of one event, in any outlet and language, and why."""
