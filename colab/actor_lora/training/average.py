"""The trained weights, averaged over the steps: what is saved and looked at, while the training goes on beside it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

import torch
from torch import nn


class Average:
    """An exponential moving average of parameters: a ← δ a + (1 − δ) p, fp32, where the parameters are.

    δ is the decay, but at first 0 and then (1 + steps) / (10 + steps), so that the untrained start does not weigh down
    a short training; as `EMAModel` of diffusers has it.
    """

    def __init__(self, parameters: Mapping[str, nn.Parameter], *, decay: float) -> None:
        self._parameters = parameters
        self._decay = decay
        self._values = {name: value.detach().clone() for name, value in parameters.items()}

    @torch.no_grad()
    def update(self, steps: int) -> None:
        """Takes the parameters in; `steps` were done before this one."""
        decay = min(self._decay, (1 + steps) / (10 + steps)) if steps else 0.0
        torch._foreach_lerp_(list(self._values.values()), list(self._parameters.values()), 1 - decay)

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        """Lets the models work by the average; afterwards their own numbers are back, bit for bit."""
        values = list(self._values.values())
        parameters: list[torch.Tensor] = list(self._parameters.values())
        with torch.no_grad():
            before = [value.detach().clone() for value in parameters]
            torch._foreach_copy_(parameters, values)
        try:
            yield
        finally:
            with torch.no_grad():
                torch._foreach_copy_(parameters, before)

    def state(self) -> dict[str, torch.Tensor]:
        """Copies on the CPU."""
        return {name: value.to("cpu", copy=True) for name, value in self._values.items()}

    @torch.no_grad()
    def restore(self, tensors: Mapping[str, torch.Tensor]) -> None:
        """Puts saved averages back.

        Args:
            tensors: As `state` gave them.

        Raises:
            ValueError: They are of another LoRA.
        """
        if self._values.keys() != tensors.keys():
            raise ValueError("the saved average has other layers than this LoRA")
        for name, value in self._values.items():
            value.copy_(tensors[name])
