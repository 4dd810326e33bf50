"""sources.yaml, checked: every mistake is named with its place."""
