"""The portfolio as data: JSON, CSV, calendar, feed, badges."""
