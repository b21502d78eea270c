"""Whether a trained LoRA is good enough to be published, and which checkpoint is the best."""
