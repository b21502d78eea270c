"""What the way back computes again instead of keeping it: the same gradients to the bit, from fewer kept bytes."""

from __future__ import annotations

import copy

import pytest
import torch
from peft import LoraConfig, inject_adapter_in_model
from test_frozen_layers import inputs
from torch import nn

from actor_lora.families.loading import load_part
from actor_lora.training.frozen_gates import GatedHalves
from actor_lora.training.frozen_layers import use_frozen_layers
from actor_lora.training.frozen_lora import LoraLinear
from actor_lora.training.lora import add_lora, trainable
from actor_lora.training.remade import origin_of, remade


def drawn(*shape: int, seed: int = 1, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64).to(dtype)


def test_a_tensor_says_what_it_was_made_of_until_it_is_changed():
    x = drawn(3, 4).requires_grad_()
    made = remade(torch.sigmoid, x)
    make, sources = origin_of(made)
    assert torch.equal(make(*sources), made) and not sources[0].requires_grad
    assert sources[0].data_ptr() == x.data_ptr()
    assert origin_of(made.view(4, 3)) is None and origin_of(x) is None
    made.detach().mul_(2)
    assert origin_of(made) is None
    with torch.no_grad():
        assert origin_of(remade(torch.sigmoid, x)) is None


@pytest.mark.parametrize("is_quantised", [False, True])
def test_a_lora_behind_a_norm_keeps_what_goes_into_the_norm(is_quantised):
    from actor_lora.families.quantised import QuantisedLinear

    norm, layer = nn.LayerNorm(64).requires_grad_(False), nn.Linear(64, 32).requires_grad_(False)
    if is_quantised:
        layer = QuantisedLinear(layer.weight.data, layer.bias.data, bits="int8")
    down, up = drawn(4, 64, seed=2).requires_grad_(), drawn(32, 4, seed=3).requires_grad_()
    found = []
    for marked in (False, True):
        x, kept = drawn(2, 5, 64).requires_grad_(), set()

        def keep(tensor, kept=kept):
            kept.add(tensor.untyped_storage().data_ptr())
            return tensor

        with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
            normed = remade(norm, x) if marked else norm(x)
            make, sources = origin_of(normed) or (None, ())
            LoraLinear.apply(normed, layer, down, up, make, *sources).square().sum().backward()
        found.append((x.grad, down.grad, up.grad))
        down.grad = up.grad = None
        assert x.data_ptr() in kept and (normed.data_ptr() in kept) != marked
    assert all(map(torch.equal, *found))


@pytest.mark.parametrize("kind", ["gelu", "silu"])
@pytest.mark.parametrize("overwritten", [False, True])
def test_a_gate_of_two_halves_has_the_gradient_of_its_equation(kind, overwritten):
    act = {"gelu": nn.functional.gelu, "silu": nn.functional.silu}[kind]
    both = drawn(2, 5, 12, dtype=torch.float64).requires_grad_()
    one, other = both.chunk(2, dim=-1)
    value, gate = (one, other) if kind == "gelu" else (other, one)
    given = drawn(2, 5, 6, seed=2, dtype=torch.float64)
    (expected,) = torch.autograd.grad((act(gate) * value * given).sum(), both)
    # Of its own: it may be overwritten, and a leaf may not.
    mine = both * 1
    out = GatedHalves.apply(mine, kind, overwritten)
    torch.testing.assert_close(out, act(gate) * value)
    (found,) = torch.autograd.grad((out * given).sum(), mine, retain_graph=True)
    torch.testing.assert_close(found, expected, rtol=1e-12, atol=1e-12)
    if overwritten:
        assert found.data_ptr() == mine.data_ptr()
        with pytest.raises(RuntimeError, match="modified by an inplace operation"):
            torch.autograd.grad((out * given).sum(), mine)
    else:
        torch.testing.assert_close(torch.autograd.grad((out * given).sum(), mine)[0], expected)


@pytest.mark.parametrize("has_lora_behind", [False, True])
def test_a_narrow_gate_keeps_nothing_of_its_own_and_is_projected_once_more(monkeypatch, has_lora_behind):
    from diffusers.models.attention import FeedForward

    block = nn.Sequential(nn.LayerNorm(16), FeedForward(16, activation_fn="geglu")).requires_grad_(False)
    targets = ["1.net.0.proj", "1.net.2"][: 1 + has_lora_behind]
    inject_adapter_in_model(LoraConfig(r=2, lora_alpha=2, target_modules=targets), block)
    learnt = [parameter for parameter in block.parameters() if parameter.requires_grad]
    for number, parameter in enumerate(learnt):
        parameter.data.copy_(drawn(*parameter.shape, seed=number))
    use_frozen_layers(block)
    projections = []
    block[1].net[0].proj.register_forward_hook(lambda *_: projections.append(torch.is_grad_enabled()))
    found, kept = [], {}
    for narrow in (0, 16):
        monkeypatch.setattr("actor_lora.training.frozen_gates.NARROW", narrow)
        x, sizes = drawn(2, 5, 16).requires_grad_(), kept.setdefault(narrow, set())

        def keep(tensor, sizes=sizes):
            sizes.add(tensor.numel())
            return tensor

        with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
            out = block(x * 1).square().sum()
        # Twice where that is allowed.
        for again in range(1, -1, -1) if narrow else [0]:
            found.append(torch.autograd.grad(out, [x, *learnt], retain_graph=again > 0))
    assert all(torch.equal(one, two) for other in found[1:] for one, two in zip(found[0], other, strict=True))
    assert 2 * 5 * 128 in kept[0] and not {2 * 5 * 64, 2 * 5 * 128} & kept[16]
    # Forward twice, and once for each way back of the narrow one.
    assert projections == [True, True, False, False]


@pytest.mark.parametrize("narrow", [0, 512])
def test_all_of_a_unets_gradients_are_exact(base_of, monkeypatch, narrow):
    """In float64, where only the order of the sums is left."""
    monkeypatch.setattr("actor_lora.training.frozen_gates.NARROW", narrow)
    base = base_of("sd15")
    plain = load_part(base, "unet", dtype=torch.float32).requires_grad_(False)
    add_lora(plain, rank=4, targets=base.family.layers_of(plain, "attention-mlp"), seed=3)
    with torch.no_grad():
        for number, parameter in enumerate(trainable({"unet": plain}).values()):
            parameter.copy_(drawn(*parameter.shape, seed=number) * 0.1)
    plain.double()
    frozen = copy.deepcopy(plain)
    use_frozen_layers(frozen)
    found = []
    for unet in (plain, frozen):
        unet(**inputs(base, unet)).sample.square().mean().backward()
        found.append(torch.cat([one.grad.flatten() for one in trainable({"unet": unet}).values()]))
    assert found[0].abs().min() >= 0 and float((found[1] - found[0]).norm() / found[0].norm()) < 1e-6


def test_what_is_told_to_be_no_plain_lora_stays_with_peft():
    model = nn.Sequential(nn.LayerNorm(8), nn.Linear(8, 8)).requires_grad_(False)
    inject_adapter_in_model(LoraConfig(r=2, lora_alpha=4, target_modules=["1"]), model)
    use_frozen_layers(model)
    assert "forward" in vars(model[0]) and "forward" not in vars(model[1])
    assert torch.isfinite(model(drawn(2, 8))).all()
