"""The loss: min-SNR weights (arXiv 2303.09556) and prior preservation (arXiv 2208.12242)."""

from __future__ import annotations

import torch


def snr(alphas_cumprod: torch.Tensor, timesteps: torch.Tensor) -> torch.Tensor:
    """Signal-to-noise ratio ᾱ / (1 − ᾱ).

    Args:
        alphas_cumprod: ᾱ of all timesteps, (t,).
        timesteps: Integers, any shape.

    Returns:
        fp32 in the shape of `timesteps`.
    """
    alphas = alphas_cumprod.to(timesteps.device, torch.float32)[timesteps]
    return alphas / (1 - alphas)


def min_snr_weights(snrs: torch.Tensor, gamma: float | None, prediction: str) -> torch.Tensor:
    """Weights of the loss: min(snr, γ) / snr where noise is predicted, min(snr, γ) / (snr + 1) for v.

    Args:
        snrs: fp32, (n,).
        gamma: γ; None weighs everything alike.
        prediction: `epsilon` or `v_prediction`.

    Returns:
        fp32, (n,).
    """
    if gamma is None:
        return torch.ones_like(snrs)
    clipped = snrs.clamp(max=gamma)
    return clipped / (snrs + 1) if prediction == "v_prediction" else clipped / snrs


def diffusion_loss(
    predicted: torch.Tensor,
    target: torch.Tensor,
    weights: torch.Tensor,
    *,
    instances: int,
    prior_weight: float,
) -> torch.Tensor:
    """Weighted mean squared error of the first items, plus `prior_weight` × that of the rest.

    Each item's own timestep weight stays with it: instance and prior items are drawn at different timesteps, and
    weighting one half by the other's is what the diffusers SDXL example gets wrong.

    Args:
        predicted: What the UNet said, (n, 4, h, w).
        target: What it should have said, of the same shape.
        weights: fp32, (n,).
        instances: How many items are photos; the rest are prior images.
        prior_weight: Of the prior images.

    Returns:
        A scalar, fp32.
    """
    errors = (predicted.float() - target.float()).pow(2).flatten(1).mean(1) * weights
    loss = errors[:instances].mean()
    if instances < len(errors):
        loss = loss + prior_weight * errors[instances:].mean()
    return loss
