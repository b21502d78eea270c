"""FLUX.1-dev, which was distilled to take its guidance as a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import torch
from torch import nn

from ..errors import BadInput
from .condition import Condition
from .family import Anatomy, Base, ConfigReader, Prediction, TextEncoders, Weights
from .flow import euler_solver, shift_of
from .loading import load_part
from .recipe import Layers
from .transformer_family import TransformerFamily, pixels_per_latent

GUIDANCE = 3.5
"""What it is told in training and in pictures alike: `--guidance_scale` of the example, and the pipeline's own."""
LONGEST = 512
"""`max_sequence_length` of the pipeline."""


class Flux1Dev(TransformerFamily):
    """FLUX.1-dev, 12 billion parameters; gated, and not for use that earns money."""

    name = "flux1-dev"
    label = "FLUX.1 dev"
    tag = "flux"
    licence = "flux-1-dev-non-commercial-license"
    pipeline = "FluxPipeline"
    parts: ClassVar[Mapping[str, str]] = {
        "transformer": "diffusers.FluxTransformer2DModel",
        "vae": "diffusers.AutoencoderKL",
        "scheduler": "diffusers.FlowMatchEulerDiscreteScheduler",
        "text_encoder": "transformers.CLIPTextModel",
        "tokenizer": "transformers.CLIPTokenizer",
        "text_encoder_2": "transformers.T5EncoderModel",
        "tokenizer_2": "transformers.AutoTokenizer",
    }
    targets = ("to_q", "to_k", "to_v", "to_out.0")
    mlp_targets = ("ff.net.0.proj", "ff.net.2", "proj_mlp")
    patch = 2
    # As the example, which draws from the VAE's distribution in every step.
    draws_latents = True
    # No picture without text is compared with.
    guidance = 1.0
    pipeline_guidance = GUIDANCE
    download_gib = 34
    # Not in NF4: diffusers makes this model's layers larger where a LoRA seems to be, by the shape of their weights.
    memory_gib: ClassVar[Mapping[Weights, int]] = {"full": 40, "int8": 22}
    blocks = ("transformer_blocks.", "single_transformer_blocks.")
    language_model = ("text_encoder_2", ".block.")
    webui_version = "flux1"

    def recognise(self, name: str, index: Mapping[str, Any], read: ConfigReader) -> Anatomy | None:
        """By its pipeline's name.

        Raises:
            BadInput: It is FLUX.1 schnell, which was distilled to a few steps and would unlearn them.
        """
        if index.get("_class_name") != self.pipeline:
            return None
        if not (read("transformer/config.json") or {}).get("guidance_embeds"):
            raise BadInput(f"{name} was distilled to a few steps and would unlearn them. Choose FLUX.1-dev instead.")
        return Anatomy(prediction="flow", vae_scale=pixels_per_latent(read))

    def text_encoders(self, base: Base, *, device: str, dtype: torch.dtype, token: str | None) -> TextEncoders:
        """CLIP's summary and T5's states."""
        return FluxEncoders(base, device=device, dtype=dtype, token=token)

    def layers_of(self, denoiser: nn.Module, layers: Layers = "attention") -> list[str]:
        """With the MLP also the single blocks' outputs, named in full: the last layer of all is called the same."""
        own = super().layers_of(denoiser, layers)
        if layers == "attention":
            return own
        singles: Any = denoiser.single_transformer_blocks
        return [*own, *(f"single_transformer_blocks.{place}.proj_out" for place in range(len(singles)))]

    def predict(
        self, denoiser: Any, noisy: torch.Tensor, timesteps: torch.Tensor, condition: Condition, *, frames: torch.Tensor
    ) -> torch.Tensor:
        """(n, 16, h, w): the velocity, from squares of 2 × 2 latents in a row."""
        count, channels, height, width = noisy.shape
        rows, columns = height // 2, width // 2
        squares = noisy.view(count, channels, rows, 2, columns, 2).permute(0, 2, 4, 1, 3, 5)
        text = condition.embeds
        said: torch.Tensor = denoiser(
            hidden_states=squares.reshape(count, rows * columns, 4 * channels),
            timestep=timesteps / 1000,
            guidance=torch.full((count,), GUIDANCE, device=noisy.device),
            pooled_projections=condition.pooled,
            encoder_hidden_states=text,
            txt_ids=torch.zeros(text.shape[1], 3, device=text.device),
            img_ids=picture_places(rows, columns, noisy.device),
            return_dict=False,
        )[0]
        apart = said.view(count, rows, columns, channels, 2, 2).permute(0, 3, 1, 4, 2, 5)
        return apart.reshape(count, channels, height, width)

    def solver(self, scheduler: Any, *, steps: int, places: int, device: str) -> Any:
        """Euler's steps, moved by the size."""
        return euler_solver(scheduler, steps=steps, mu=shift_of(scheduler, places), device=device)

    def native_side(self, pipeline: Any, base: Base) -> int:
        """As its pipeline says."""
        return int(pipeline.default_sample_size * pipeline.vae_scale_factor)

    def latent_channels(self, denoiser: Any) -> int:
        """16, of which the transformer sees squares of 2 × 2."""
        return int(denoiser.config.in_channels) // 4

    def architecture(self, prediction: Prediction) -> str:
        """ModelSpec's name."""
        return "flux-1-dev"


class FluxEncoders:
    """CLIP and T5, used through the base's own pipeline, which has no other part here."""

    def __init__(self, base: Base, *, device: str, dtype: torch.dtype, token: str | None = None) -> None:
        from diffusers import FluxPipeline

        self._device = device
        names = ("tokenizer", "tokenizer_2", "text_encoder", "text_encoder_2")
        found = {part: load_part(base, part, dtype=dtype, token=token) for part in names}
        self.models: dict[str, nn.Module] = {
            part: found[part].requires_grad_(False).eval().to(device) for part in names[2:]
        }
        others: dict[str, Any] = {"scheduler": None, "vae": None, "transformer": None}
        self._pipeline = FluxPipeline(**found, **others)

    @property
    def longest(self) -> int:
        """512 tokens of T5's; CLIP's summary is of the first 77 of its own."""
        return LONGEST

    def encode(self, captions: Sequence[str]) -> Condition:
        """Encodes captions: T5's states (n, 512, width) and CLIP's summary (n, width)."""
        embeds, pooled, _ = self._pipeline.encode_prompt(prompt=list(captions), prompt_2=None, device=self._device)
        return Condition(embeds, pooled)

    def cut(self, caption: str) -> bool:
        """Whether the caption is longer than T5 reads."""
        return len(self._pipeline.tokenizer_2(caption).input_ids) > LONGEST


def picture_places(rows: int, columns: int, device: torch.device) -> torch.Tensor:
    """(rows × columns, 3) of (0, row, column), row by row, as the pipeline numbers them; made on the device."""
    places = torch.zeros(rows, columns, 3, device=device)
    places[..., 1] = torch.arange(rows, device=device)[:, None]
    places[..., 2] = torch.arange(columns, device=device)
    return places.flatten(0, 1)
