"""The frozen layers of the transformers: the numbers and gradients of diffusers' own, from fewer kept activations."""

from __future__ import annotations

import copy

import pytest
import torch
from diffusers.models.normalization import RMSNorm
from torch import nn

from actor_lora.families.condition import Condition
from actor_lora.families.family import whole_frames
from actor_lora.families.loading import load_part
from actor_lora.training.frozen_gates import GatedSilu
from actor_lora.training.frozen_layers import use_frozen_layers
from actor_lora.training.frozen_transformers import FrozenRms, is_frozen_norm, rms
from actor_lora.training.lora import add_lora, trainable

KINDS = ["z-image", "flux2-klein-base"]


def drawn(*shape: int, seed: int = 1, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64).to(dtype)


def pair(base, dtype):
    """The same transformer with the same LoRA twice: as it is, and frozen."""
    family = base.family
    plain = load_part(base, family.denoiser, dtype=dtype).requires_grad_(False)
    add_lora(plain, rank=4, targets=family.layers_of(plain, "attention-mlp"), seed=3)
    with torch.no_grad():
        for number, (name, parameter) in enumerate(trainable({"it": plain}).items()):
            if ".lora_B." in name:
                parameter.copy_(drawn(*parameter.shape, seed=number) * 0.1)
    frozen = copy.deepcopy(plain)
    assert use_frozen_layers(frozen) > 20
    return plain, frozen


def ran(base, model: nn.Module):
    """Output, gradients of the LoRA, and how many bytes were kept for the way back."""
    family, kept = base.family, {}
    own = {parameter.untyped_storage().data_ptr() for parameter in model.parameters()}

    def keep(tensor: torch.Tensor) -> torch.Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    width = model.config.cap_feat_dim if family.name == "z-image" else model.config.joint_attention_dim
    noisy = drawn(1, family.latent_channels(model), 8, 8, dtype=model.dtype)
    condition = Condition(drawn(1, 12, width, seed=2, dtype=model.dtype), None, (12,))
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        out = family.predict(model, noisy, torch.full((1,), 500.0), condition, frames=whole_frames(1, 16, "cpu"))
    out.float().square().mean().backward()
    return out.detach(), {name: one.grad for name, one in trainable({"it": model}).items()}, sum(kept.values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_output_and_gradients_from_less(base_of, kind):
    plain, frozen = pair(base_of(kind), torch.float32)
    out, gradients, kept = ran(base_of(kind), plain)
    frozen_out, frozen_gradients, frozen_kept = ran(base_of(kind), frozen)
    torch.testing.assert_close(frozen_out, out, rtol=1e-5, atol=1e-6)
    assert gradients.keys() == frozen_gradients.keys() and len(gradients) >= 20
    for name, gradient in gradients.items():
        scale = float(gradient.abs().max())
        assert scale > 0, name
        torch.testing.assert_close(frozen_gradients[name] / scale, gradient / scale, rtol=1e-4, atol=1e-5)
    assert frozen_kept < 0.95 * kept


@pytest.mark.parametrize("kind", KINDS)
def test_in_half_precision_less_is_kept_still(base_of, kind):
    plain, frozen = pair(base_of(kind), torch.bfloat16)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out, gradients, kept = ran(base_of(kind), plain)
    frozen_out, frozen_gradients, frozen_kept = ran(base_of(kind), frozen)
    torch.testing.assert_close(frozen_out.float(), out.float(), rtol=0.05, atol=0.05)
    mine, theirs = (
        torch.cat([one.flatten().float() for one in side.values()]) for side in (frozen_gradients, gradients)
    )
    assert torch.nn.functional.cosine_similarity(mine, theirs, dim=0) > 0.99
    assert frozen_kept < 0.85 * kept


@pytest.mark.parametrize("has_weight", [True, False])
def test_a_norm_has_the_gradient_of_its_equation(has_weight):
    """That of torch's own norm, and by hand."""
    x, weight = drawn(3, 16, dtype=torch.float32).requires_grad_(), drawn(16, seed=4).abs() if has_weight else None
    given = drawn(3, 16, seed=5)
    mine = FrozenRms.apply(x, weight, 1e-5)
    (into_x,) = torch.autograd.grad((mine * given).sum(), x)
    theirs = torch.nn.functional.rms_norm(x, (16,), weight, 1e-5)
    (expected,) = torch.autograd.grad((theirs * given).sum(), x)
    torch.testing.assert_close(mine, theirs)
    torch.testing.assert_close(into_x, expected)
    by_hand = x / (x.pow(2).mean(-1, keepdim=True) + 1e-5).sqrt() * (1 if weight is None else weight)
    torch.testing.assert_close(mine, by_hand)


def test_a_norm_is_that_of_diffusers_and_of_torch_in_half_precision_too():
    for layer in (RMSNorm(16, eps=1e-5), nn.RMSNorm(16, eps=1e-5), nn.RMSNorm(16)):
        layer.requires_grad_(False).to(torch.bfloat16)
        x = drawn(4, 16, dtype=torch.bfloat16)
        assert is_frozen_norm(layer)
        torch.testing.assert_close(rms(layer, x), layer(x), rtol=0.01, atol=0.01)
    assert not is_frozen_norm(nn.RMSNorm(16)) and not is_frozen_norm(
        RMSNorm(16, eps=1e-5, bias=True).requires_grad_(False)
    )


def test_a_gate_has_the_gradient_of_its_equation():
    gate, value = (drawn(3, 8, seed=seed, dtype=torch.float64).requires_grad_() for seed in (1, 2))
    assert torch.autograd.gradcheck(GatedSilu.apply, (gate, value))
    torch.testing.assert_close(GatedSilu.apply(gate, value), torch.nn.functional.silu(gate) * value)
