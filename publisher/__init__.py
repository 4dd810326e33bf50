"""Publisher: reads the feeds of news agencies and publishes curated feeds of its own."""

__version__ = "0.1.0"
