"""The transforms of torchvision that the diffusers examples use, for pictures that have the right size already."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import torch
from PIL import Image

from ..training.latents import pixels


class InterpolationMode(enum.Enum):
    """By their names there."""

    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    LANCZOS = "lanczos"


def _resize(image: Image.Image, size: Any, **_: Any) -> Image.Image:
    width, height = (size[1], size[0]) if isinstance(size, (list, tuple)) else (size, size)
    return image if image.size == (width, height) else image.resize((width, height))


def _same(image: Any, *_: Any, **__: Any) -> Any:
    return image


def _to_tensor(image: Image.Image) -> torch.Tensor:
    return (pixels(image) + 1) / 2


def _normalize(tensor: torch.Tensor, mean: Sequence[float], std: Sequence[float]) -> torch.Tensor:
    return (tensor - mean[0]) / std[0]


def _made(function: Callable[..., Any]) -> type:
    """A transform that applies a function with what it was made with."""

    class Transform:
        def __init__(self, *args: Any, **options: Any) -> None:
            self._args, self._options = args, options

        def __call__(self, image: Any) -> Any:
            return function(image, *self._args, **self._options)

        @staticmethod
        def get_params(image: Image.Image, output_size: tuple[int, int]) -> tuple[int, int, int, int]:
            return (0, 0, *output_size)

    return Transform


class _Compose:
    def __init__(self, parts: Sequence[Callable[[Any], Any]]) -> None:
        self._parts = parts

    def __call__(self, image: Any) -> Any:
        for part in self._parts:
            image = part(image)
        return image


def stand_in() -> dict[str, ModuleType]:
    """Modules to stand for `torchvision`, by name. Pictures are not turned over, and never cropped: they fit."""
    functional = ModuleType("torchvision.transforms.functional")
    functions: dict[str, Callable[..., Any]] = {
        "resize": _resize, "center_crop": _same, "crop": _same, "hflip": _same, "to_tensor": _to_tensor,
        "normalize": _normalize,
    }  # fmt: skip
    for name, function in functions.items():
        setattr(functional, name, function)
    transforms: Any = ModuleType("torchvision.transforms")
    transforms.functional, transforms.InterpolationMode, transforms.Compose = functional, InterpolationMode, _Compose
    classes: dict[str, Callable[..., Any]] = {
        "Resize": _resize, "CenterCrop": _same, "RandomCrop": _same, "RandomHorizontalFlip": _same,
        "ToTensor": _to_tensor, "Normalize": _normalize,
    }  # fmt: skip
    for name, function in classes.items():
        setattr(transforms, name, _made(function))
    whole: Any = ModuleType("torchvision")
    whole.transforms = transforms
    return {module.__name__: module for module in (whole, transforms, functional)}
