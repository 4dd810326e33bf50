"""What we remember: one interface, SQLite by default, PostgreSQL when scaled."""
