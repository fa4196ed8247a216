"""What other systems read: the register as JSON, CSV and linked data, read-only."""
