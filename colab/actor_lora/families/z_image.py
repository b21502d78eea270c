"""Z-Image, whose Turbo is distilled to a few steps without guidance."""

from __future__ import annotations

from collections.abc import Mapping
from types import MethodType
from typing import Any, ClassVar

import torch
from torch import nn
from torch.nn import functional

from .condition import Condition
from .family import Anatomy, ConfigReader, Crutch, Prediction, Weights
from .flow import euler_solver, shift_of
from .transformer_family import TransformerFamily, pixels_per_latent

CRUTCH = Crutch("ostris/zimage_turbo_training_adapter", "zimage_turbo_training_adapter_v2.safetensors")
"""A LoRA that takes the distillation back. Training goes on over it, and pictures are drawn without it."""
SHRINK = 64.0
"""Z-Image's feed-forward layers reach some 340,000 inside, and fp16 ends at 65,504."""


class ZImage(TransformerFamily):
    """Z-Image and Z-Image-Turbo, 6 billion parameters."""

    name = "z-image"
    label = "Z-Image"
    tag = "z-image"
    pipeline = "ZImagePipeline"
    parts: ClassVar[Mapping[str, str]] = {
        "transformer": "diffusers.ZImageTransformer2DModel",
        "vae": "diffusers.AutoencoderKL",
        "scheduler": "diffusers.FlowMatchEulerDiscreteScheduler",
        "text_encoder": "transformers.Qwen3Model",
        "tokenizer": "transformers.AutoTokenizer",
    }
    targets = ("to_q", "to_k", "to_v", "to_out.0")
    mlp_targets = ("feed_forward.w1", "feed_forward.w2", "feed_forward.w3")
    patch = 2
    guidance = 5.0
    # The pipeline adds the difference to the picture with text, and so counts from 0.
    pipeline_guidance = 4.0
    download_gib = 21
    memory_gib: ClassVar[Mapping[Weights, int]] = {"full": 24, "int8": 13, "nf4": 10}
    blocks = ("layers.", "noise_refiner.", "context_refiner.")
    webui_version = "zimage"

    def recognise(self, name: str, index: Mapping[str, Any], read: ConfigReader) -> Anatomy | None:
        """By its pipeline's name. Its files do not tell Turbo from the base: the repo's name does."""
        if index.get("_class_name") != self.pipeline:
            return None
        turbo = "turbo" in name.lower()
        return Anatomy(
            prediction="flow",
            vae_scale=pixels_per_latent(read),
            # Its model card: 9 steps, the last of which changes nothing, and no guidance.
            quick_steps=9 if turbo else None,
            crutch=CRUTCH if turbo else None,
        )

    def predict(
        self, denoiser: Any, noisy: torch.Tensor, timesteps: torch.Tensor, condition: Condition, *, frames: torch.Tensor
    ) -> torch.Tensor:
        """(n, 16, h, w). The transformer counts time backwards and says the opposite of the velocity."""
        assert condition.lengths
        said = denoiser(
            list(noisy.unsqueeze(2).unbind(0)),
            (1000 - timesteps) / 1000,
            [row[:length] for row, length in zip(condition.embeds, condition.lengths, strict=True)],
            return_dict=False,
        )[0]
        return -torch.stack(said).squeeze(2)

    def solver(self, scheduler: Any, *, steps: int, places: int, device: str) -> Any:
        """Euler's steps, moved by the size."""
        return euler_solver(scheduler, steps=steps, mu=shift_of(scheduler, places), device=device)

    def latent_channels(self, denoiser: Any) -> int:
        """16."""
        return int(denoiser.config.in_channels)

    def architecture(self, prediction: Prediction) -> str:
        """ModelSpec's name, as musubi-tuner writes it."""
        return "Z-Image"

    def mend_half(self, denoiser: nn.Module) -> None:
        """Keeps the feed-forward layers within fp16.

        What comes out of one is normalised: norm(y, ε) = norm(y / s, ε / s²) for every s, and so the layer may compute
        a 64th of its values.
        """
        from diffusers.models.transformers.transformer_z_image import FeedForward, ZImageTransformerBlock

        for block in denoiser.modules():
            if isinstance(block, ZImageTransformerBlock):
                block.ffn_norm2.eps /= SHRINK**2
            if isinstance(block, FeedForward):
                setattr(block, "_forward_silu_gating", MethodType(_shrunk_gate, block))  # noqa: B010


def _shrunk_gate(_: nn.Module, x1: torch.Tensor, x3: torch.Tensor) -> torch.Tensor:
    return functional.silu(x1) * (x3 / SHRINK)
