"""One run of `actor-lora train`: its command line, its steps, and how it ends."""
