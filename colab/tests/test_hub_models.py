"""Models that come from the hub, while it is in trouble: what is there is never said to be missing."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from hub_double import TOKEN, HubDouble
from huggingface_hub import constants, hf_hub_download
from huggingface_hub.errors import LocalEntryNotFoundError, RemoteEntryNotFoundError
from run_fixtures import HURRY, options_of

from actor_lora import hub as hub_module
from actor_lora.bases import find_base
from actor_lora.errors import BadInput, RunError, Temporary
from actor_lora.families.loading import load_denoiser, load_part, load_pipeline
from actor_lora.hub_files import files_of, look_up
from actor_lora.patience import Patience
from actor_lora.run.judges import open_judges
from actor_lora.run.train import train
from actor_lora.serve.lora_store import HuggingFaceHub
from actor_lora.serve.pipeline_pool import refusal_of_load
from actor_lora.serve.refusal import Refusal
from actor_lora.verification.looking import Judges

TROUBLES = {"429": (429, {}), "503": (503, {}), "a cut connection": (0, {})}


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    """Nobody waits long: neither the hub's client between its own tries nor ours."""
    hurried = SimpleNamespace(sleep=lambda seconds: time.sleep(min(seconds, 0.001)))
    monkeypatch.setattr("huggingface_hub.utils._http.time", hurried)
    monkeypatch.setattr("actor_lora.patience.random.uniform", lambda *_: 0.0)


@pytest.fixture
def based(hub, tiny):
    """A hub that has the tiny base."""
    hub.put("tiny/sd15", content_of(tiny("sd15")))
    return hub


def in_trouble(hub, request: str, trouble: tuple[int, dict[str, str]], times: float) -> list[str]:
    """Refuses a request so many times; returns those that were refused, as they come."""
    refused: list[str] = []

    def answer(asked: str):
        if request not in asked or len(refused) >= times:
            return None
        refused.append(asked)
        return trouble

    hub.trouble = answer
    return refused


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("request_", ["GET /api/models/tiny/sd15", "HEAD /tiny/sd15/resolve"])
def test_a_base_that_cannot_be_asked_for_now_is_not_said_to_be_none(based, request_, trouble):
    refused = in_trouble(based, request_, TROUBLES[trouble], times=float("inf"))
    with pytest.raises(Temporary, match="tiny/sd15"):
        find_base("tiny/sd15", token=TOKEN, endpoint=based.url)
    assert refused
    based.trouble = lambda request: None
    assert find_base("tiny/sd15", token=TOKEN, endpoint=based.url).family.name == "sd15"


@pytest.mark.parametrize("part", ["unet", "vae", "text_encoder", "tokenizer"])
def test_a_part_that_cannot_be_had_now_is_not_said_to_be_missing(based, part):
    base = find_base("tiny/sd15", token=TOKEN, endpoint=based.url)
    refused = in_trouble(based, f"HEAD /tiny/sd15/resolve/{base.revision}/{part}", (503, {}), times=float("inf"))
    with pytest.raises(Temporary, match=rf"Could not download {part}/.* of tiny/sd15: the hub answered 503"):
        load_part(base, part, dtype=torch.float32, token=TOKEN)
    assert refused
    based.trouble = lambda request: None
    assert load_part(base, part, dtype=torch.float32, token=TOKEN)


def test_what_is_here_is_loaded_without_the_net(based):
    base = find_base("tiny/sd15", token=TOKEN, endpoint=based.url)
    load_pipeline(base, device="cpu", dtype=torch.float32, token=TOKEN)
    asked = len(based.requests)
    load_pipeline(base, device="cpu", dtype=torch.float32, token=TOKEN)
    load_denoiser(base, device="cpu", dtype=torch.float32, token=TOKEN)
    assert len(based.requests) == asked


def test_offline_a_model_is_what_is_here_of_it(based, monkeypatch):
    base = find_base("tiny/sd15", token=TOKEN, endpoint=based.url)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    found = look_up("tiny/sd15")
    assert found.revision == base.revision and "model_index.json" in found.files
    with pytest.raises(RunError, match="tiny/other is not on this machine") as told:
        look_up("tiny/other")
    assert not isinstance(told.value, Temporary)


def test_a_full_disk_is_no_trouble_of_the_hub(based, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    base = find_base("tiny/sd15", token=TOKEN, endpoint=based.url)
    monkeypatch.setattr("huggingface_hub.file_download.http_get", full)
    with pytest.raises(RunError, match="the disk is full") as told:
        load_part(base, "unet", dtype=torch.float32, token=TOKEN)
    assert not isinstance(told.value, Temporary)


REPO_FILES = [
    *("model_index.json", "README.md", "unet/config.json", "unet/diffusion_pytorch_model.bin"),
    *("unet/diffusion_pytorch_model.fp16.safetensors", "unet/diffusion_pytorch_model.non_ema.safetensors"),
    *("unet/diffusion_pytorch_model.safetensors", "unet/model.onnx", "unet/flax_model.msgpack"),
    *("text_encoder/config.json", "text_encoder/model-00001-of-00002.safetensors", "text_encoder/pytorch_model.bin"),
    *("text_encoder/model-00002-of-00002.safetensors", "text_encoder/model.safetensors.index.json"),
    *("old/config.json", "old/pytorch_model.bin", "old/tf_model.h5"),
    *("halved/model.fp16-00001-of-00002.safetensors", "halved/model-00001-of-00002.fp16.safetensors"),
]


@pytest.mark.parametrize(
    ("part", "variant", "wanted"),
    [
        ("unet", None, ["unet/config.json", "unet/diffusion_pytorch_model.safetensors"]),
        ("unet", "fp16", ["unet/config.json", "unet/diffusion_pytorch_model.fp16.safetensors"]),
        ("old", None, ["old/config.json", "old/pytorch_model.bin"]),
        ("", None, ["model_index.json"]),
        (
            "text_encoder",
            None,
            [
                *("text_encoder/config.json", "text_encoder/model.safetensors.index.json"),
                *("text_encoder/model-00001-of-00002.safetensors", "text_encoder/model-00002-of-00002.safetensors"),
            ],
        ),
        (
            "halved",
            "fp16",
            ["halved/model-00001-of-00002.fp16.safetensors", "halved/model.fp16-00001-of-00002.safetensors"],
        ),
    ],
)
def test_one_copy_of_the_weights_is_fetched(part, variant, wanted):
    assert files_of(part, REPO_FILES, variant=variant) == wanted


@pytest.mark.parametrize(
    "request_",
    ["GET /api/models/tiny/sd15", "/model_index.json", "/tokenizer/", "/unet/diffusion_pytorch_model"],
)
def test_a_run_whose_hub_fails_for_a_moment_ends_as_any_other(world, tiny, request_, capfd):
    world.hub.put("tiny/sd15", content_of(tiny("sd15")))
    refused = in_trouble(world.hub, request_, (503, {}), times=8)
    options = options_of(world.output, world.base, world.hub.url, TOKEN, code=world.bot.job_code)
    options = replace(
        options, training=replace(options.training, base_path=None), machine=replace(options.machine, allow_cpu=True)
    )
    assert train(options, judges=Judges(), timing=HURRY) == 0
    assert len(refused) == 8 and "Trying again in" in capfd.readouterr().err


class XetHub(HubDouble):
    """A hub that keeps its large files on Xet, which is down."""

    def _resolve(self, name: str, revision: str, path: str):
        status, headers, content = super()._resolve(name, revision, path)
        if status == 200 and path.endswith(".safetensors"):
            route = f"{self.url}/api/models/{name}/xet-read-token/main"
            headers |= {"x-xet-hash": "a" * 64, "x-xet-refresh-route": route}
        return status, headers, content

    def answer(self, method: str, path: str, body: bytes, auth: str | None):
        if "/xet-read-token/" in path:
            until = str(int(time.time()) + 3600)
            said = {"x-xet-cas-url": f"{self.url}/cas", "x-xet-access-token": "t", "x-xet-token-expiration": until}
            return 200, said, b""
        if path.startswith("/cas/"):
            return 500, {}, b""
        return super().answer(method, path, body, auth)


def test_where_xet_fails_the_next_try_does_without(tiny, monkeypatch):
    """By hf_xet itself, which raises a bare RuntimeError."""
    monkeypatch.setattr(hub_module, "_use_plain_uploads", lambda endpoint: None)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", False)
    monkeypatch.setenv("HF_XET_CLIENT_RETRY_MAX_ATTEMPTS", "1")
    hub = XetHub()
    try:
        hub.put("tiny/sd15", content_of(tiny("sd15")))
        base = find_base("tiny/sd15", token=TOKEN, endpoint=hub.url)
        with pytest.raises(Temporary, match="Xet storage failed; the next try does without it"):
            load_part(base, "unet", dtype=torch.float32, token=TOKEN)
        assert load_part(base, "unet", dtype=torch.float32, token=TOKEN)
    finally:
        hub.close()


def test_a_server_does_without_xet_too(monkeypatch):
    def fails(*_, **__):
        raise RuntimeError("Data processing error: CAS service error : Request failed after 5 retries")

    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", False)
    monkeypatch.setattr("huggingface_hub.hf_hub_download", fails)
    with pytest.raises(Refusal, match="cannot be reached") as refused:
        HuggingFaceHub(TOKEN).download("cast/ada", "main", "x.safetensors")
    assert refused.value.status == 503 and constants.HF_HUB_DISABLE_XET


def test_a_server_whose_hub_fails_for_a_moment_does_not_say_that_a_base_is_gone(based):
    """The bot takes a 404 for the end of it, and a 503 for now."""
    in_trouble(based, "HEAD /tiny/sd15", (503, {}), times=float("inf"))
    with pytest.raises(LocalEntryNotFoundError) as raised:
        hf_hub_download("tiny/sd15", "model_index.json", token=TOKEN, endpoint=based.url)
    assert refusal_of_load("tiny/sd15", raised.value).status == 503
    based.trouble = lambda request: None
    with pytest.raises(RemoteEntryNotFoundError) as missing:
        hf_hub_download("tiny/sd15", "nothing.json", token=TOKEN, endpoint=based.url)
    assert refusal_of_load("tiny/sd15", missing.value).status == 404


class TestJudges:
    """The models that look at samples are there, or the job code stays unused."""

    def opened(self, world, *words: str) -> Judges:
        options = options_of(world.output, world.base, world.hub.url, TOKEN, *words, code=world.bot.job_code)
        said: list[str] = []
        quick = Patience(backoff=(0,), most=0)
        return open_judges(options.check, device="cpu", endpoint=world.hub.url, say=said.append, patience=quick)

    @pytest.mark.parametrize("gate", ["report", "enforce"])
    def test_a_job_is_not_taken_without_them(self, world, gate):
        in_trouble(world.hub, "face_detection", (503, {}), times=float("inf"))
        world.hub.put("opencv/face_detection_yunet", {"face_detection_yunet_2023mar.onnx": b"x"})
        with pytest.raises(BadInput, match=r"answered 503.*the job code was not used.*--unchecked") as told:
            self.opened(world, "--gate", gate)
        assert ("--gate report --unchecked" in str(told.value)) == (gate == "enforce")

    def test_unless_that_is_asked_for(self, world):
        in_trouble(world.hub, "face_detection", (503, {}), times=float("inf"))
        world.hub.put("opencv/face_detection_yunet", {"face_detection_yunet_2023mar.onnx": b"x"})
        assert self.opened(world, "--unchecked") == Judges()
        with pytest.raises(BadInput, match="--gate report --unchecked"):
            self.opened(world, "--unchecked", "--gate", "enforce")

    def test_clip_as_the_faces(self, world, monkeypatch):
        monkeypatch.setattr("actor_lora.run.judges.load_faces", lambda *_, **__: "faces")
        in_trouble(world.hub, "clip-vit", (0, {}), times=float("inf"))
        with pytest.raises(BadInput, match="prompt following is not measured"):
            self.opened(world)
        assert self.opened(world, "--unchecked") == Judges("faces")
