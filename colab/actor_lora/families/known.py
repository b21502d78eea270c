"""All families. A new one is a file beside this one and a line here."""

from __future__ import annotations

from .family import Family
from .flux1 import Flux1Dev
from .flux2_klein import Flux2Klein
from .sdxl import StableDiffusionXL
from .stable_diffusion import StableDiffusion15, StableDiffusion21
from .z_image import ZImage

# In the order in which a base is shown to them: Stable Diffusion 1.5 takes every UNet that is left.
_ALL: tuple[Family, ...] = (
    ZImage(), Flux2Klein(), Flux1Dev(), StableDiffusionXL(), StableDiffusion21(), StableDiffusion15(),
)  # fmt: skip
FAMILIES: dict[str, Family] = {family.name: family for family in _ALL}
