"""What comes in, judging nothing: fetch, parse, and when to ask again."""
