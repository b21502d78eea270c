"""The UNet's own layers, told that their weights are frozen: the same numbers from less memory.

torch keeps the input of every convolution for a gradient of its weights, which is not needed here, and peft runs a
LoRA as several operations with copies in between. Here a frozen convolution keeps nothing, a normalisation with its
activation keeps only its input and computes the rest again on the way back, and a LoRA layer is one operation
(`frozen_lora.py`).
Layers that are not built as expected stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import MethodType
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from .frozen_gates import gated, gated_halves, gated_projection
from .frozen_lora import is_plain_lora, lora
from .frozen_transformers import is_frozen_norm, is_plain_parallel, parallel_attention, rms
from .remade import remade

aten = torch.ops.aten


class FrozenConvolution(torch.autograd.Function):
    """A convolution that keeps nothing of its input but the shape."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, layer: nn.Conv2d) -> torch.Tensor:
        """Convolves x (n, c, h, w)."""
        ctx.layer, ctx.shape = layer, x.shape
        return functional.conv2d(x, layer.weight, layer.bias, layer.stride, layer.padding, layer.dilation, layer.groups)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None]:
        """The gradient of x, from the weights and the shape alone."""
        layer = ctx.layer
        # One number spread over the shape: without a gradient of the weights only the shape is looked at.
        shape = grad.new_empty(1).expand(ctx.shape)
        into_x = aten.convolution_backward(
            grad, shape, layer.weight, None, layer.stride, layer.padding, layer.dilation, False, [0, 0], layer.groups,
            [True, False, False],
        )[0]  # fmt: skip
        return into_x, None


class NormSilu(torch.autograd.Function):
    """`silu(group_norm(x))`, of which `x` and the groups' means and deviations are kept."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, layer: nn.GroupNorm) -> torch.Tensor:
        """Normalises x (n, c, …) in groups and activates it."""
        x = x.contiguous()
        normed, mean, deviation = _group_norm(x, layer)
        ctx.layer = layer
        ctx.save_for_backward(x, mean, deviation)
        return functional.silu(normed, inplace=True)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None]:
        """The gradient of x; the normalised values are computed once more."""
        x, mean, deviation = ctx.saved_tensors
        layer = ctx.layer
        grad = aten.silu_backward(grad.contiguous(), _group_norm(x, layer)[0])
        count, channels, size = x.shape[0], x.shape[1], x[0, 0].numel()
        into_x = aten.native_group_norm_backward(
            grad, x, mean, deviation, layer.weight, count, channels, size, layer.num_groups, [True, False, False]
        )[0]
        return into_x, None


def _group_norm(x: torch.Tensor, layer: nn.GroupNorm) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    count, channels, size = x.shape[0], x.shape[1], x[0, 0].numel()
    return torch.native_group_norm(x, layer.weight, layer.bias, count, channels, size, layer.num_groups, layer.eps)


def use_frozen_layers(unet: nn.Module) -> int:
    """Exchanges how the layers of a UNet or transformer compute.

    Args:
        unet: Has its LoRA already; its own weights are frozen.

    Returns:
        How many layers were exchanged.
    """
    from diffusers.models.activations import GEGLU
    from diffusers.models.normalization import RMSNorm
    from diffusers.models.resnet import ResnetBlock2D
    from diffusers.models.transformers.transformer_flux2 import Flux2ParallelSelfAttention, Flux2SwiGLU
    from diffusers.models.transformers.transformer_z_image import FeedForward
    from peft.tuners.lora.layer import Linear

    ways: list[tuple[type, Callable[[Any], bool], Callable[..., torch.Tensor]]] = [
        (Linear, is_plain_lora, lora),
        (nn.Conv2d, _is_frozen, _convolution),
        (GEGLU, _always, gated_projection),
        (ResnetBlock2D, _is_plain_block, _block),
        (nn.LayerNorm, _is_frozen_layer_norm, _layer_norm),
        (RMSNorm, is_frozen_norm, rms),
        (nn.RMSNorm, is_frozen_norm, rms),
        (Flux2SwiGLU, _always, gated_halves),
        (Flux2ParallelSelfAttention, is_plain_parallel, parallel_attention),
    ]
    count = 0
    for module in unet.modules():
        for kind, fits, forward in ways:
            if type(module) is kind and fits(module):
                # A module calls the forward of the instance where it has one of its own.
                setattr(module, "forward", MethodType(forward, module))  # noqa: B010
                count += 1
        if type(module) is FeedForward and _has_own_gate(module):
            setattr(module, "_forward_silu_gating", MethodType(gated, module))  # noqa: B010
            count += 1
    return count


def _apply(function: type[torch.autograd.Function], *inputs: Any) -> torch.Tensor:
    """Runs a function of torch's, whose `apply` has no types."""
    out: torch.Tensor = function.apply(*inputs)
    return out


def _always(_: nn.Module) -> bool:
    return True


def _has_own_gate(block: nn.Module) -> bool:
    """Else it has another in fp16 (`ZImage.mend_half`)."""
    return "_forward_silu_gating" not in vars(block)


def _is_frozen_layer_norm(layer: nn.LayerNorm) -> bool:
    return layer.weight is None or not layer.weight.requires_grad


def _is_frozen(layer: nn.Conv2d) -> bool:
    return layer.padding_mode == "zeros" and not isinstance(layer.padding, str) and not layer.weight.requires_grad


def _is_plain_block(block: Any) -> bool:
    return (
        block.time_embedding_norm == "default"
        and block.time_emb_proj is not None
        and not block.skip_time_act
        and block.upsample is None
        and block.downsample is None
        and block.output_scale_factor == 1
        and block.dropout.p == 0
        and isinstance(block.nonlinearity, nn.SiLU)
        and not block.norm1.weight.requires_grad
    )


def _convolution(layer: nn.Conv2d, x: torch.Tensor) -> torch.Tensor:
    return _apply(FrozenConvolution, x, layer)


def _layer_norm(layer: nn.LayerNorm, x: torch.Tensor) -> torch.Tensor:
    return remade(partial(nn.LayerNorm.forward, layer), x)


def _block(block: Any, x: torch.Tensor, temb: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
    hidden: torch.Tensor = block.conv1(_apply(NormSilu, x, block.norm1))
    hidden = hidden + block.time_emb_proj(functional.silu(temb))[:, :, None, None]
    hidden = block.conv2(_apply(NormSilu, hidden, block.norm2))
    shortcut: torch.Tensor = x if block.conv_shortcut is None else block.conv_shortcut(x.contiguous())
    return hidden + shortcut
