"""The recipe by which a family is trained on a person, where neither the job nor the command line says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

OptimizerName = Literal["adamw", "adamw8bit", "prodigy"]
Layers = Literal["attention", "attention-mlp"]


@dataclass(frozen=True)
class Recipe:
    """How a LoRA of a person is trained. Nothing here was measured on a GPU yet.

    Where peers agree on a value it is the default, and named with its source; where they do not, the part is off.
    """

    learning_rate: float = 1e-4
    """Of the denoiser, at rank 16 and batch 1; for Prodigy, which finds the rate itself, a factor instead.

    The diffusers DreamBooth-LoRA examples' `--learning_rate`. OneTrainer and kohya-colab take 3e-4 for SDXL at batch 4.
    """
    up_rate: float = 4.0
    """Rate of B, the half of a LoRA that begins at zero, in rates of A: LoRA+ (arXiv 2402.12354), which takes 16;
    musubi-tuner's documentation of its `loraplus_lr_ratio` says 4. Measured on tiny bases that were taught to draw
    (colab/README.md, *Benchmarks*). Not by Prodigy, which takes one rate for all."""
    optimizer: OptimizerName = "adamw"
    """As the diffusers examples. Of the three it took the least time on a CPU; colab/README.md has the figures."""
    layers: Layers = "attention-mlp"
    """OneTrainer's preset for SDXL trains attention and MLP; the diffusers examples attention alone."""
    dora: bool = False
    """Magnitude and direction apart (arXiv 2402.09353), which diffusers alone reads again as it was trained.

    There is `dora_scale` in the web UIs' files, but ComfyUI divides by the norm of the base's weight instead of the
    trained one's (`weight_decompose` in its comfy/weight_adapter/base.py), and A1111 by norms over the other axis.
    """
    caption_dropout: float = 0.05
    """Share of photos that are shown without their caption, so that guidance has something to lean on (ai-toolkit)."""
    ema: float = 0.99
    """Decay of the averaged weights, which are what is saved (ai-toolkit); 0: those of the last step."""
    accumulation: int = 1
    """Batches whose gradients make one step."""
    background: float = 1.0
    """What a place outside of the face counts, the face being 1: 0 trains the face alone (kohya, OneTrainer)."""
    frames: bool = True
    """Whether the whole frame is trained on beside the square around the face, as kohya's buckets have it."""
    sizes: tuple[int, ...] = ()
    """More sizes of every picture, as edges in pixels; those that the job's resolution does not reach are left out."""

    def __post_init__(self) -> None:
        if self.optimizer not in get_args(OptimizerName) or self.layers not in get_args(Layers):
            raise ValueError(f"there is no optimizer {self.optimizer}, or no choice {self.layers} of layers")
        if not (0 <= self.caption_dropout < 1 and 0 <= self.ema < 1 and 0 <= self.background <= 1):
            raise ValueError("caption dropout and EMA are shares below 1, and the background counts 0 to 1")
        if self.up_rate <= 0:
            raise ValueError("B learns at a rate above 0")
        if self.accumulation < 1 or any(size < 8 for size in self.sizes):
            raise ValueError("gradients of 1 batch at least make a step, and sizes are 8 pixels at least")
