"""train.ipynb: executed on the tiny base, and what its cells call."""

from __future__ import annotations

import json
import os
import re
import sys
import types
from pathlib import Path
from typing import ClassVar

import pytest
from colab_stack import colab_stack
from conftest import drawn_person
from notebook_fixtures import NOTEBOOK, execute
from patience import LONGEST_WAIT

from actor_lora import notebook
from actor_lora.errors import BadInput
from actor_lora.run.live_view import loss_chart, losses, read_events, result_html, smoothed, state_html

SMALL = ["--unchecked", "--gate", "report", "--prior-images", "0", "--checkpoint-every", "2", "--sample-every", "0"]
SMALL += ["--sample-steps", "2", "--seeds", "1", "--samples", "2", "--threads", "1"]


@pytest.fixture
def job(tmp_path, tiny, spec):
    """A job file for the tiny base and a folder of drawn photos."""
    (tmp_path / "photos").mkdir()
    for number in range(3):
        drawn_person(number).save(tmp_path / "photos" / f"{number}.png")
    path = tmp_path / "job.json"
    path.write_text(json.dumps({"jobId": "try", "spec": {**spec.to_json(), "baseModel": str(tiny("sd15"))}}))
    return path


@pytest.fixture
def no_net(monkeypatch):
    """The weights for faces and CLIP are not looked for, neither here nor in the trainer's process."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    # Colab's libraries lie in a folder of this environment's: compiled once, they start several times as fast.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.delenv("HF_TOKEN", raising=False)


def cells():
    return json.loads(NOTEBOOK.read_text("utf-8"))["cells"]


def test_the_notebook_is_thin_clean_and_says_what_it_relies_on():
    first, *code = cells()
    assert len(code) <= 5
    about = "".join(first["source"])
    assert first["cell_type"] == "markdown" and "Consent" in about and "agreed" in about
    for cell in code:
        assert cell["cell_type"] == "code" and cell["outputs"] == [] and cell["execution_count"] is None
        source = "".join(cell["source"])
        assert source.startswith("# @title")
        # Beside its form a cell holds a few lines only.
        lines = [
            line for line in source.splitlines() if line and not line.strip().startswith("#") and "@param" not in line
        ]
        assert len(lines) <= 9
    everything = NOTEBOOK.read_text("utf-8")
    assert not re.search(r"hf_[A-Za-z0-9]{8}|whsec_", everything)
    assert '"job_code = \\"\\"  # @param' in everything
    assert "--no-deps" in everything


class TestInstalling:
    """The first cell on a runtime that does not have this package yet."""

    def run_cell(self, monkeypatch, repository: str) -> list[list[str]]:
        import importlib.util
        import subprocess

        started: list[list[str]] = []
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        monkeypatch.setattr(subprocess, "run", lambda words, **options: started.append(words))
        source = "".join(cells()[1]["source"])
        assert 'repository = ""  # @param' in source
        exec(source.replace('repository = ""', f"repository = {repository!r}"), {})
        return started

    def test_comes_from_the_repository_that_was_filled_in(self, monkeypatch):
        (words,) = self.run_cell(monkeypatch, " someone/actors ")
        assert words[-1] == "git+https://github.com/someone/actors#subdirectory=colab"
        assert "--no-deps" in words

    @pytest.mark.parametrize("repository", ["", "OWNER", "https://github.com/someone/actors", "--x"])
    def test_an_empty_or_odd_field_is_told_in_words(self, monkeypatch, repository):
        with pytest.raises(SystemExit, match="Fill in the field “repository”"):
            self.run_cell(monkeypatch, repository)


def executed(job: Path, folder: Path, *, first: str = "") -> str:
    """What the cells show of a training without a bot."""
    form = {"job_file": str(job), "photos": str(job.parent / "photos"), "options": SMALL}
    return execute(form, folder, LONGEST_WAIT, first=first)


def test_the_notebook_runs_from_top_to_bottom(job, tmp_path, no_net):
    shown = executed(job, tmp_path)
    assert "Done." in shown, shown[-3000:]
    assert "step 4 of 4" in shown
    assert "<svg" in shown and "image/jpeg" in shown
    run = tmp_path / notebook.RUNS_FOLDER / "try"
    assert list(run.rglob("pytorch_lora_weights.safetensors"))


TELL_VERSIONS = """
import importlib.metadata, json
print(json.dumps({{name: importlib.metadata.version(name) for name in {names}}}))
import IPython, ipykernel, numpy
print(IPython.__version__, ipykernel.__version__, numpy.__version__)
"""


def test_the_notebook_runs_with_what_colab_ships(job, tmp_path, no_net, monkeypatch):
    folder, versions = colab_stack()
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(NOTEBOOK.parent)]))
    shown = executed(job, tmp_path, first=TELL_VERSIONS.format(names=list(versions)))
    # The kernel, and so the trainer that it starts, really see Colab's versions.
    assert json.dumps(versions) in json.loads(shown)[0][0]["text"]
    assert f"{versions['ipython']} {versions['ipykernel']} {versions['numpy']}" in shown
    assert "torchao 0.10.0 is too old for peft" in shown
    assert "Done." in shown, shown[-3000:]
    assert "step 4 of 4" in shown and "image/jpeg" in shown
    run = tmp_path / notebook.RUNS_FOLDER / "try"
    assert list(run.rglob("pytorch_lora_weights.safetensors"))


def test_a_run_that_fails_says_why(job, tmp_path, no_net, capsys):
    run = notebook.train(job_file=str(job), photos=str(tmp_path / "nowhere"), folder=tmp_path / "runs", options=SMALL)
    assert run.code == 2
    assert any("nowhere" in line for line in run.log)
    assert "cannot be used" in capsys.readouterr().out


def test_a_damaged_code_is_told_before_anything_starts(tmp_path):
    with pytest.raises(BadInput, match="damaged"):
        notebook.train("abcd", folder=tmp_path)
    with pytest.raises(BadInput, match="Paste"):
        notebook.train("", folder=tmp_path)


def test_secrets_are_neither_arguments_nor_shown(tmp_path, monkeypatch, capsys):
    from actor_lora.spec import JobCode, encode_job_code

    code = encode_job_code(JobCode(api_url="http://127.0.0.1:9", job_id="j1", one_time_token="once-only-token"))
    monkeypatch.setenv("HF_TOKEN", "hf_very_secret")
    started = []
    real = notebook.subprocess.Popen

    def popen(words, **options):
        started.append(words)
        tell = "import os; print(os.environ['ACTOR_LORA_JOB_CODE'], os.environ['HF_TOKEN'])"
        return real([sys.executable, "-c", tell], **options)

    monkeypatch.setattr(notebook.subprocess, "Popen", popen)
    run = notebook.train(code, folder=tmp_path)
    assert run.log == ["… …"]
    shown = capsys.readouterr()
    for secret in (code, "hf_very_secret"):
        assert secret not in " ".join(started[0])
        assert secret not in shown.out + shown.err


def test_an_interrupt_stops_the_trainer_once_and_what_it_says_is_kept(job, tmp_path, monkeypatch, capsys):
    tell = """
import time
try:
    print("working", flush=True)
    time.sleep(1800)
except KeyboardInterrupt:
    print("told the bot", flush=True)
    raise SystemExit(4)
"""
    real = notebook.subprocess.Popen
    monkeypatch.setattr(
        notebook.subprocess, "Popen", lambda words, **options: real([sys.executable, "-c", tell], **options)
    )

    def show(self, events, log, *, over=False):
        if log == ["working"] and not over:
            raise KeyboardInterrupt

    monkeypatch.setattr(notebook.LiveView, "show", show)
    run = notebook.train(job_file=str(job), folder=tmp_path / "runs")
    assert (run.code, run.log) == (4, ["working", "told the bot"])
    assert "stopped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "events", "has_bot", "next_"),
    [
        (4, [{"type": "training.failed", "resumable": True}], True, "press Resume in Discord, paste the new code"),
        (1, [{"type": "training.failed", "resumable": True}], True, "press Resume in Discord, paste the new code"),
        (1, [{"type": "training.failed"}], True, "/train start"),
        # It was not taken, or nobody heard of its end: the code still works.
        (2, [], True, "Run the cell again"),
        (4, [{"type": "training.failed"}], False, "Run the cell again"),
        # The bot has stopped it, in words.
        (4, [], True, "The last lines say"),
    ],
)
def test_what_to_do_next_is_what_works(tmp_path, code, events, has_bot, next_):
    assert next_ in notebook.Run(tmp_path, events=events, code=code, has_bot=has_bot).sentence


def test_a_published_result_is_shown_and_then_gone(tmp_path):
    for published in (True, False):
        result = tmp_path / "result"
        result.mkdir(exist_ok=True)
        (result / "verification.json").write_text('{"likeness": 0.5}')
        (result / "contact-sheet.jpg").write_bytes(b"a jpeg")
        run = notebook.Run(tmp_path, events=[{"type": "training.completed"}] if published else [])
        run.take_result()
        assert (run.report, run.sheet) == ({"likeness": 0.5}, b"a jpeg")
        # What is nowhere else stays.
        assert result.exists() is not published


class TestToken:
    def colab(self, monkeypatch, get):
        package, inner = types.ModuleType("google"), types.ModuleType("google.colab")
        inner.userdata = types.SimpleNamespace(get=get)
        monkeypatch.setitem(sys.modules, "google", package)
        monkeypatch.setitem(sys.modules, "google.colab", inner)

    def ask_not(self, _):
        raise AssertionError("nobody should be asked")

    def test_from_the_environment(self, monkeypatch, capsys):
        monkeypatch.setenv("HF_TOKEN", "hf_abcdef")
        notebook.hugging_face_token(ask=self.ask_not)
        assert "hf_abcdef" not in capsys.readouterr().out

    def test_from_colabs_secrets(self, monkeypatch, capsys):
        monkeypatch.setenv("HF_TOKEN", "")
        self.colab(monkeypatch, lambda name: "hf_secret")
        notebook.hugging_face_token(ask=self.ask_not)
        assert notebook.os.environ["HF_TOKEN"] == "hf_secret"
        assert "hf_secret" not in capsys.readouterr().out

    def test_asked_for_when_colab_has_none_or_says_no(self, monkeypatch, capsys):
        def refuse(name):
            raise PermissionError(name)

        monkeypatch.setenv("HF_TOKEN", "")
        self.colab(monkeypatch, refuse)
        notebook.hugging_face_token(ask=lambda words: " hf_typed ")
        assert notebook.os.environ["HF_TOKEN"] == "hf_typed"
        assert "hf_typed" not in capsys.readouterr().out

    def code(self, hub_token):
        from actor_lora.spec import JobCode, encode_job_code

        return encode_job_code(
            JobCode(api_url="http://127.0.0.1:9", job_id="j1", one_time_token="once", hub_token=hub_token)
        )

    def test_none_is_looked_for_where_the_bot_publishes(self, monkeypatch, capsys):
        def refuse(name):
            raise AssertionError("Colab would ask whether the notebook may read a secret")

        monkeypatch.delenv("HF_TOKEN", raising=False)
        self.colab(monkeypatch, refuse)
        notebook.hugging_face_token(self.code("none"), ask=self.ask_not)
        assert "none is needed" in capsys.readouterr().out and "HF_TOKEN" not in notebook.os.environ

    def test_a_gated_base_takes_one_that_may_read(self, monkeypatch):
        asked = []
        monkeypatch.setenv("HF_TOKEN", "")
        with pytest.raises(BadInput, match="gated"):
            notebook.hugging_face_token(self.code("read"), ask=lambda words: asked.append(words) or "")
        assert "accepted" in asked[0] and "write" not in asked[0]

    def test_none_at_all(self, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", "")
        with pytest.raises(BadInput):
            notebook.hugging_face_token(ask=lambda words: "")


class TestView:
    events: ClassVar = [
        {"type": "training.started", "step": 0, "totalSteps": 10},
        {"type": "training.progress", "step": 2, "totalSteps": 10, "loss": 0.5, "etaSeconds": 65},
        {"type": "training.progress", "step": 4, "totalSteps": 10, "loss": 0.3, "etaSeconds": 60},
        {"type": "training.progress", "step": 4, "totalSteps": 10, "loss": 0.2, "etaSeconds": 60},
    ]
    probe: ClassVar = {"likeness": 0.6123, "best": 0.6301, "bestStep": 500}

    def test_figures_and_chart(self):
        content = state_html(self.events, ["fine <b>"])
        assert "step 4 of 10" in content and "1:00 left" in content and "<svg" in content
        assert "fine &lt;b&gt;" in content
        assert losses(self.events) == [(2, 0.5), (4, 0.2)]
        assert smoothed([1.0, 0.0]) == [1.0, 0.8]
        assert loss_chart([(1, 0.5)], 10) == ""
        assert "Getting ready" in state_html([], [])
        looked = state_html([*self.events, {**self.events[-1], "probe": self.probe}], [])
        assert "likeness 0.61, best 0.63 at step 500" in looked and "likeness" not in content

    def test_a_line_that_is_being_written_waits(self, tmp_path):
        journal = tmp_path / "events.jsonl"
        assert read_events(journal) == []
        journal.write_text('{"type": "training.started"}\n{"type": "train')
        assert len(read_events(journal)) == 1

    def test_the_result_is_told_and_escaped(self):
        done = {"type": "training.completed", "repo": "a/<b>", "revision": "0123456789abcdef"}
        seen = {"likeness": 0.51, "likenessNeeded": 0.45, "reasons": [], "warnings": ["<i>"]}
        content = result_html("Done.", [done], seen)
        assert "a/&lt;b&gt;, commit 0123456789" in content and "0.51" in content and "&lt;i&gt;" in content
        failed = {"type": "training.failed", "reason": "<script>"}
        assert "&lt;script&gt;" in result_html("No.", [failed], {})
