"""Learning the way from noise to picture: the objective and the solver of the flow-matching families."""

from __future__ import annotations

from typing import Any

import torch


class FlowMatching:
    """The velocity ε − x from x mixed as (1 − σ) x + σ ε (arXiv 2210.02747), σ drawn logit-normally.

    As train_dreambooth_lora_z_image.py and train_dreambooth_lora_flux2_klein.py of diffusers 0.40 have it with
    `--weighting_scheme logit_normal`: most steps go to the middle of the way (arXiv 2403.03206, 3.1), moved by the
    scheduler's own shift, and every error counts alike.
    """

    MEAN, DEVIATION = 0.0, 1.0
    """Of the logit; the examples' `--logit_mean` and `--logit_std`."""

    def __init__(self, scheduler: Any) -> None:
        # A fresh one: drawing samples changes its timesteps.
        fresh = type(scheduler).from_config(scheduler.config)
        self._most = int(fresh.config.num_train_timesteps)
        self._timesteps = fresh.timesteps.clone()

    def timesteps(self, count: int, generator: torch.Generator) -> torch.Tensor:
        """Between 0 and 1,000, where 1,000 is noise alone; (count,) fp32, on the CPU."""
        logits = torch.normal(self.MEAN, self.DEVIATION, (count,), generator=generator)
        drawn: torch.Tensor = self._timesteps[(logits.sigmoid() * self._most).long()]
        return drawn

    def diffuse(
        self, latents: torch.Tensor, noise: torch.Tensor, timesteps: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The mix and the velocity; all (n, c, h, w), fp32."""
        sigmas = (timesteps / self._most).view(-1, 1, 1, 1)
        return (1 - sigmas) * latents + sigmas * noise, noise - latents

    def weights(self, timesteps: torch.Tensor) -> torch.Tensor:
        """Ones, (n,): the draw weighs already."""
        return torch.ones_like(timesteps)


def shift_of(scheduler: Any, places: int) -> float:
    """How far the moments are moved for so many places, as `calculate_shift` of the pipelines has it."""
    config = scheduler.config
    low, high = config.get("base_shift", 0.5), config.get("max_shift", 1.15)
    few, many = config.get("base_image_seq_len", 256), config.get("max_image_seq_len", 4096)
    return float(low + (places - few) * (high - low) / (many - few))


def euler_solver(scheduler: Any, *, steps: int, mu: float, device: str) -> Any:
    """Euler's steps at even σ, moved by the scheduler's shift; `mu` counts where that depends on the size."""
    import numpy as np

    solver = type(scheduler).from_config(scheduler.config)
    solver.set_timesteps(sigmas=np.linspace(1.0, 1 / steps, steps), mu=mu, device=device)
    return solver
