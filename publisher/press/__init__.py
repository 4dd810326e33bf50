"""What goes out: one file a format, the catalog, and the atomic writing of files."""
