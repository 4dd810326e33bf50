"""What the program costs and what it loses, measured: ratios against named peers, never a timed test."""
