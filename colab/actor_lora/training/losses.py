"""The loss of a batch of photos and prior images (arXiv 2208.12242)."""

from __future__ import annotations

import torch


def diffusion_loss(
    predicted: torch.Tensor,
    target: torch.Tensor,
    weights: torch.Tensor,
    *,
    instances: int,
    prior_weight: float,
    places: torch.Tensor | None = None,
) -> torch.Tensor:
    """Weighted mean squared error of the first items, plus `prior_weight` × that of the rest.

    Each item's own timestep weight stays with it: instance and prior items are drawn at different timesteps, and
    weighting one half by the other's is what the diffusers SDXL example gets wrong.

    Args:
        predicted: What the denoiser said, (n, c, h, w).
        target: What it should have said, of the same shape.
        weights: fp32, (n,).
        instances: How many items are photos; the rest are prior images.
        prior_weight: Of the prior images.
        places: How much each place of the photos counts, (instances, 1, h, w), 0 to 1; None for all alike. A photo's
            error is the weighted mean, so that it does not shrink with its face.

    Returns:
        A scalar, fp32.
    """
    squares = (predicted.float() - target.float()).pow(2)
    if places is not None:
        shares = places / places.mean((1, 2, 3), keepdim=True)
        squares = torch.cat([squares[:instances] * shares, squares[instances:]])
    errors = squares.flatten(1).mean(1) * weights
    loss = errors[:instances].mean()
    if instances < len(errors):
        loss = loss + prior_weight * errors[instances:].mean()
    return loss
