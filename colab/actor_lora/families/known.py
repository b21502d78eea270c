"""All families. A new one is a file beside this one and a line here."""

from __future__ import annotations

from .family import Family
from .sdxl import StableDiffusionXL
from .stable_diffusion import StableDiffusion15, StableDiffusion21

# In the order in which a base is shown to them: Stable Diffusion 1.5 takes every UNet that is left.
FAMILIES: dict[str, Family] = {
    family.name: family for family in (StableDiffusionXL(), StableDiffusion21(), StableDiffusion15())
}
