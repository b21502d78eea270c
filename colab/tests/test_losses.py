"""Min-SNR and prior preservation against values worked out by hand."""

from __future__ import annotations

import pytest
import torch

from actor_lora.families.diffusion import min_snr_weights, snr
from actor_lora.training.losses import diffusion_loss
from actor_lora.training.order import photo_at


def test_snr_by_hand_and_as_diffusers_has_it():
    from diffusers import DDPMScheduler
    from diffusers.training_utils import compute_snr

    alphas = torch.tensor([0.9, 0.5, 0.1])
    assert torch.allclose(snr(alphas, torch.tensor([0, 1, 2])), torch.tensor([9.0, 1.0, 1 / 9]))
    scheduler = DDPMScheduler()
    moments = torch.tensor([0, 1, 400, 999])
    assert torch.allclose(snr(scheduler.alphas_cumprod, moments), compute_snr(scheduler, moments), rtol=1e-4)


def test_weights_where_noise_is_predicted():
    weights = min_snr_weights(torch.tensor([20.0, 5.0, 1.0, 0.25]), 5.0, "epsilon")
    assert weights.tolist() == pytest.approx([0.25, 1, 1, 1])


def test_weights_where_v_is_predicted():
    weights = min_snr_weights(torch.tensor([19.0, 4.0, 1.0, 0.25]), 5.0, "v_prediction")
    assert weights.tolist() == pytest.approx([5 / 20, 4 / 5, 1 / 2, 0.25 / 1.25])


def test_no_gamma_means_no_weights():
    assert min_snr_weights(torch.tensor([100.0, 0.1]), None, "epsilon").tolist() == [1, 1]


def test_each_item_keeps_its_own_weight():
    """Two photos, two prior images; squared errors 1, 4, 9, 16; weights 1, ½, ¼, 1 and a prior weight of ½."""
    target = torch.zeros(4, 4, 2, 2)
    predicted = torch.tensor([1.0, 2.0, 3.0, 4.0]).view(4, 1, 1, 1).expand(4, 4, 2, 2)
    weights = torch.tensor([1.0, 0.5, 0.25, 1.0])
    loss = diffusion_loss(predicted, target, weights, instances=2, prior_weight=0.5)
    instance = (1 * 1 + 4 * 0.5) / 2
    prior = (9 * 0.25 + 16 * 1) / 2
    assert loss.item() == pytest.approx(instance + 0.5 * prior)
    # What weighting the prior half by the photos' timesteps would give:
    assert loss.item() != pytest.approx(instance + 0.5 * (9 * 1 + 16 * 0.5) / 2)


def test_without_prior_it_is_the_weighted_mean():
    predicted, target = torch.tensor([[1.0], [3.0]]), torch.zeros(2, 1)
    loss = diffusion_loss(predicted, target, torch.tensor([1.0, 1.0]), instances=2, prior_weight=1)
    assert loss.item() == 5


def test_every_photo_comes_once_a_lap():
    laps = [[photo_at(lap * 5 + place, 5, seed=3) for place in range(5)] for lap in range(4)]
    assert all(sorted(lap) == [0, 1, 2, 3, 4] for lap in laps)
    assert len({tuple(lap) for lap in laps}) > 1
    assert photo_at(7, 5, seed=3) == laps[1][2]
