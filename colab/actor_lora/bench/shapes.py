"""The memory of a step at full size, by the shapes of its tensors: nothing is computed, and no GPU is needed.

torch's fake tensors have a size and no contents. What a step holds at once is counted as a GPU's allocator would, but
for what that adds by itself: its blocks are larger than what is asked of it, and kernels take room to work in.
Attention keeps no matrix of its weights, as PyTorch's kernels for a GPU do not.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from ..device import GIB
from ..families.condition import Condition
from ..families.family import Family, Weights, whole_frames
from ..families.known import FAMILIES
from ..families.quantised import is_quantised, quantise
from ..training.frozen_layers import use_frozen_layers
from ..training.lora import add_lora
from .full_size import full_denoiser

TOKENS = 128
"""Of a caption; CLIP's 77 in the families that read by it."""
RESOLUTIONS = {"sd15": 512, "sdxl": 1024, "z-image": 1024, "flux2-klein": 1024}
"""By family, in pixels."""
HEAD = "| Case | example | ours | ours in 8 bits | ours in NF4 |\n|---|---|---|---|---|"


@dataclass(frozen=True)
class Loop:
    """How a step is trained."""

    ours: bool
    """Else as the diffusers example does: its layers, under autocast."""
    weights: Weights = "full"
    checkpointing: bool = False


class Held(TorchDispatchMode):
    """Counts the bytes of all tensors that are alive, and the most that were at once."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.now = self.most = 0
        self._known: dict[int, int] = {}

    def hold(self, tensor: torch.Tensor) -> None:
        """Counts a tensor's storage, once, until it is gone."""
        storage = tensor.untyped_storage()
        key = storage._cdata
        if key not in self._known:
            self._known[key] = storage.nbytes()
            self.now += storage.nbytes()
            self.most = max(self.most, self.now)
            weakref.finalize(storage, self._drop, key)

    def _drop(self, key: int) -> None:
        self.now -= self._known.pop(key, 0)

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        for leaf in tree_leaves(out):
            if isinstance(leaf, torch.Tensor):
                self.hold(leaf)
        return out


def shapes_row(kind: str, *, resolution: int | None = None, rank: int = 16, checkpointing: bool = False) -> str:
    """A row of the table in Markdown: the example's memory, and ours with its share of that.

    Args:
        kind: One of `RESOLUTIONS`.
        resolution: Edge in pixels; that of `RESOLUTIONS` where it is not given.
        rank: Of the LoRA.
        checkpointing: Whether all checkpoint their gradients.
    """
    family = FAMILIES[kind]
    side = resolution or RESOLUTIONS[kind]
    example = step_bytes(family, Loop(False, checkpointing=checkpointing), side=side, rank=rank)
    cells = [f"{example / GIB:.1f} GiB"]
    for weights in ("full", "int8", "nf4"):
        if weights not in family.memory_gib:
            cells.append("–")
            continue
        mine = step_bytes(family, Loop(True, weights, checkpointing), side=side, rank=rank)
        cells.append(f"{mine / GIB:.1f} GiB, {mine / example:.0%}")
    told = ", checkpointed gradients" if checkpointing else ""
    return f"| {family.label}, {side} px, batch 1, bf16, rank {rank}{told} | {' | '.join(cells)} |"


def step_bytes(family: Family, loop: Loop, *, side: int, rank: int) -> int:
    """The most bytes that a step of a training holds: weights, LoRA, AdamW's state, gradients and activations."""
    model = _on_meta(family, loop, rank)
    with FakeTensorMode(allow_non_fake_inputs=True):
        parameters = _made_fake(model)
        if loop.ours:
            use_frozen_layers(model)
        if loop.checkpointing:
            model.enable_gradient_checkpointing()
        optimizer = torch.optim.AdamW(parameters, lr=1e-4, foreach=False)
        with Held() as held:
            for tensor in (*model.parameters(), *model.buffers()):
                held.hold(tensor)
            _begin(optimizer, parameters)
            _step(model, family, loop, side, optimizer)
    return int(held.most)


def _on_meta(family: Family, loop: Loop, rank: int) -> Any:
    usual = torch.get_default_dtype()
    torch.set_default_dtype(torch.bfloat16)
    try:
        with torch.device("meta"):
            model = full_denoiser(family.name).requires_grad_(False)
    finally:
        torch.set_default_dtype(usual)
    if loop.weights != "full":
        quantise(model, loop.weights, lambda name: is_quantised(family, name))
    layers = family.recipe.layers if loop.ours else "attention"
    add_lora(model, rank=rank, targets=family.layers_of(model, layers), seed=1)
    return model.train()


def _made_fake(model: nn.Module) -> list[nn.Parameter]:
    """Fake tensors of the CPU in the place of those that are on no device; returns what is trained."""
    for module in model.modules():
        for name, value in [*module._parameters.items()]:
            if value is not None:
                fake = torch.empty(value.shape, dtype=value.dtype)
                module._parameters[name] = nn.Parameter(fake, requires_grad=value.requires_grad)
        for name, buffer in [*module._buffers.items()]:
            if buffer is not None:
                module._buffers[name] = torch.empty(buffer.shape, dtype=buffer.dtype)
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def _begin(optimizer: torch.optim.Optimizer, parameters: list[nn.Parameter]) -> None:
    """Makes the optimizer's state, which is there from the beginning in all steps but the first."""
    for parameter in parameters:
        parameter.grad = torch.zeros_like(parameter)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)


def _step(model: Any, family: Family, loop: Loop, side: int, optimizer: torch.optim.Optimizer) -> None:
    edge = side // (16 if family.name == "flux2-klein" else 8)
    noisy = torch.empty(1, family.latent_channels(model), edge, edge, dtype=torch.bfloat16)
    moment = torch.full((1,), 500.0) if family.denoiser == "transformer" else torch.full((1,), 500)
    frames = whole_frames(1, side, "cpu")
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not loop.ours):
        said = family.predict(model, noisy, moment, _caption(model, family), frames=frames)
    (said.float() - torch.empty(said.shape)).square().mean().backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)


def _caption(model: Any, family: Family) -> Condition:
    config = model.config
    if family.name == "z-image":
        return Condition(_text(TOKENS, config.cap_feat_dim), None, (TOKENS,))
    if family.name == "flux2-klein":
        return Condition(_text(TOKENS, config.joint_attention_dim))
    pooled = torch.empty(1, 1280, dtype=torch.bfloat16) if family.name == "sdxl" else None
    return Condition(_text(77, config.cross_attention_dim), pooled)


def _text(tokens: int, width: int) -> torch.Tensor:
    return torch.empty(1, tokens, width, dtype=torch.bfloat16)
