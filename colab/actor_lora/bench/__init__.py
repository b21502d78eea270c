"""`python -m actor_lora.bench`: the training beside the diffusers example's, and serving alone and in batches."""
