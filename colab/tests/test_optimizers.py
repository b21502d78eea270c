"""The optimizers: 8-bit averages against torch's AdamW, Prodigy's estimate, and states that come back bit for bit."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from actor_lora.training.adamw8bit import BLOCK, AdamW8bit, dynamic_levels, pack, unpack
from actor_lora.training.optimizers import (
    estimated_rate,
    group_numbers,
    make_optimizer,
    restore,
    state_tensors,
    why_not,
)

NAMES = ["adamw", "adamw8bit", "prodigy"]


def problem() -> tuple[dict[str, nn.Parameter], callable]:
    """Two matrices whose product is to become a third; gradients of many sizes, some of them nearly none."""
    generator = torch.Generator().manual_seed(0)
    drawn = lambda *shape: torch.randn(shape, generator=generator)  # noqa: E731
    goal, inputs = drawn(24, 40), drawn(64, 40) * torch.logspace(-4, 0, 40)
    parameters = {"a": nn.Parameter(drawn(8, 40) / 8), "b": nn.Parameter(torch.zeros(24, 8))}
    return (
        parameters,
        lambda: ((inputs @ parameters["a"].t() @ parameters["b"].t()) - inputs @ goal.t()).square().mean(),
    )


def steps(optimizer, loss, count: int, rate: float) -> list[float]:
    losses = []
    for _ in range(count):
        for group in optimizer.param_groups:
            group["lr"] = rate
        value = loss()
        value.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(float(value.detach()))
    return losses


def test_levels_are_those_of_the_paper():
    """2.2: bits before the first 1 are the decade, those after it the fraction."""
    signed, unsigned = dynamic_levels(signed=True), dynamic_levels(signed=False)
    assert len(signed) == len(unsigned) == 256
    assert (signed.diff() > 0).all() and (unsigned.diff() > 0).all()
    assert (float(unsigned[0]), float(unsigned[-1]), float(signed[-1])) == (0, 1, 1)
    # The lowest decade has one fraction where there is a sign, in the middle of 0.1 to 1; the highest has 64.
    assert float(signed[signed > 0][0]) == pytest.approx(0.55e-6)
    assert ((signed > 0.1) & (signed < 1)).sum() == 64 and ((unsigned > 0.1) & (unsigned < 1)).sum() == 128
    assert torch.equal(signed[signed < 0], -signed[(signed > 0) & (signed < 1)].flip(0))


def test_what_is_packed_is_right_on_average():
    levels = dynamic_levels(signed=False)
    values = torch.rand(BLOCK, generator=torch.Generator().manual_seed(1)) ** 3 * 7
    generator = torch.Generator().manual_seed(2)
    found = torch.stack(
        [unpack(*pack(values, levels, torch.rand(BLOCK, generator=generator)), levels) for _ in range(400)]
    )
    # No single one is further off than one level; the mean is closer than a level by far.
    above = torch.bucketize(values / values.max(), levels).clamp(1)
    gaps = levels.diff()[above - 1] * values.max()
    assert ((found - values).abs() <= gaps + 1e-6).all()
    assert ((found.mean(0) - values).abs() <= 0.2 * gaps + 1e-6).all()


def test_zeros_and_odd_lengths_come_back():
    levels = dynamic_levels(signed=True)
    for values in (torch.zeros(3), torch.tensor([0.0, -2.0, 2.0]), torch.arange(-300.0, 300.0)):
        codes, scales = pack(values, levels, torch.full((len(values),), 0.5))
        assert codes.dtype == torch.uint8 and len(scales) == math.ceil(len(values) / BLOCK)
        assert torch.allclose(unpack(codes, scales, levels), values, rtol=0.05, atol=0.01 * float(values.abs().max()))


def test_the_first_step_is_that_of_adamw():
    """Of step 1 nothing is rounded yet: the averages are stored after they were used."""
    for weight_decay in (0.0, 0.1):
        (mine, loss), (theirs, other) = problem(), problem()
        steps(AdamW8bit(mine.values(), weight_decay=weight_decay), loss, 1, 1e-2)
        steps(torch.optim.AdamW(theirs.values(), weight_decay=weight_decay), other, 1, 1e-2)
        for name in mine:
            torch.testing.assert_close(mine[name], theirs[name], rtol=1e-5, atol=1e-7)


def test_in_8_bits_it_learns_as_adamw_does():
    curves = []
    for kind in ("adamw", "adamw8bit"):
        parameters, loss = problem()
        curves.append(
            steps(make_optimizer(kind, [{"params": list(parameters.values())}], weight_decay=0.01), loss, 300, 1e-2)
        )
    full, eight = curves
    assert full[-1] < 0.1 * full[0]
    assert eight[-1] == pytest.approx(full[-1], rel=0.1)


def test_an_average_that_changes_little_does_not_stand_still():
    """Gradients that fade to a tenth: by rounding to the nearest the second average would never follow."""
    parameter = nn.Parameter(torch.ones(2 * BLOCK))
    optimizer = AdamW8bit([parameter], lr=0.0)
    # One large number keeps the block's scale where it is.
    for step in range(3000):
        parameter.grad = torch.full_like(parameter, 1.0 if step < 1000 else 0.1)
        parameter.grad[::BLOCK] = 1.0
        optimizer.step()
    state = optimizer.state[parameter]
    root = unpack(state["root"], state["root_scales"], dynamic_levels(signed=False))
    wanted = math.sqrt(0.999**2000 * (1 - 0.999**1000) + 0.01 * (1 - 0.999**2000))
    others = [place for place in range(2 * BLOCK) if place % BLOCK]
    assert float(root[others].mean()) == pytest.approx(wanted, rel=0.05)


def test_two_bytes_a_number():
    def size(kind: str) -> int:
        parameter = nn.Parameter(torch.ones(64, 64))
        parameter.grad = torch.ones(64, 64)
        optimizer = make_optimizer(kind, [{"params": [parameter]}], weight_decay=0.0)
        optimizer.step()
        tensors = state_tensors(optimizer, {"p": parameter}).values()
        return sum(value.numel() * value.element_size() for value in tensors if value.ndim)

    assert size("adamw") == 8 * 64**2
    assert size("adamw8bit") == 2 * 64**2 + 2 * 4 * 64**2 / BLOCK


def test_prodigy_finds_the_rate():
    """Its first step is as small as d₀ = 10⁻⁶ (arXiv 2306.06101, algorithm 4); then d grows until the loss falls."""
    parameters, loss = problem()
    optimizer = make_optimizer("prodigy", [{"params": list(parameters.values())}], weight_decay=0.0)
    before = parameters["a"].detach().clone()
    losses = steps(optimizer, loss, 1, 1.0)
    assert float((parameters["a"].detach() - before).abs().max()) <= 2e-6
    losses += steps(optimizer, loss, 300, 1.0)
    assert 1e-4 < estimated_rate(optimizer) < 1
    assert losses[-1] < 0.2 * losses[0]
    plain = make_optimizer("adamw", [{"params": list(parameters.values())}], weight_decay=0.0)
    assert estimated_rate(plain) == 1


def test_prodigy_is_algorithm_4():
    """arXiv 2306.06101, with Adam's bias correction as the rate γ, which its safeguard leaves out of s."""
    (mine, loss), (theirs, other) = problem(), problem()
    optimizer = make_optimizer("prodigy", [{"params": list(mine.values())}], weight_decay=0.0)
    first, second, third = 0.9, 0.999, math.sqrt(0.999)
    start = {name: value.detach().clone() for name, value in theirs.items()}
    m, v, s = ({name: torch.zeros_like(value) for name, value in theirs.items()} for _ in range(3))
    r, d = 0.0, 1e-6
    for step in range(60):
        steps(optimizer, loss, 1, 1.0)
        other().backward()
        rate = math.sqrt(1 - second ** (step + 1)) / (1 - first ** (step + 1))
        r *= third
        with torch.no_grad():
            for name, value in theirs.items():
                m[name] = first * m[name] + (1 - first) * d * value.grad
                v[name] = second * v[name] + (1 - second) * d**2 * value.grad**2
                r += rate * d**2 * float((value.grad * (start[name] - value)).sum())
                s[name] = third * s[name] + d**2 * value.grad
            next_d = max(d, r / sum(float(one.abs().sum()) for one in s.values()))
            for name, value in theirs.items():
                value -= rate * d * m[name] / (v[name].sqrt() + next_d * 1e-8)
                value.grad = None
        d = next_d
    assert d > 1e-5
    assert estimated_rate(optimizer) == pytest.approx(d, rel=1e-3)
    for name, value in theirs.items():
        torch.testing.assert_close(mine[name], value, rtol=1e-3, atol=1e-5)


def test_a_machine_without_prodigy_says_so(monkeypatch):
    assert why_not("prodigy") is None and why_not("adamw8bit") is None
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "pip install" in why_not("prodigy") and why_not("adamw8bit") is None


@pytest.mark.parametrize("name", NAMES)
def test_a_state_comes_back_bit_for_bit(name):
    (whole, loss), (first, other), (second, again) = problem(), problem(), problem()
    rate = 1.0 if name == "prodigy" else 1e-2
    made = lambda parameters: make_optimizer(name, [{"params": list(parameters.values())}], weight_decay=0.01)  # noqa: E731
    curve = steps(made(whole), loss, 12, rate)
    optimizer = made(first)
    steps(optimizer, other, 7, rate)
    saved, numbers = state_tensors(optimizer, first), group_numbers(optimizer)
    with torch.no_grad():
        for key, parameter in second.items():
            parameter.copy_(first[key])
    resumed = made(second)
    restore(resumed, second, saved, numbers)
    assert steps(resumed, again, 5, rate) == curve[7:]
    assert all(torch.equal(second[key], whole[key]) for key in whole)
    # The saved state is a copy: the steps after it did not change it.
    assert all(torch.equal(saved[key], value) for key, value in state_tensors(optimizer, first).items())
