"""What a family of bases declares: how it is recognised, loaded, encoded, trained, drawn with and saved."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Protocol

import torch
from torch import nn

from .condition import Condition
from .recipe import Layers, Recipe

ConfigReader = Callable[[str], "dict[str, Any] | None"]
"""Reads a JSON file of a base by its path; None where it is not there."""
Prediction = Literal["epsilon", "v_prediction", "flow"]
"""What a denoiser says: the noise, v = √ᾱ ε − √(1 − ᾱ) x, or the velocity from picture to noise."""


Weights = Literal["full", "int8", "nf4"]
"""How the frozen base lies in memory: as it is, or in 8 or 4 bits a number."""


ROOMY = 2.0
"""A GPU with so many times the least memory of a base keeps what the way back needs. An estimate: where it is too
little after all, the training is tried once more with checkpointed gradients."""


@dataclass(frozen=True)
class Crutch:
    """What training needs on a distilled base, which would unlearn its few steps."""

    repo: str
    file: str | None = None
    """The weights of a LoRA that takes the distillation back; None: the repo has the base as it was before."""
    revision: str | None = None
    files: frozenset[str] = field(default=frozenset(), repr=False)
    """The repo's commit and the paths there, once it was looked up."""


@dataclass(frozen=True)
class Anatomy:
    """What a base's own files say about it."""

    prediction: Prediction
    vae_scale: int
    """Pixels per latent, along an edge."""
    layers_per_block: int = 0
    """Of a UNet; 0 for a transformer."""
    quick_steps: int | None = None
    """Sampling steps of a distilled base, which takes no guidance; None for others."""
    crutch: Crutch | None = None


@dataclass(frozen=True)
class Base:
    """A base model that was looked at: where its files are and what it is."""

    id: str
    """Repo on the hub, as the model card names it."""
    source: str
    """What `from_pretrained` reads: the repo or a folder."""
    family: Family
    prediction: Prediction
    vae_scale: int
    """Pixels per latent, along an edge."""
    layers_per_block: int
    """Of a UNet; 0 for a transformer."""
    licence: str
    files: frozenset[str] = field(repr=False)
    """Paths in the repo or folder."""
    revision: str | None = None
    endpoint: str | None = None
    """The hub's address; None for the client's own."""
    quick_steps: int | None = None
    """Sampling steps of a distilled base, which takes no guidance; None for others."""
    crutch: Crutch | None = None
    """What it is trained with, and not used with afterwards."""

    @property
    def grid(self) -> int:
        """Edges of pictures are multiples of so many pixels."""
        return self.vae_scale * self.family.patch

    def variant(self, part: str) -> str | None:
        """`fp16` where this part has such files, which are half as large to download."""
        return "fp16" if any(file.startswith(f"{part}/") and ".fp16." in file for file in self.files) else None


class TextEncoders(Protocol):
    """The tokenizers and text encoders of a base."""

    @property
    def models(self) -> dict[str, nn.Module]:
        """The text encoders by the name of their part."""
        ...

    @property
    def longest(self) -> int:
        """Tokens that are read of a caption; what follows is cut, as the pipelines do."""
        ...

    def encode(self, captions: Sequence[str]) -> Condition:
        """Encodes captions, one for each row, on the encoders' device."""
        ...

    def cut(self, caption: str) -> bool:
        """Whether the caption is longer than is read."""
        ...


class Objective(Protocol):
    """What a denoiser learns: noisy latents, what it should say to them, and how much each moment counts."""

    def timesteps(self, count: int, generator: torch.Generator) -> torch.Tensor:
        """Draws moments, (count,) on the CPU, in the scheduler's own unit."""
        ...

    def diffuse(
        self, latents: torch.Tensor, noise: torch.Tensor, timesteps: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Mixes latents (n, c, h, w) with noise; returns the mix and the target, both of that shape, fp32."""
        ...

    def weights(self, timesteps: torch.Tensor) -> torch.Tensor:
        """How much each item's error counts, (n,), fp32."""
        ...


class Family(ABC):
    """What the bases of one architecture have in common. There is one object of each family."""

    name: ClassVar[str]
    label: ClassVar[str]
    tag: ClassVar[str]
    """The hub's tag for it."""
    licence: ClassVar[str]
    """Of the bases of this family, where the base itself does not say."""
    pipeline: ClassVar[str]
    """Its class in diffusers."""
    denoiser: ClassVar[Literal["unet", "transformer"]]
    """The part that is trained; also the prefix of its tensors in a LoRA's file."""
    parts: ClassVar[Mapping[str, str]]
    """`library.Class` of each part that is loaded by itself."""
    targets: ClassVar[Sequence[str]]
    """Attention layers of the denoiser that get a LoRA, by the end of their name."""
    mlp_targets: ClassVar[Sequence[str]]
    """The same of its feed-forward layers, where those are trained too."""
    recipe: ClassVar[Recipe] = Recipe()
    """How a person is trained where nobody says otherwise."""
    text_targets: ClassVar[Sequence[str]] = ()
    text_encoder_rate: ClassVar[float | None] = None
    """Learning rate of a text-encoder LoRA where one is trained; None: the text encoders stay frozen."""
    prior_images: ClassVar[int] = 0
    min_snr_gamma: ClassVar[float | None] = None
    gradient_checkpointing: ClassVar[bool] = True
    """Less memory for some third more time; False: never needed, True: on a card that is not roomy."""
    economy_resolution: ClassVar[int]
    patch: ClassVar[int] = 1
    """Latents along an edge that the denoiser takes as one: pictures come in multiples of it."""
    draws_latents: ClassVar[bool] = True
    """Whether photos are drawn from the VAE's distribution in every step; else its most likely value is taken."""
    guidance: ClassVar[float]
    """How strongly the text counts in samples."""
    pipeline_guidance: ClassVar[float]
    """The same as its pipeline counts it."""
    download_gib: ClassVar[int]
    memory_gib: ClassVar[Mapping[Weights, int]]
    """Least memory that a GPU is sold with (`device.nominal_gb`), with the base's weights so; in economy settings."""
    blocks: ClassVar[Sequence[str]] = ()
    """Where in the denoiser the layers are that may lie in fewer bits."""
    language_model: ClassVar[tuple[str, str]] = ("text_encoder", ".layers.")
    """The large text encoder's part, and what is in the names of its layers that may lie in 8 bits."""
    webui_version: ClassVar[str]
    """`ss_base_model_version` in the web UIs' file."""

    @abstractmethod
    def recognise(self, name: str, index: Mapping[str, Any], read: ConfigReader) -> Anatomy | None:
        """Looks whether a base is of this family.

        Args:
            name: Its repo on the hub.
            index: Its model_index.json.
            read: Reads its other configurations.

        Returns:
            What it is; None where it is of another family.

        Raises:
            BadInput: It is of this family, but not to be trained here.
        """

    @abstractmethod
    def text_encoders(self, base: Base, *, device: str, dtype: torch.dtype, token: str | None) -> TextEncoders:
        """Loads the tokenizers and text encoders.

        Raises:
            RunError: They cannot be read.
        """

    @abstractmethod
    def objective(self, base: Base, scheduler: Any, *, gamma: float | None, device: str) -> Objective:
        """What the denoiser learns, by the base's scheduler; `gamma` is that of min-SNR, where the family has it."""

    @abstractmethod
    def predict(
        self, denoiser: Any, noisy: torch.Tensor, timesteps: torch.Tensor, condition: Condition, *, frames: torch.Tensor
    ) -> torch.Tensor:
        """Asks the denoiser.

        Args:
            denoiser: The UNet or transformer.
            noisy: Latents, (n, c, h, w), in the denoiser's precision.
            timesteps: (n,), in the scheduler's unit.
            condition: n rows.
            frames: (n, 6) fp32: height and width of each picture before it was cut, top and left of the cut, height and
                width of what is trained on; in pixels, the cut in those of the picture once it was made smaller.

        Returns:
            What it says, (n, c, h, w).
        """

    @abstractmethod
    def solver(self, scheduler: Any, *, steps: int, places: int, device: str) -> Any:
        """What draws samples with this scheduler: has `timesteps`, and `step(said, moment, latents)`.

        Args:
            scheduler: The base's.
            steps: How many it takes.
            places: Positions of the denoiser's input, in latents.
            device: Where it computes.
        """

    @abstractmethod
    def native_side(self, pipeline: Any, base: Base) -> int:
        """Edge in pixels of the pictures that a base was made for."""

    @abstractmethod
    def latent_channels(self, denoiser: Any) -> int:
        """Channels of the latents that are trained on."""

    @abstractmethod
    def webui_name(self, part: str, layer: str, *, layers_per_block: int) -> str:
        """The name of a layer in the file for A1111 and ComfyUI.

        Args:
            part: `unet`, `transformer`, `text_encoder` or `text_encoder_2`.
            layer: Its name in diffusers.
            layers_per_block: Of a UNet.
        """

    @abstractmethod
    def architecture(self, prediction: Prediction) -> str:
        """ModelSpec's name of the architecture."""

    implementation: ClassVar[str] = "diffusers"
    """Whose names the tensors of the web UIs' file bear, in ModelSpec's words."""
    webui_style: ClassVar[Literal["kohya", "diffusers"]] = "kohya"
    """`x.lora_down.weight` with `x.alpha`, or diffusers' own `x.lora_A.weight`."""

    def vae_source(self, base: Base, dtype: torch.dtype) -> str | None:
        """A repo with a better VAE than the base's own in this precision; None for the base's own."""
        return None

    def normalised(self, vae: Any, mean: torch.Tensor, std: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Scales the VAE's distribution (n, c, h, w), fp32, to latents as the denoiser takes them."""
        scale, shift = _scale_and_shift(vae)
        return (mean - shift) * scale, std * scale

    def denormalised(self, vae: Any, latents: torch.Tensor) -> torch.Tensor:
        """The way back: what the VAE decodes."""
        scale, shift = _scale_and_shift(vae)
        return latents / scale + shift

    def layers_of(self, denoiser: nn.Module, layers: Layers = "attention") -> list[str]:
        """Names, or ends of names, of the denoiser's layers that get a LoRA."""
        return [*self.targets, *(self.mlp_targets if layers == "attention-mlp" else ())]

    def dtype_of(self, part: str, dtype: torch.dtype) -> torch.dtype:
        """In which precision a part is loaded where the denoiser computes in `dtype`."""
        return dtype

    def mend_half(self, denoiser: nn.Module) -> None:  # noqa: B027
        """Makes a denoiser in fp16 safe from overflowing, where it is not."""

    def weights_for(self, gpu_gb: int) -> Weights:
        """The most exact weights for a GPU that is sold with so much; where none fit, those that come closest."""
        fitting = (weights for weights, least in self.memory_gib.items() if gpu_gb >= least)
        return next(fitting, list(self.memory_gib)[-1])

    def checkpoints_gradients(self, gpu_gb: int | None, weights: Weights) -> bool:
        """Whether gradients are checkpointed on a GPU that is sold with so much memory; None: no GPU."""
        if not self.gradient_checkpointing or gpu_gb is None:
            return self.gradient_checkpointing
        return gpu_gb < ROOMY * self.memory_gib[weights]

    def pipeline_options(self) -> dict[str, Any]:
        """What the pipeline is loaded with beside its files."""
        return {}


def whole_frames(count: int, side: int, device: torch.device | str) -> torch.Tensor:
    """`frames` of square pictures that were not cut from anything, (count, 6) fp32."""
    return torch.tensor([[side, side, 0, 0, side, side]] * count, dtype=torch.float32, device=device)


def _scale_and_shift(vae: Any) -> tuple[float, float]:
    return vae.config.scaling_factor, getattr(vae.config, "shift_factor", None) or 0.0
