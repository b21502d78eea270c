"""Stable Diffusion 1.5 and 2.1, and what SDXL shares with them: a UNet that takes noise away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import torch

from ..errors import BadInput
from .clip import TEXT_TARGETS, ClipEncoders
from .condition import Condition
from .diffusion import Denoising, dpm_solver
from .family import Anatomy, Base, ConfigReader, Family, Objective, Prediction, TextEncoders, Weights


class UnetFamily(Family):
    """A UNet over four channels of latents, with captions by CLIP."""

    tag = "stable-diffusion"
    pipeline = "StableDiffusionPipeline"
    denoiser: ClassVar[Literal["unet", "transformer"]] = "unet"
    parts: ClassVar[Mapping[str, str]] = {
        "unet": "diffusers.UNet2DConditionModel",
        "vae": "diffusers.AutoencoderKL",
        "scheduler": "diffusers.DDPMScheduler",
        "text_encoder": "transformers.CLIPTextModel",
        "tokenizer": "transformers.CLIPTokenizer",
    }
    targets = ("to_q", "to_k", "to_v", "to_out.0")
    mlp_targets = ("ff.net.0.proj", "ff.net.2")
    text_targets = TEXT_TARGETS
    prior_images = 100
    min_snr_gamma = 5.0
    gradient_checkpointing = False
    guidance = pipeline_guidance = 7.0

    def recognise(self, name: str, index: Mapping[str, Any], read: ConfigReader) -> Anatomy | None:
        """A UNet of this family, whose scheduler says what it predicts."""
        unet, vae, scheduler = (
            read(f"{part}_config.json" if part.startswith("scheduler") else f"{part}/config.json")
            for part in ("unet", "vae", "scheduler/scheduler")
        )
        if unet is None or vae is None or scheduler is None:
            return None
        prediction = scheduler.get("prediction_type", "epsilon")
        if not self._is_mine(index, unet, prediction):
            return None
        if prediction not in ("epsilon", "v_prediction"):
            raise BadInput(f"This base predicts “{prediction}”, which this trainer does not know.")
        return Anatomy(
            prediction=prediction,
            vae_scale=2 ** (len(vae["block_out_channels"]) - 1),
            layers_per_block=_first(unet.get("layers_per_block", 2)),
        )

    def _is_mine(self, index: Mapping[str, Any], unet: Mapping[str, Any], prediction: str) -> bool:
        raise NotImplementedError

    def text_encoders(self, base: Base, *, device: str, dtype: torch.dtype, token: str | None) -> TextEncoders:
        """One CLIP encoder."""
        return ClipEncoders(base, pair=False, device=device, dtype=dtype, token=token)

    def objective(self, base: Base, scheduler: Any, *, gamma: float | None, device: str) -> Objective:
        """Taking noise away, weighted by min-SNR."""
        return Denoising(scheduler, prediction=base.prediction, gamma=gamma, device=device)

    def predict(
        self, denoiser: Any, noisy: torch.Tensor, timesteps: torch.Tensor, condition: Condition, *, frames: torch.Tensor
    ) -> torch.Tensor:
        """(n, 4, h, w): what the UNet says."""
        said: torch.Tensor = denoiser(
            noisy,
            timesteps,
            encoder_hidden_states=condition.embeds,
            added_cond_kwargs=self.added(condition, frames),
        ).sample
        return said

    def added(self, condition: Condition, frames: torch.Tensor) -> dict[str, torch.Tensor] | None:
        """What the UNet takes beside the text; nothing here."""
        return None

    def solver(self, scheduler: Any, *, steps: int, places: int, device: str) -> Any:
        """DPM-Solver++."""
        return dpm_solver(scheduler, steps=steps, device=device)

    def native_side(self, pipeline: Any, base: Base) -> int:
        """As its UNet says."""
        return int(pipeline.unet.config.sample_size) * base.vae_scale

    def latent_channels(self, denoiser: Any) -> int:
        """4."""
        return int(denoiser.config.in_channels)

    def webui_name(self, part: str, layer: str, *, layers_per_block: int) -> str:
        """As kohya's trainer writes it: diffusers' blocks, joined by underscores."""
        prefix = "lora_unet" if part == "unet" else "lora_te"
        return f"{prefix}_{layer.replace('.', '_')}"

    def pipeline_options(self) -> dict[str, Any]:
        """Without the safety checker."""
        return {"safety_checker": None, "requires_safety_checker": False}


class StableDiffusion15(UnetFamily):
    """Stable Diffusion 1.5 and its kin."""

    name = "sd15"
    label = "Stable Diffusion 1.5"
    licence = "creativeml-openrail-m"
    text_encoder_rate = 2e-5
    economy_resolution = 384
    download_gib = 5
    memory_gib: ClassVar[Mapping[Weights, int]] = {"full": 6}
    webui_version = "sd_v1"

    def _is_mine(self, index: Mapping[str, Any], unet: Mapping[str, Any], prediction: str) -> bool:
        # What remains once the others were asked.
        return True

    def architecture(self, prediction: Prediction) -> str:
        """ModelSpec's name."""
        return "stable-diffusion-v1"


class StableDiffusion21(UnetFamily):
    """Stable Diffusion 2.0 and 2.1, whose larger models predict v."""

    name = "sd21"
    label = "Stable Diffusion 2.1"
    licence = "openrail++"
    text_encoder_rate = 1e-5
    economy_resolution = 512
    download_gib = 6
    memory_gib: ClassVar[Mapping[Weights, int]] = {"full": 8}
    webui_version = "sd_v2"

    def _is_mine(self, index: Mapping[str, Any], unet: Mapping[str, Any], prediction: str) -> bool:
        # SD 2's base model predicts epsilon too, but has the wider text encoder.
        return prediction == "v_prediction" or unet.get("cross_attention_dim") == 1024

    def architecture(self, prediction: Prediction) -> str:
        """ModelSpec's name."""
        return "stable-diffusion-v2-768-v" if prediction == "v_prediction" else "stable-diffusion-v2-512"


def _first(value: int | list[int]) -> int:
    return value if isinstance(value, int) else value[0]
