"""Many files: found, drafted side by side or by a batch service, and reported together."""
