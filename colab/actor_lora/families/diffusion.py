"""Learning to take noise away: the objective and the solver of the Stable Diffusion families."""

from __future__ import annotations

from typing import Any

import torch

from .family import Prediction


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


def min_snr_weights(snrs: torch.Tensor, gamma: float | None, prediction: Prediction) -> torch.Tensor:
    """Weights of the loss (arXiv 2303.09556): min(snr, γ) / snr where noise is predicted, / (snr + 1) for v.

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


class Denoising:
    """The noise, or v = √ᾱ ε − √(1 − ᾱ) x, from x mixed as √ᾱ x + √(1 − ᾱ) ε."""

    def __init__(self, scheduler: Any, *, prediction: Prediction, gamma: float | None, device: str) -> None:
        self._most = scheduler.config.num_train_timesteps
        self._alphas = scheduler.alphas_cumprod.to(device=device, dtype=torch.float32)
        self._prediction: Prediction = prediction
        self._gamma = gamma

    def timesteps(self, count: int, generator: torch.Generator) -> torch.Tensor:
        """Integers, each as likely as the other; (count,), on the CPU."""
        return torch.randint(0, self._most, (count,), generator=generator)

    def diffuse(
        self, latents: torch.Tensor, noise: torch.Tensor, timesteps: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The noisy latents and what the UNet should say; all (n, c, h, w), fp32."""
        alphas = self._alphas[timesteps].view(-1, 1, 1, 1)
        signal, spread = alphas.sqrt(), (1 - alphas).sqrt()
        noisy = signal * latents + spread * noise
        target = signal * noise - spread * latents if self._prediction == "v_prediction" else noise
        return noisy, target

    def weights(self, timesteps: torch.Tensor) -> torch.Tensor:
        """Min-SNR weights, (n,), fp32."""
        return min_snr_weights(snr(self._alphas, timesteps), self._gamma, self._prediction)


def dpm_solver(scheduler: Any, *, steps: int, device: str) -> Any:
    """DPM-Solver++ (arXiv 2211.01095) on the base's noise schedule."""
    from diffusers import DPMSolverMultistepScheduler

    solver = DPMSolverMultistepScheduler.from_config(scheduler.config, algorithm_type="dpmsolver++")
    solver.set_timesteps(steps, device=device)
    return solver
