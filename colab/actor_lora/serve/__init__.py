"""The server that draws with base models and trained actors."""
