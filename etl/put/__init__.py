"""Files put in their places whole: all of them or none, and the database before kept."""
