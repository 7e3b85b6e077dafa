"""What a reader takes away: tables, spreadsheets, briefings, the data package, the API, `site/`."""
