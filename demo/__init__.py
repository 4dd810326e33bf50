"""Eight invented agencies on loopback, and the main job run on them: what `make demo` shows without a network."""
