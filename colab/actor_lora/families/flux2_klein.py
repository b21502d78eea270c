"""FLUX.2 klein, which is published distilled, and beside it as it was before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import torch
from torch import nn

from .condition import Condition
from .family import Anatomy, ConfigReader, Crutch, Prediction, Weights
from .flow import euler_solver
from .recipe import Layers
from .transformer_family import TransformerFamily, pixels_per_latent

PUBLISHED = "black-forest-labs/FLUX.2-klein"


class Flux2Klein(TransformerFamily):
    """FLUX.2 klein of 4 and 9 billion parameters; only that of 4 is Apache-2.0."""

    name = "flux2-klein"
    label = "FLUX.2 klein"
    tag = "flux2-klein"
    pipeline = "Flux2KleinPipeline"
    parts: ClassVar[Mapping[str, str]] = {
        "transformer": "diffusers.Flux2Transformer2DModel",
        "vae": "diffusers.AutoencoderKLFlux2",
        "scheduler": "diffusers.FlowMatchEulerDiscreteScheduler",
        "text_encoder": "transformers.Qwen3ForCausalLM",
        "tokenizer": "transformers.AutoTokenizer",
    }
    # As the example: a single block has all its projections in one.
    targets = ("to_q", "to_k", "to_v", "to_out.0", "to_qkv_mlp_proj")
    mlp_targets = ("ff.linear_in", "ff.linear_out")
    guidance = 4.0
    pipeline_guidance = 4.0
    download_gib = 24
    memory_gib: ClassVar[Mapping[Weights, int]] = {"full": 20, "int8": 11, "nf4": 10}
    blocks = ("transformer_blocks.", "single_transformer_blocks.")
    webui_version = "flux2_klein"

    def recognise(self, name: str, index: Mapping[str, Any], read: ConfigReader) -> Anatomy | None:
        """By its pipeline's name; the index says whether it is distilled."""
        if index.get("_class_name") != self.pipeline:
            return None
        distilled = index.get("is_distilled") is True
        # Its authors publish the same transformer as it was before, for training: what is learnt on it works on both.
        published = distilled and name.startswith(f"{PUBLISHED}-")
        before = name.replace(PUBLISHED, f"{PUBLISHED}-base") if published else None
        return Anatomy(
            prediction="flow",
            # The denoiser sees squares of 2 × 2 latents as channels.
            vae_scale=2 * pixels_per_latent(read),
            quick_steps=4 if distilled else None,
            crutch=Crutch(before) if before else None,
        )

    def layers_of(self, denoiser: nn.Module, layers: Layers = "attention") -> list[str]:
        """Also the single blocks' outputs, which must be named in full: in the other blocks it is a list."""
        singles: Any = denoiser.single_transformer_blocks
        own = super().layers_of(denoiser, layers)
        return [*own, *(f"single_transformer_blocks.{place}.attn.to_out" for place in range(len(singles)))]

    def predict(
        self, denoiser: Any, noisy: torch.Tensor, timesteps: torch.Tensor, condition: Condition, *, frames: torch.Tensor
    ) -> torch.Tensor:
        """(n, 128, h, w): the velocity."""
        count, channels, height, width = noisy.shape
        text = condition.embeds
        said: torch.Tensor = denoiser(
            hidden_states=noisy.flatten(2).transpose(1, 2),
            timestep=timesteps / 1000,
            guidance=None,
            encoder_hidden_states=text,
            txt_ids=text_places(count, text.shape[1], text.device),
            img_ids=picture_places(count, height, width, noisy.device),
            return_dict=False,
        )[0]
        return said.transpose(1, 2).reshape(count, channels, height, width)

    def solver(self, scheduler: Any, *, steps: int, places: int, device: str) -> Any:
        """Euler's steps, moved as `compute_empirical_mu` of its pipeline has it."""
        from diffusers.pipelines.flux2.pipeline_flux2_klein import compute_empirical_mu

        return euler_solver(scheduler, steps=steps, mu=compute_empirical_mu(places, steps), device=device)

    def latent_channels(self, denoiser: Any) -> int:
        """128: 32 of the VAE in squares of 2 × 2."""
        return int(denoiser.config.in_channels)

    def normalised(self, vae: Any, mean: torch.Tensor, std: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Squares of 2 × 2 as channels, by the running mean and deviation of each."""
        middle, spread = _statistics(vae, mean.device)
        return (packed(mean) - middle) / spread, packed(std) / spread

    def denormalised(self, vae: Any, latents: torch.Tensor) -> torch.Tensor:
        """The way back: (n, 128, h, w) → (n, 32, 2 h, 2 w)."""
        from diffusers import Flux2KleinPipeline

        middle, spread = _statistics(vae, latents.device)
        plain: torch.Tensor = Flux2KleinPipeline._unpatchify_latents(latents * spread + middle)
        return plain

    def architecture(self, prediction: Prediction) -> str:
        """ModelSpec's name."""
        return "Flux.2-klein"


def _statistics(vae: Any, device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and deviation of each channel, (1, 128, 1, 1), fp32."""
    middle = vae.bn.running_mean.float().view(1, -1, 1, 1).to(device)
    spread = (vae.bn.running_var.float().view(1, -1, 1, 1) + vae.config.batch_norm_eps).sqrt().to(device)
    return middle, spread


def packed(latents: torch.Tensor) -> torch.Tensor:
    """Squares of 2 × 2 latents as channels: (n, 32, 2 h, 2 w) → (n, 128, h, w)."""
    from diffusers import Flux2KleinPipeline

    squares: torch.Tensor = Flux2KleinPipeline._patchify_latents(latents)
    return squares


def text_places(count: int, tokens: int, device: torch.device) -> torch.Tensor:
    """(count, tokens, 4) of (time, row, column, token), as the pipeline numbers text; made on the device."""
    places = torch.zeros(count, tokens, 4, dtype=torch.long, device=device)
    places[..., 3] = torch.arange(tokens, device=device)
    return places


def picture_places(count: int, height: int, width: int, device: torch.device) -> torch.Tensor:
    """(count, height × width, 4) of (time, row, column, token), row by row."""
    places = torch.zeros(count, height, width, 4, dtype=torch.long, device=device)
    places[..., 1] = torch.arange(height, device=device)[:, None]
    places[..., 2] = torch.arange(width, device=device)
    return places.flatten(1, 2)
