"""Trains, checks, publishes and serves the LoRA of an actor."""

__version__ = "0.1.0"
