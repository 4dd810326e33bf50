"""What we make of it, pure: normalize, sanitize, classify, cluster, curate. No network, files, clock or logging."""
