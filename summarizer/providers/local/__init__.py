"""The model that runs on this machine: its store, its download, its server."""
