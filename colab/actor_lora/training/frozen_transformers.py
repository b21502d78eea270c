"""What `frozen_layers.py` exchanges in the transformers of the flow-matching families, for the same reason.

Their norms are frozen, yet torch keeps a copy of the input in fp32 for a gradient of the weight, and the product too.
"""

from __future__ import annotations

from typing import Any

import torch

from .frozen_gates import halves
from .remade import remade


class FrozenRms(torch.autograd.Function):
    """`x / rms(x) × w` (arXiv 1910.07467), of which x and a number for each row are kept."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, weight: torch.Tensor | None, eps: float) -> torch.Tensor:
        """Normalises the last dimension of x (…, d), in fp32; (…, d) in the precision of x."""
        wide = x.float()
        inverse = torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
        ctx.save_for_backward(x, inverse)
        ctx.weight = weight
        normed = wide.mul_(inverse) if x.dtype != torch.float32 else wide * inverse
        if weight is not None:
            normed.mul_(weight)
        return normed.to(x.dtype)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        """The gradient of x: (g − n · mean(g · n)) / rms(x), where n is x / rms(x) and g the gradient times w."""
        x, inverse = ctx.saved_tensors
        wide = grad.float() if ctx.weight is None else grad.float() * ctx.weight
        normed = x.float() * inverse
        along = (wide * normed).mean(-1, keepdim=True)
        return torch.addcmul(wide, normed, along, value=-1).mul_(inverse).to(x.dtype), None, None


def is_frozen_norm(layer: Any) -> bool:
    """Whether a norm's weight takes no gradient and it has no bias. fp16 has squares that fp32 is needed for: it is."""
    weight = layer.weight
    return getattr(layer, "bias", None) is None and (weight is None or not weight.requires_grad)


def rms(layer: Any, x: torch.Tensor) -> torch.Tensor:
    """`forward` of diffusers' RMSNorm and of torch's."""
    eps = torch.finfo(x.dtype).eps if layer.eps is None else layer.eps
    out: torch.Tensor = FrozenRms.apply(x, layer.weight, eps)  # type: ignore[no-untyped-call]
    return out


def is_plain_parallel(attention: Any) -> bool:
    """Whether FLUX.2's single blocks attend as diffusers has it, and their output has a LoRA."""
    from diffusers.models.transformers.transformer_flux2 import Flux2ParallelSelfAttnProcessor
    from peft.tuners.lora.layer import Linear

    return type(attention.processor) is Flux2ParallelSelfAttnProcessor and type(attention.to_out) is Linear


def parallel_attention(
    attention: Any,
    hidden_states: torch.Tensor,
    attention_mask: torch.Tensor | None = None,
    image_rotary_emb: tuple[torch.Tensor, torch.Tensor] | None = None,
    **_: Any,
) -> torch.Tensor:
    """`forward` of FLUX.2's single blocks, as `Flux2ParallelSelfAttnProcessor` computes them.

    What attention and gate say is put side by side for one product. That copy, of four times the width, is made again.
    """
    from diffusers.models.attention_dispatch import dispatch_attention_fn
    from diffusers.models.embeddings import apply_rotary_emb

    inner = attention.inner_dim
    parts = [inner, inner, inner, attention.mlp_hidden_dim * attention.mlp_mult_factor]
    *looks, both = attention.to_qkv_mlp_proj(hidden_states).split(parts, dim=-1)
    query, key, value = (one.unflatten(-1, (-1, attention.head_dim)) for one in looks)
    query, key = attention.norm_q(query), attention.norm_k(key)
    if image_rotary_emb is not None:
        query, key = (apply_rotary_emb(one, image_rotary_emb, sequence_dim=1) for one in (query, key))
    backend = attention.processor._attention_backend
    seen = dispatch_attention_fn(query, key, value, attn_mask=attention_mask, backend=backend).flatten(2, 3)
    said: torch.Tensor = attention.to_out(remade(_beside, seen.to(query.dtype), both))
    return said


def _beside(seen: torch.Tensor, both: torch.Tensor) -> torch.Tensor:
    return torch.cat([seen, halves(both, "silu")], dim=-1)
