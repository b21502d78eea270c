"""One training under way: the models, the optimizer and the step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ..device import DTYPES, Precision, autocast, kept_rng
from ..families.condition import Condition
from ..families.family import Base, TextEncoders
from ..lora_files import save_diffusers
from .checkpoint import TrainState
from .latents import LatentCache
from .lora import read_adapter, trainable, write_adapter
from .losses import diffusion_loss
from .order import photo_at
from .settings import Settings

HELD_OUT_DRAWS = 16
"""Moments at which the loss of each held-out photo is taken: few, because each costs as much as a third of a step."""


@dataclass(frozen=True)
class Material:
    """What is trained on, as it lies in memory.

    With frozen text encoders `conditions` has one for each photo; else `captions` are encoded in every step.
    """

    photos: LatentCache
    captions: Sequence[str]
    conditions: Sequence[Condition] | None
    prior: torch.Tensor | None
    """Latents of people in general (n, c, h, w), scaled."""
    prior_caption: str
    prior_condition: Condition | None
    held_out: LatentCache | None = None
    """Photos that are not trained on; None where there are too few."""


class Trainer:
    """Trains the LoRA of `denoiser`, and of the text encoders where they have one."""

    def __init__(
        self,
        *,
        base: Base,
        settings: Settings,
        denoiser: Any,
        noise_scheduler: Any,
        material: Material,
        encoders: TextEncoders | None,
        device: str,
        config_hash: str,
        frozen_layers: bool = True,
    ) -> None:
        """`frozen_layers` says that `denoiser` went through `use_frozen_layers`: then it needs no autocast."""
        self.base, self.settings, self.device, self.config_hash = base, settings, device, config_hash
        self.denoiser, self.noise_scheduler, self.encoders = denoiser, noise_scheduler, encoders
        self.material = material
        self._denoiser_precision: Precision = "fp32" if frozen_layers else settings.precision
        self.models: dict[str, nn.Module] = {
            base.family.denoiser: denoiser,
            **(encoders.models if encoders else {}),
        }
        self.step_number = 0
        self.rate_scale = 1.0
        self._objective = base.family.objective(base, noise_scheduler, gamma=settings.min_snr_gamma, device=device)
        self._generator = torch.Generator().manual_seed(settings.seed)
        self._parameters = trainable(self.models)
        # Fused: a LoRA is many small tensors, and one kernel for all of them is six times as fast, also on a CPU.
        self._optimizer = torch.optim.AdamW(self._groups(), weight_decay=settings.weight_decay, fused=True)
        self._scaler = torch.amp.GradScaler(device.split(":")[0], enabled=settings.precision == "fp16")

    @property
    def rate(self) -> float:
        """The denoiser's learning rate now."""
        return self.settings.learning_rate * self.rate_scale

    def step(self) -> float:
        """Takes one step of the optimizer. A loss that is no finite number changes no weight.

        Returns:
            The loss.
        """
        loss = self.loss(self.step_number)
        value = float(loss.detach())
        if math.isfinite(value):
            for group in self._optimizer.param_groups:
                group["lr"] = group["full_rate"] * self.rate_scale
            self._scaler.scale(loss).backward()
            self._scaler.unscale_(self._optimizer)
            torch.nn.utils.clip_grad_norm_(list(self._parameters.values()), self.settings.clip)
            self._scaler.step(self._optimizer)
            self._scaler.update()
        self._optimizer.zero_grad(set_to_none=True)
        self.step_number += 1
        return value

    def loss(self, step: int) -> torch.Tensor:
        """Computes the loss of a step's batch: photos first, then as many prior images.

        Args:
            step: The step's number, which decides the photos.

        Returns:
            A scalar, fp32, with its graph.
        """
        settings, material = self.settings, self.material
        size = settings.batch_size
        numbers = [photo_at(step * size + item, len(material.photos), settings.seed) for item in range(size)]
        latents = material.photos.draw(numbers, self._noise((size, *material.photos.mean.shape[1:])))
        if material.prior is not None:
            chosen = [photo_at(step * size + item, len(material.prior), settings.seed + 1) for item in range(size)]
            latents = torch.cat([latents, material.prior[torch.tensor(chosen, device=self.device)]])
        noise = self._noise(tuple(latents.shape))
        timesteps = self._objective.timesteps(len(latents), self._generator).to(self.device)
        noisy, target = self._objective.diffuse(latents, noise, timesteps)
        dtype = DTYPES[settings.precision]
        with autocast(self.device, settings.precision):
            condition = self._condition(numbers).to(dtype=dtype)
        with autocast(self.device, self._denoiser_precision):
            predicted = self.base.family.predict(
                self.denoiser, noisy.to(dtype), timesteps, condition, side=settings.resolution
            )
        weights = self._objective.weights(timesteps)
        return diffusion_loss(predicted, target, weights, instances=size, prior_weight=settings.prior_weight)

    @torch.no_grad()
    def held_out_loss(self) -> float | None:
        """The loss over the held-out photos at noise and timesteps that are the same in every call.

        Returns:
            Its mean; None where no photo is held out, or where it is no finite number. The training goes on as if this
            had not been done.
        """
        photos = self.material.held_out
        if photos is None:
            return None
        generator = torch.Generator().manual_seed(self.settings.seed + 2)
        with kept_rng():
            was_training = self.denoiser.training
            self.denoiser.eval()
            try:
                numbers = [number for number in range(len(photos)) for _ in range(HELD_OUT_DRAWS)]
                losses = [self._loss_of(photos, number, generator) for number in numbers]
            finally:
                self.denoiser.train(was_training)
        loss = sum(losses) / len(losses)
        return loss if math.isfinite(loss) else None

    def _loss_of(self, photos: LatentCache, number: int, generator: torch.Generator) -> float:
        shape = (1, *photos.mean.shape[1:])
        latents = photos.draw([number], torch.randn(shape, generator=generator).to(self.device))
        noise = torch.randn(shape, generator=generator).to(self.device)
        timesteps = self._objective.timesteps(1, generator).to(self.device)
        noisy, target = self._objective.diffuse(latents, noise, timesteps)
        dtype = DTYPES[self.settings.precision]
        with autocast(self.device, self.settings.precision):
            # All photos have the same caption.
            condition = self._text_of(0).to(dtype=dtype)
        with autocast(self.device, self._denoiser_precision):
            predicted = self.base.family.predict(
                self.denoiser, noisy.to(dtype), timesteps, condition, side=self.settings.resolution
            )
        weights = self._objective.weights(timesteps)
        return float(diffusion_loss(predicted, target, weights, instances=1, prior_weight=0))

    def _text_of(self, number: int) -> Condition:
        if self.material.conditions is not None:
            return self.material.conditions[number]
        assert self.encoders, "captions are encoded in every step only with text encoders"
        return self.encoders.encode([self.material.captions[number]])

    def state(self) -> TrainState:
        """A copy of everything that the next step depends on."""
        saved = self._optimizer.state_dict()["state"]
        optimizer = {
            f"{name}/{what}": value.detach().to("cpu", copy=True)
            for number, name in enumerate(self._parameters)
            for what, value in saved.get(number, {}).items()
        }
        rng = {"draws": self._generator.get_state(), "torch": torch.get_rng_state()}
        if self.device.startswith("cuda"):
            rng["cuda"] = torch.cuda.get_rng_state()
        return TrainState(
            step=self.step_number,
            config_hash=self.config_hash,
            rate_scale=self.rate_scale,
            adapter=read_adapter(self.models),
            optimizer=optimizer,
            rng=rng,
            scaler=self._scaler.state_dict(),
        )

    def restore(self, state: TrainState) -> None:
        """Continues from a saved state, bit for bit.

        Args:
            state: As `state` gave it.

        Raises:
            ValueError: It is of another LoRA.
        """
        write_adapter(self.models, state.adapter)
        loaded: dict[int, dict[str, torch.Tensor]] = {}
        for number, (name, parameter) in enumerate(self._parameters.items()):
            prefix = f"{name}/"
            values = {
                key.removeprefix(prefix): value for key, value in state.optimizer.items() if key.startswith(prefix)
            }
            if values:
                # A copy: the optimizer would go on writing into the saved state.
                loaded[number] = {
                    what: value.clone() if what == "step" else value.to(parameter.device, copy=True)
                    for what, value in values.items()
                }
        groups = self._optimizer.state_dict()["param_groups"]
        self._optimizer.load_state_dict({"state": loaded, "param_groups": groups})
        self._generator.set_state(state.rng["draws"])
        torch.set_rng_state(state.rng["torch"])
        if self.device.startswith("cuda") and "cuda" in state.rng:
            torch.cuda.set_rng_state(state.rng["cuda"])
        if state.scaler:
            self._scaler.load_state_dict(state.scaler)
        self.rate_scale = state.rate_scale
        self.step_number = state.step

    def save_lora(self, folder: Path) -> Path:
        """Writes the LoRA as `load_lora_weights` reads it."""
        return save_diffusers(folder, self.models, self.base.family)

    def _groups(self) -> list[dict[str, Any]]:
        prefix = f"{self.base.family.denoiser}."
        drawing = [value for name, value in self._parameters.items() if name.startswith(prefix)]
        text = [value for name, value in self._parameters.items() if not name.startswith(prefix)]
        groups: list[dict[str, Any]] = [{"params": drawing, "full_rate": self.settings.learning_rate}]
        if text and self.settings.text_encoder_rate:
            groups.append({"params": text, "full_rate": self.settings.text_encoder_rate})
        return groups

    def _noise(self, shape: tuple[int, ...]) -> torch.Tensor:
        """Drawn on the CPU, so that every device trains on the same noise."""
        return torch.randn(shape, generator=self._generator).to(self.device)

    def _condition(self, numbers: Sequence[int]) -> Condition:
        material = self.material
        if material.conditions is not None:
            parts = [material.conditions[number] for number in numbers]
            if material.prior is not None and material.prior_condition is not None:
                parts += [material.prior_condition] * len(numbers)
            return Condition.joined(parts)
        assert self.encoders, "captions are encoded in every step only with text encoders"
        captions = [material.captions[number] for number in numbers]
        if material.prior is not None:
            captions += [material.prior_caption] * len(numbers)
        return self.encoders.encode(captions)
