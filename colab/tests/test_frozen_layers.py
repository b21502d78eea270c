"""The frozen layers: the numbers and gradients of diffusers' and peft's own, from fewer kept activations."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn

from actor_lora.families.loading import load_part
from actor_lora.training.frozen_layers import use_frozen_layers
from actor_lora.training.lora import add_lora, trainable

KINDS = ["sd15", "sd21", "sdxl"]


def pair(base, dtype=torch.float32):
    """The same UNet with the same LoRA twice: as it is, and frozen."""
    plain = load_part(base, "unet", dtype=dtype).requires_grad_(False)
    add_lora(plain, rank=4, targets=base.family.targets, seed=3)
    with torch.no_grad():
        # A new LoRA's B is zero, which would hide half of the gradients.
        for number, (name, parameter) in enumerate(trainable({"unet": plain}).items()):
            if ".lora_B." in name:
                parameter.copy_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(number)) * 0.1)
    frozen = copy.deepcopy(plain)
    assert use_frozen_layers(frozen) > 60
    return plain, frozen


def inputs(base, unet, *, batch: int = 2):
    generator = torch.Generator().manual_seed(1)
    dtype, width = unet.dtype, unet.config.cross_attention_dim
    given = {
        "sample": torch.randn(batch, 4, 8, 8, generator=generator).to(dtype),
        "timestep": torch.randint(0, 1000, (batch,), generator=generator),
        "encoder_hidden_states": torch.randn(batch, 77, width, generator=generator).to(dtype).requires_grad_(),
    }
    if base.family.name == "sdxl":
        pooled = torch.randn(batch, 32, generator=generator).to(dtype)
        given["added_cond_kwargs"] = {"text_embeds": pooled, "time_ids": torch.full((batch, 6), 16.0)}
    return given


def ran(base, unet: nn.Module):
    """Output, gradients of the LoRA and of the text, and how many bytes were kept for the way back."""
    kept: dict[int, int] = {}
    own = {parameter.untyped_storage().data_ptr() for parameter in unet.parameters()}

    def keep(tensor: torch.Tensor) -> torch.Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    given = inputs(base, unet)
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        out = unet(**given).sample
    out.float().square().mean().backward()
    gradients = {name: parameter.grad for name, parameter in trainable({"unet": unet}).items()}
    return out.detach(), {**gradients, "text": given["encoder_hidden_states"].grad}, sum(kept.values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_output_and_gradients_from_less(base_of, kind):
    plain, frozen = pair(base_of(kind))
    out, gradients, kept = ran(base_of(kind), plain)
    frozen_out, frozen_gradients, frozen_kept = ran(base_of(kind), frozen)
    torch.testing.assert_close(frozen_out, out, rtol=1e-5, atol=1e-6)
    assert gradients.keys() == frozen_gradients.keys() and len(gradients) > 60
    for name, gradient in gradients.items():
        assert gradient.abs().max() > 0, name
        scale = float(gradient.abs().max())
        torch.testing.assert_close(frozen_gradients[name] / scale, gradient / scale, rtol=1e-4, atol=1e-5)
    assert frozen_kept < 0.7 * kept


@pytest.mark.parametrize("kind", KINDS)
def test_in_half_precision_it_needs_no_autocast(base_of, kind):
    """Close to autocast, whose only difference is that it normalises in fp32; the LoRA's gradients are fp32."""
    plain, frozen = pair(base_of(kind), torch.bfloat16)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out, gradients, kept = ran(base_of(kind), plain)
    frozen_out, frozen_gradients, frozen_kept = ran(base_of(kind), frozen)
    assert frozen_out.dtype == torch.bfloat16
    torch.testing.assert_close(frozen_out.float(), out.float(), rtol=0.05, atol=0.05)
    del gradients["text"], frozen_gradients["text"]
    mine = torch.cat([gradient.flatten() for gradient in frozen_gradients.values()])
    theirs = torch.cat([gradient.flatten() for gradient in gradients.values()])
    assert mine.dtype == torch.float32
    assert torch.nn.functional.cosine_similarity(mine, theirs, dim=0) > 0.995
    assert frozen_kept < 0.65 * kept


def test_with_checkpointed_gradients_too(base_of):
    plain, frozen = pair(base_of("sdxl"))
    frozen.train().enable_gradient_checkpointing()
    _, gradients, _ = ran(base_of("sdxl"), plain)
    _, frozen_gradients, _ = ran(base_of("sdxl"), frozen)
    for name, gradient in gradients.items():
        scale = float(gradient.abs().max())
        torch.testing.assert_close(frozen_gradients[name] / scale, gradient / scale, rtol=1e-4, atol=1e-5)


def test_layers_that_are_built_otherwise_stay_as_they_are(base_of):
    unet = load_part(base_of("sd15"), "unet", dtype=torch.float32).requires_grad_(False)
    unet.conv_in.padding_mode = "circular"
    unet.conv_out.weight.requires_grad_(True)
    unet.down_blocks[0].resnets[0].output_scale_factor = 2.0
    use_frozen_layers(unet)
    for module in (unet.conv_in, unet.conv_out, unet.down_blocks[0].resnets[0]):
        assert "forward" not in vars(module)
    assert "forward" in vars(unet.down_blocks[1].resnets[0])
