"""The machine's fitness, told all at once."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
import torch

from actor_lora.errors import BadInput
from actor_lora.run import trial
from actor_lora.run.preflight import Findings, check_base, check_machine
from actor_lora.run.trial import check_training
from actor_lora.training import lora


def test_a_machine_that_is_not_ready_hears_everything_at_once(tmp_path):
    found = check_machine(
        tmp_path, device="cpu", free_bytes=lambda _: 10**9, requirements=["surely-not-there>=2", "torch>=99"]
    )
    assert [problem.split()[0] for problem in found.problems] == ["The", "Only"]
    assert any("torch" in doubt and "not tested" in doubt for doubt in found.doubts)
    with pytest.raises(BadInput, match="surely-not-there"):
        found.settle(lambda _: None)


def test_a_base_must_fit(base_of, tmp_path):
    base = replace(base_of("sdxl"), source="somebody/sdxl")
    plenty = lambda _: 10**12  # noqa: E731
    small = check_base(base, tmp_path, device="cuda", allow_cpu=False, free_bytes=plenty, gpu_bytes=lambda: 8 * 1024**3)
    assert "Choose Stable Diffusion 1.5" in small.problems[0]
    assert "T4 GPU" in check_base(base, tmp_path, device="cpu", allow_cpu=False, free_bytes=plenty).problems[0]
    assert not check_base(base, tmp_path, device="cpu", allow_cpu=True, free_bytes=plenty).problems
    assert (
        "GB of disk" in check_base(base, tmp_path, device="cpu", allow_cpu=True, free_bytes=lambda _: 10**9).problems[0]
    )


class TestTrial:
    """A LoRA in small, with the machine's own libraries."""

    def tried(self, precision="fp32", **more) -> Findings:
        found = Findings()
        check_training(found, device="cpu", precision=precision, **more)
        return found

    @pytest.mark.parametrize("precision", ["fp32", "fp16", "bf16"])
    def test_a_machine_that_can_train_says_so(self, precision):
        found = self.tried(precision, text_encoder=True)
        assert found.problems == []
        assert found.facts == [f"A LoRA can be trained, saved and loaded here (cpu, {precision})."]

    @pytest.fixture
    def old_torchao(self, tmp_path, monkeypatch):
        """What peft looks at: a module that is found, and the version of its package."""
        from peft import import_utils

        (tmp_path / "torchao").mkdir()
        (tmp_path / "torchao" / "__init__.py").touch()
        about = tmp_path / "torchao-0.10.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: torchao\nVersion: 0.10.0\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        import_utils.is_torchao_available.cache_clear()
        yield
        monkeypatch.delitem(sys.modules, "torchao", raising=False)
        import_utils.is_torchao_available.cache_clear()

    def test_an_old_torchao_is_hidden_from_peft(self, old_torchao):
        from peft import LoraConfig, inject_adapter_in_model

        layers = torch.nn.Sequential(torch.nn.Linear(2, 2))
        with pytest.raises(ImportError, match="incompatible version of torchao"):
            inject_adapter_in_model(LoraConfig(target_modules=["0"]), layers)
        found = self.tried()
        assert found.problems == []
        assert found.facts[0].startswith("torchao 0.10.0 is too old for peft")

    def test_what_is_in_the_way_is_told_with_the_command(self, monkeypatch):
        def refuse(*_, **__):
            raise ImportError("Found an incompatible version of something.\n Found version 0.1")

        monkeypatch.setattr(lora, "add_lora", refuse)
        (problem,) = self.tried().problems
        assert "ImportError: Found an incompatible version of something. Found version 0.1" in problem
        assert 'Run `pip install --upgrade "diffusers' in problem and "the job code was not used" in problem
        assert "\n" not in problem

    def test_memory_that_is_full_is_told_as_that(self, monkeypatch):
        def full(*_, **__):
            raise torch.OutOfMemoryError("CUDA out of memory")

        monkeypatch.setattr(trial, "_train_toy", full)
        (problem,) = self.tried().problems
        assert "Restart session" in problem and "pip" not in problem

    def test_steps_that_change_nothing_are_found(self, monkeypatch):
        monkeypatch.setattr(trial, "_step_until_changed", lambda *_: None)
        (problem,) = self.tried().problems
        assert "the steps change no weight" in problem

    def test_a_lora_that_comes_back_as_another_is_found(self, monkeypatch):
        import safetensors.torch

        real = safetensors.torch.load_file
        monkeypatch.setattr(
            safetensors.torch, "load_file", lambda path: {name: value + 0.5 for name, value in real(path).items()}
        )
        (problem,) = self.tried().problems
        assert "another one once it is loaded" in problem
