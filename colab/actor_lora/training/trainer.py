"""One training under way: the models, the optimizer and the step."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ..device import DTYPES, Precision, autocast, kept_rng, sent
from ..families.condition import Condition
from ..families.family import Base, TextEncoders, whole_frames
from ..lora_files import save_diffusers
from .average import Average
from .checkpoint import TrainState
from .lora import read_adapter, trainable, write_adapter
from .losses import diffusion_loss
from .material import Batch, Batches, Draw, HeldOut, Material
from .optimizers import (
    estimated_rate,
    group_numbers,
    make_optimizer,
    restore,
    spoil_unless_finite,
    state_tensors,
    step_if_finite,
)
from .settings import Settings

HELD_OUT_DRAWS = 16
"""Moments at which the loss of each held-out photo is taken: few, because each costs as much as a third of a step."""


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
        self._batches = Batches(material, settings, self._objective, device=device)
        self._whole_frame = whole_frames(1, settings.resolution, device)
        self._generator = torch.Generator().manual_seed(settings.seed)
        self._parameters = trainable(self.models)
        self._optimizer = make_optimizer(settings.recipe.optimizer, self._groups(), weight_decay=settings.weight_decay)
        self._average = Average(self._parameters, decay=settings.recipe.ema) if settings.recipe.ema else None
        self._scaler = torch.amp.GradScaler(device.split(":")[0], enabled=settings.precision == "fp16")

    @property
    def rate(self) -> float:
        """The denoiser's learning rate now; Prodigy's by its own estimate."""
        return self.settings.learning_rate * self.rate_scale * estimated_rate(self._optimizer)

    def step(self) -> torch.Tensor:
        """Takes one step of the optimizer. A loss or a gradient that is no finite number changes no weight.

        Nothing is read back from the device on the way (Prodigy and the 8-bit optimizer do), so that a GPU never waits
        for the CPU: whether the numbers are finite is decided where they are.

        Returns:
            The loss, a scalar on the device.
        """
        total = torch.zeros((), device=self.device)
        for loss in self._losses(self.step_number):
            total += loss.detach()
            self._scaler.scale(loss).backward()
        for group in self._optimizer.param_groups:
            group["lr"] = group["full_rate"] * self.rate_scale
        spoil_unless_finite(self._parameters.values(), total)
        self._scaler.unscale_(self._optimizer)
        norm = torch.nn.utils.clip_grad_norm_(list(self._parameters.values()), self.settings.clip)
        if self._scaler.is_enabled():
            self._scaler.step(self._optimizer)
            self._scaler.update()
        else:
            step_if_finite(self._optimizer, norm)
        if self._average:
            self._average.update(self.step_number)
        self._optimizer.zero_grad(set_to_none=True)
        self.step_number += 1
        return total

    def loss(self, step: int) -> torch.Tensor:
        """Computes the loss of a step: over its photos first, then over as many prior images.

        Args:
            step: The step's number, which decides the photos.

        Returns:
            A scalar, fp32, with its graph.
        """
        return torch.stack(list(self._losses(step))).sum()

    def _losses(self, step: int) -> Iterator[torch.Tensor]:
        """The parts of a step's loss, each with its graph; their sum is that of one large batch."""
        batches = self._batches.of(step, self.material, self._generator)
        for batch in batches:
            yield self._loss_of(batch) / len(batches)

    def _loss_of(self, batch: Batch) -> torch.Tensor:
        material, weight = self.material, self.settings.prior_weight
        with autocast(self.device, self.settings.precision):
            condition = self._condition(batch).to(dtype=DTYPES[self.settings.precision])
        count = len(batch.numbers)
        # Not by a list of numbers, which would have to reach the device first.
        frames = torch.stack([material.frames[number] for number in batch.numbers])
        places = None if material.places is None else torch.stack([material.places[n] for n in batch.numbers])
        if batch.prior is None:
            return self._error(batch.photos, condition, frames, places=places, instances=count)
        whole = self._whole_frame.expand(count, -1)
        if batch.prior.latents.shape == batch.photos.latents.shape:
            both = batch.photos.with_(batch.prior)
            return self._error(both, condition, torch.cat([frames, whole]), places=places, instances=count)
        # Prior images are squares, which photos in full need not be.
        mine = self._error(batch.photos, condition.rows(0, count), frames, places=places, instances=count)
        return mine + weight * self._error(batch.prior, condition.rows(count, 2 * count), whole, instances=count)

    def _error(
        self,
        draw: Draw,
        condition: Condition,
        frames: torch.Tensor,
        *,
        instances: int,
        places: torch.Tensor | None = None,
    ) -> torch.Tensor:
        noisy, target = self._objective.diffuse(draw.latents, draw.noise, draw.timesteps)
        with autocast(self.device, self._denoiser_precision):
            predicted = self.base.family.predict(
                self.denoiser, noisy.to(DTYPES[self.settings.precision]), draw.timesteps, condition, frames=frames
            )
        weights = self._objective.weights(draw.timesteps)
        return diffusion_loss(
            predicted, target, weights, instances=instances, prior_weight=self.settings.prior_weight, places=places
        )

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """Lets the models be what will be saved: their average over the steps, where one is kept."""
        if self._average is None:
            yield
            return
        with self._average.in_place():
            yield

    @torch.no_grad()
    def held_out_loss(self) -> float | None:
        """The loss over the held-out photos at noise and timesteps that are the same in every call.

        Every place counts alike, and captions stay, so that trainings by other recipes compare.

        Returns:
            Its mean; None where no photo is held out, or where it is no finite number. The training goes on as if this
            had not been done.
        """
        held_out = self.material.held_out
        if held_out is None:
            return None
        generator = torch.Generator().manual_seed(self.settings.seed + 2)
        with kept_rng(), self.averaged():
            was_training = self.denoiser.training
            self.denoiser.eval()
            try:
                numbers = [number for number in range(len(held_out.photos)) for _ in range(HELD_OUT_DRAWS)]
                losses = [self._held_out_loss_of(held_out, number, generator) for number in numbers]
            finally:
                self.denoiser.train(was_training)
        loss = float(torch.stack(losses).double().mean())
        return loss if math.isfinite(loss) else None

    def _held_out_loss_of(self, held_out: HeldOut, number: int, generator: torch.Generator) -> torch.Tensor:
        shape = (1, *held_out.photos.mean[number].shape)
        latents = held_out.photos.draw([number], sent(torch.randn(shape, generator=generator), self.device))
        noise = sent(torch.randn(shape, generator=generator), self.device)
        timesteps = sent(self._objective.timesteps(1, generator), self.device)
        with autocast(self.device, self.settings.precision):
            if held_out.conditions is not None:
                condition = held_out.conditions[number]
            else:
                condition = self._encoded([held_out.captions[number]])
        condition = condition.to(dtype=DTYPES[self.settings.precision])
        draw = Draw(latents, noise, timesteps)
        return self._error(draw, condition, held_out.frames[number : number + 1], instances=1)

    def state(self) -> TrainState:
        """A copy of everything that the next step depends on."""
        rng = {"draws": self._generator.get_state(), "torch": torch.get_rng_state()}
        if self.device.startswith("cuda"):
            rng["cuda"] = torch.cuda.get_rng_state()
        return TrainState(
            step=self.step_number,
            config_hash=self.config_hash,
            rate_scale=self.rate_scale,
            adapter=read_adapter(self.models),
            average=self._average.state() if self._average else {},
            optimizer=state_tensors(self._optimizer, self._parameters),
            groups=group_numbers(self._optimizer),
            rng=rng,
            scaler=self._scaler.state_dict(),
        )

    def restore(self, state: TrainState) -> None:
        """Continues from a saved state, on a CPU bit for bit.

        Args:
            state: As `state` gave it.

        Raises:
            ValueError: It is of another LoRA.
        """
        write_adapter(self.models, state.adapter)
        if self._average:
            self._average.restore(state.average)
        restore(self._optimizer, self._parameters, state.optimizer, state.groups)
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
        with self.averaged():
            return save_diffusers(folder, self.models, self.base.family)

    def _groups(self) -> list[dict[str, Any]]:
        settings, prefix = self.settings, f"{self.base.family.denoiser}."
        faster = 1.0 if settings.recipe.optimizer == "prodigy" else settings.recipe.up_rate
        groups: dict[tuple[bool, float], list[nn.Parameter]] = {}
        for name, value in self._parameters.items():
            draws = name.startswith(prefix)
            rate = settings.learning_rate if draws else settings.text_encoder_rate or 0.0
            groups.setdefault((draws, rate * (faster if ".lora_B." in name else 1.0)), []).append(value)
        return [{"params": values, "full_rate": rate} for (_, rate), values in groups.items()]

    def _condition(self, batch: Batch) -> Condition:
        """Of the photos, and of as many prior images where there are any."""
        material, count = self.material, len(batch.numbers)
        if material.conditions is not None:
            parts = [
                material.no_caption if bare else material.conditions[number]
                for number, bare in zip(batch.numbers, batch.bare, strict=True)
            ]
            if batch.prior is not None and material.prior_condition is not None:
                parts += [material.prior_condition] * count
            return Condition.joined(parts)
        captions = [
            "" if bare else material.captions[number] for number, bare in zip(batch.numbers, batch.bare, strict=True)
        ]
        return self._encoded([*captions, *([material.prior_caption] * count if batch.prior is not None else [])])

    def _encoded(self, captions: Sequence[str]) -> Condition:
        assert self.encoders, "captions are encoded in every step only with text encoders"
        return self.encoders.encode(captions)
