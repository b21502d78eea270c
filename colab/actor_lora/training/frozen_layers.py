"""The UNet's own layers, told that their weights are frozen: the same numbers from less memory.

torch keeps the input of every convolution for a gradient of its weights, which is not needed here, and peft runs a
LoRA as several operations with copies in between. Here a frozen convolution keeps nothing, a normalisation with its
activation keeps only its input and computes the rest again on the way back, and a LoRA layer is one operation.
Layers that are not built as expected stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MethodType
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from ..families.quantised import QuantisedLinear
from .frozen_feed_forward import flux2_feed_forward, unet_feed_forward, z_image_feed_forward
from .frozen_transformers import gated, gated_halves, is_frozen_norm, rms

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


class GatedGelu(torch.autograd.Function):
    """`hidden × gelu(gate)` of one tensor with both halves, which alone is kept."""

    @staticmethod
    def forward(ctx: Any, both: torch.Tensor) -> torch.Tensor:
        """Multiplies the halves of the last dimension."""
        ctx.save_for_backward(both)
        hidden, gate = both.chunk(2, dim=-1)
        return functional.gelu(gate).mul_(hidden)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> torch.Tensor:
        """The gradient of both halves."""
        (both,) = ctx.saved_tensors
        hidden, gate = both.chunk(2, dim=-1)
        into_both = torch.empty_like(both)
        into_hidden, into_gate = into_both.chunk(2, dim=-1)
        into_hidden.copy_(functional.gelu(gate).mul_(grad))
        into_gate.copy_(aten.gelu_backward(grad * hidden, gate))
        return into_both


class LoraLinear(torch.autograd.Function):
    """`x Wᵀ + bias + (x Aᵀ) Bᵀ` in the precision of W. A and B are fp32, and so are their gradients."""

    @staticmethod
    def forward(
        ctx: Any,
        x: torch.Tensor,
        weight: torch.Tensor,
        bias: torch.Tensor | None,
        down: torch.Tensor,
        up: torch.Tensor,
    ) -> torch.Tensor:
        """Applies a linear layer and its LoRA at once.

        Args:
            ctx: Keeps what the way back needs.
            x: (…, in).
            weight: W, (out, in), frozen.
            bias: (out,), frozen.
            down: A, (rank, in), fp32.
            up: B, (out, rank), fp32.

        Returns:
            (…, out) in the precision of W.
        """
        flat = x.reshape(-1, x.shape[-1]).to(weight.dtype)
        inner = flat @ down.to(weight.dtype).t()
        out = functional.linear(flat, weight, bias).addmm_(inner, up.to(weight.dtype).t())
        ctx.save_for_backward(flat, inner, weight, down, up)
        ctx.shape = x.shape
        return out.view(*x.shape[:-1], -1)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor | None, None, None, torch.Tensor, torch.Tensor]:
        """The gradients of x, A and B."""
        flat, inner, weight, down, up = ctx.saved_tensors
        grad = grad.reshape(-1, grad.shape[-1])
        into_inner = grad @ up.to(weight.dtype)
        into_x = None
        # A caption's own values are no result of anything that is trained, unless the text encoder is.
        if ctx.needs_input_grad[0]:
            into_x = (grad @ weight).addmm_(into_inner, down.to(weight.dtype)).view(ctx.shape)
        return into_x, None, None, (into_inner.t() @ flat).to(down.dtype), (grad.t() @ inner).to(up.dtype)


class QuantisedLora(torch.autograd.Function):
    """As LoraLinear over a weight in few bits, which is there in full only for each product."""

    @staticmethod
    def forward(
        ctx: Any, x: torch.Tensor, layer: QuantisedLinear, down: torch.Tensor, up: torch.Tensor
    ) -> torch.Tensor:
        """(…, in) → (…, out), in the precision of x. A (rank, in) and B (out, rank) are fp32."""
        flat = x.reshape(-1, x.shape[-1])
        inner = flat @ down.to(x.dtype).t()
        bias = None if layer.bias is None else layer.bias.to(x.dtype)
        out = functional.linear(flat, layer.dequantised(x.dtype), bias).addmm_(inner, up.to(x.dtype).t())
        ctx.save_for_backward(flat, inner, down, up)
        ctx.layer, ctx.shape = layer, x.shape
        return out.view(*x.shape[:-1], -1)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor | None, None, torch.Tensor, torch.Tensor]:
        """The gradients of x, A and B."""
        flat, inner, down, up = ctx.saved_tensors
        grad = grad.reshape(-1, grad.shape[-1])
        into_inner = grad @ up.to(grad.dtype)
        into_x = None
        if ctx.needs_input_grad[0]:
            full = ctx.layer.dequantised(grad.dtype)
            into_x = (grad @ full).addmm_(into_inner, down.to(grad.dtype)).view(ctx.shape)
        return into_x, None, (into_inner.t() @ flat).to(down.dtype), (grad.t() @ inner).to(up.dtype)


def use_frozen_layers(unet: nn.Module) -> int:
    """Exchanges how the layers of a UNet or transformer compute.

    Args:
        unet: Has its LoRA already; its own weights are frozen.

    Returns:
        How many layers were exchanged.
    """
    from diffusers.models.activations import GEGLU
    from diffusers.models.attention import FeedForward as UnetFeedForward
    from diffusers.models.normalization import RMSNorm
    from diffusers.models.resnet import ResnetBlock2D
    from diffusers.models.transformers.transformer_flux2 import Flux2FeedForward, Flux2SwiGLU
    from diffusers.models.transformers.transformer_z_image import FeedForward
    from peft.tuners.lora.layer import Linear

    ways: list[tuple[type, Callable[[Any], bool], Callable[..., torch.Tensor]]] = [
        (Linear, _is_plain_lora, _lora),
        (nn.Conv2d, _is_frozen, _convolution),
        (GEGLU, _always, _gated),
        (ResnetBlock2D, _is_plain_block, _block),
        (RMSNorm, is_frozen_norm, rms),
        (nn.RMSNorm, is_frozen_norm, rms),
        (Flux2SwiGLU, _always, gated_halves),
        (UnetFeedForward, _is_plain_feed_forward, unet_feed_forward),
        (Flux2FeedForward, lambda block: _is_lora(block.linear_out), flux2_feed_forward),
        (FeedForward, _is_plain_gate, z_image_feed_forward),
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


def _is_lora(layer: Any) -> bool:
    from peft.tuners.lora.layer import Linear

    return type(layer) is Linear and _is_plain_lora(layer)


def _is_plain_feed_forward(block: Any) -> bool:
    from diffusers.models.activations import GEGLU

    net = block.net
    return len(net) == 3 and type(net[0]) is GEGLU and net[1].p == 0 and _is_lora(net[2])


def _has_own_gate(block: nn.Module) -> bool:
    """Else it has another in fp16 (`ZImage.mend_half`)."""
    return "_forward_silu_gating" not in vars(block)


def _is_plain_gate(block: Any) -> bool:
    return _has_own_gate(block) and _is_lora(block.w2)


def _is_plain_lora(layer: Any) -> bool:
    return (
        isinstance(layer.base_layer, nn.Linear)
        and list(layer.lora_A) == ["default"]
        and layer.scaling["default"] == 1
        and isinstance(layer.lora_dropout["default"], nn.Identity)
        and not layer.lora_variant
        and layer.lora_B["default"].bias is None
    )


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


def _lora(layer: Any, x: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
    base = layer.base_layer
    if isinstance(base, QuantisedLinear):
        return _apply(QuantisedLora, x, base, layer.lora_A["default"].weight, layer.lora_B["default"].weight)
    down, up = layer.lora_A["default"].weight, layer.lora_B["default"].weight
    return _apply(LoraLinear, x, base.weight, base.bias, down, up)


def _convolution(layer: nn.Conv2d, x: torch.Tensor) -> torch.Tensor:
    return _apply(FrozenConvolution, x, layer)


def _gated(layer: Any, x: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
    return _apply(GatedGelu, layer.proj(x))


def _block(block: Any, x: torch.Tensor, temb: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
    hidden: torch.Tensor = block.conv1(_apply(NormSilu, x, block.norm1))
    hidden = hidden + block.time_emb_proj(functional.silu(temb))[:, :, None, None]
    hidden = block.conv2(_apply(NormSilu, hidden, block.norm2))
    shortcut: torch.Tensor = x if block.conv_shortcut is None else block.conv_shortcut(x.contiguous())
    return hidden + shortcut
