"""The machine's fitness, told all at once."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
import torch
from hub_double import TOKEN
from run_fixtures import HURRY, options_of

from actor_lora import notebook
from actor_lora.device import nominal_gb
from actor_lora.errors import BadInput
from actor_lora.run import trial
from actor_lora.run.preflight import Findings, check_base, check_machine, needs_gpu
from actor_lora.run.train import train
from actor_lora.run.trial import check_training
from actor_lora.training import lora
from actor_lora.verification.looking import Judges


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
    small = check_base(
        base, tmp_path, device="cuda", allow_cpu=False, free_bytes=plenty, gpu_memory=lambda _: 8 * 1024**3
    )
    assert "Choose Stable Diffusion 1.5" in small.problems[0]
    assert "T4 GPU" in check_base(base, tmp_path, device="cpu", allow_cpu=False, free_bytes=plenty).problems[0]
    assert not check_base(base, tmp_path, device="cpu", allow_cpu=True, free_bytes=plenty).problems
    assert (
        "GB of disk" in check_base(base, tmp_path, device="cpu", allow_cpu=True, free_bytes=lambda _: 10**9).problems[0]
    )


CARDS = {
    # MiB as nvidia-smi and torch report them, and GB as the cards are sold.
    "RTX 4090": (24564, 24),
    "RTX 4090, 23.68 GiB": (24248, 24),
    "RTX 2080 Ti": (11008, 11),
    "Tesla T4": (14910, 15),
    "A100 40 GB": (40326, 40),
    "RTX 3070, 7.6 GiB": (7783, 8),
    "GTX 1660": (5941, 6),
    "H100 80 GB": (81004, 80),
    "not 6 GB": (4096 + 1536, 5),
}


@pytest.mark.parametrize("card", CARDS)
def test_a_card_is_as_large_as_it_is_sold(card):
    reported, sold = CARDS[card]
    assert nominal_gb(reported * 1024**2) == sold


@pytest.mark.parametrize(
    ("kind", "card", "fits"),
    [
        ("sdxl", "RTX 2080 Ti", True),
        ("sd21", "RTX 3070, 7.6 GiB", True),
        ("sd15", "GTX 1660", True),
        ("sdxl", "RTX 3070, 7.6 GiB", False),
    ],
)
def test_what_is_reported_of_a_card_is_enough_for_what_it_is_sold_for(base_of, tmp_path, kind, card, fits):
    base = replace(base_of(kind), source=f"somebody/{kind}")
    memory = CARDS[card][0] * 1024**2
    plenty = {"free_bytes": lambda _: 10**12, "gpu_memory": lambda _: memory}
    assert (not check_base(base, tmp_path, device="cuda", allow_cpu=False, **plenty).problems) == fits


def test_weights_are_as_exact_as_fits_into_what_a_card_is_sold_with(base_of):
    family = base_of("z-image").family
    assert family.weights_for(nominal_gb(24248 * 1024**2)) == "full"
    assert family.weights_for(nominal_gb(14910 * 1024**2)) == "int8"


@pytest.mark.parametrize(
    ("words", "needed"),
    [((), True), (("--allow-cpu",), False), (("--base-path", "x"), False), (("--base-path=x", "--compile"), False)],
)
def test_a_missing_gpu_is_told_before_the_code_is_used_up(world, words, needed, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert needs_gpu(words) == needed
    problems = check_machine(world.output, device="cpu", needs_gpu=needed, requirements=[]).problems
    assert [problem.split(".")[0] for problem in problems] == (["There is no GPU"] if needed else [])


def test_without_a_gpu_a_run_takes_no_job_and_the_notebook_says_so_first(world, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    options = options_of(world.output, world.base, world.hub.url, TOKEN, code=world.bot.job_code)
    options = replace(options, training=replace(options.training, base_path=None))
    with pytest.raises(BadInput, match="There is no GPU"):
        train(options, judges=Judges(), timing=HURRY)
    assert world.bot.claims == 0
    with pytest.raises(BadInput, match="There is no GPU"):
        notebook.check_machine(world.output, job_code=world.bot.job_code)
    notebook.check_machine(world.output, job_code=world.bot.job_code, options=["--allow-cpu"])


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
