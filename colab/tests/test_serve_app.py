"""The server over HTTP: what the bot sends, what it gets, and every refusal as a sentence."""

from __future__ import annotations

import contextlib
import io
import json
import socket
import threading

import httpx
import numpy as np
import pytest
from lora_fixtures import FakeHub, random_lora
from patience import LONGEST_WAIT, until
from PIL import Image

from actor_lora.errors import BadInput
from actor_lora.serve.app import check_open_door, main
from actor_lora.serve.catalogue import Catalogue
from actor_lora.serve.engine import Engine, EngineSettings
from actor_lora.serve.handler import EndpointHandler
from actor_lora.serve.image_call import read_image_call
from actor_lora.serve.lora_store import LoraStore
from actor_lora.serve.refusal import Refusal
from actor_lora.serve.routes import MOST_BODY_BYTES, check_token, create_app
from actor_lora.tiny import tiny_pipeline, write_tiny

SERVER_TOKEN = "endpoint-secret"
BEARER = {"authorization": f"Bearer {SERVER_TOKEN}", "accept": "image/png"}

# What the bot's makeImage posts to INFERENCE_ENDPOINT_URL (src/services/huggingface/provider-parameters.ts).
BOTS_REQUEST = {
    "inputs": "photo of ohwx person in a garden",
    "parameters": {
        "model": "tiny/sd15",
        "width": 16,
        "height": 24,
        "num_inference_steps": 2,
        "guidance_scale": 7.5,
        "seed": 123,
        "negative_prompt": "blurred",
        "loras": [{"repo": "cast/ada", "revision": "0123456789abcdef", "scale": 0.8}],
    },
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve")
    content = random_lora(tiny_pipeline("sd15", folder / "base"), folder / "ada", seed=1)
    engine = Engine(
        Catalogue({"tiny/sd15": str(write_tiny("sd15", folder / "sd15"))}),
        EngineSettings(device="cpu", most_waiting=2),
        loras=LoraStore(FakeHub({"cast/ada": content})),
    )
    yield engine
    engine.stop()


@pytest.fixture(scope="module")
def server(engine):
    """A real server on a free port."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(engine, SERVER_TOKEN)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=BEARER, timeout=LONGEST_WAIT) as client:
        yield client
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def warm(server, engine):
    def is_loaded():
        try:
            return engine.pool.get(None)
        except Refusal as refusal:
            assert refusal.estimated_time, refusal.sentence

    until(is_loaded)
    return server


@contextlib.contextmanager
def caller(server, request):
    """A caller that has sent its request, reads nothing, and leaves at the end of the block."""
    content = json.dumps(request).encode()
    head = f"POST / HTTP/1.1\r\nhost: x\r\nauthorization: {BEARER['authorization']}\r\n"
    with socket.create_connection((server.base_url.host, server.base_url.port)) as connection:
        connection.sendall(f"{head}content-length: {len(content)}\r\n\r\n".encode() + content)
        yield


def test_the_first_request_finds_the_model_loading(server):
    answer = server.post("/", json=BOTS_REQUEST)
    assert answer.status_code == 503
    body = answer.json()
    assert isinstance(body["error"], str) and body["estimated_time"] >= 1
    assert int(answer.headers["retry-after"]) >= 1


def test_the_bots_request_gives_a_png_of_its_size(warm):
    answer = warm.post("/", json=BOTS_REQUEST)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/png"
    picture = Image.open(io.BytesIO(answer.content))
    assert (picture.format, picture.size) == ("PNG", (16, 24))
    assert not picture.info
    assert warm.post("/generate", json=BOTS_REQUEST).content == answer.content


def test_a_lora_changes_the_picture_and_little_is_needed(warm):
    plain = {**BOTS_REQUEST, "parameters": {**BOTS_REQUEST["parameters"], "loras": []}}
    assert warm.post("/", json=plain).content != warm.post("/", json=BOTS_REQUEST).content
    small = {"inputs": "a cat", "parameters": {"width": 16, "height": 16, "num_inference_steps": 1}}
    one, other = warm.post("/", json=small), warm.post("/", json=small)
    assert one.status_code == 200 and one.headers["x-seed"] != other.headers["x-seed"]


@pytest.mark.parametrize(
    ("change", "status", "word"),
    [
        ({"model": "some/other"}, 404, "some/other"),
        ({"loras": [{"repo": "cast/gone", "revision": "abc"}]}, 404, "cast/gone"),
        ({"loras": [{"repo": "/etc/passwd"}]}, 422, "loras.0.repo"),
        ({"loras": [{"repo": "../up"}]}, 422, "loras.0.repo"),
        ({"loras": [{"repo": "cast/ada", "revision": "../../x"}]}, 422, "revision"),
        ({"loras": [{"repo": "cast/ada", "scale": 9}]}, 422, "scale"),
        ({"loras": [{"repo": "cast/ada"}] * 2}, 422, "once"),
        ({"width": 17}, 422, "multiples of 8"),
        ({"width": 4096, "height": 4096}, 422, "pixels"),
        ({"num_inference_steps": 10_000}, 422, "num_inference_steps"),
        ({"guidance_scale": -1}, 422, "guidance_scale"),
        ({"seed": -1}, 422, "seed"),
    ],
)
def test_a_bad_request_is_told_in_a_sentence(warm, change, status, word):
    request = {**BOTS_REQUEST, "parameters": {**BOTS_REQUEST["parameters"], **change}}
    answer = warm.post("/", json=request)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert word in answer.json()["error"]


def test_what_is_no_request_at_all(warm):
    assert warm.post("/", content=b"{").status_code == 400
    assert warm.post("/", content=b"[" * 60_000).status_code in (400, 422)
    assert warm.post("/", json=[]).status_code == 422
    assert warm.post("/", json={"inputs": ""}).status_code == 422
    assert warm.post("/", content=b" " * (MOST_BODY_BYTES + 1)).status_code == 413
    assert warm.get("/nowhere").status_code == 404
    assert warm.put("/", json={}).status_code == 405
    for answer in (warm.post("/", content=b"{"), warm.get("/nowhere"), warm.put("/")):
        assert isinstance(answer.json()["error"], str)


def test_the_token_is_asked_for_before_anything_is_read(warm):
    for header in ("", "Bearer", "Bearer wrong", f"Basic {SERVER_TOKEN}", f"Bearer {SERVER_TOKEN}x", "Bearer é"):
        answer = warm.post("/", content=b"{", headers={"authorization": header.encode("latin-1")})
        assert answer.status_code == 401
        assert SERVER_TOKEN not in answer.text
    assert warm.get("/state", headers={"authorization": ""}).status_code == 401
    assert warm.get("/healthz", headers={"authorization": ""}).json() == {"status": "ok"}
    check_token(f"bearer  {SERVER_TOKEN}", SERVER_TOKEN)
    check_token(None, None)


def test_the_state_tells_what_is_loaded(warm):
    state = warm.get("/state").json()
    assert state["loaded"] == ["tiny/sd15"]
    assert state["queue"]["mostWaiting"] == 2
    assert SERVER_TOKEN not in str(state)


def test_a_full_queue_refuses_and_a_caller_who_left_makes_room(warm, engine):
    go = threading.Event()
    engine.queue.submit(lambda _: go.wait(LONGEST_WAIT), bounded=False)
    try:
        with caller(warm, BOTS_REQUEST), caller(warm, BOTS_REQUEST):
            until(lambda: engine.queue.state()["waiting"] == 2)
            answer = warm.post("/", json=BOTS_REQUEST)
            assert answer.status_code == 503
            # Without estimated_time: the model is not warming up, and the bot must not say so.
            assert list(answer.json()) == ["error"]
            assert "queue is full" in answer.json()["error"]
            assert int(answer.headers["retry-after"]) >= 1
        until(lambda: engine.queue.state()["waiting"] == 0)
    finally:
        go.set()
    assert warm.post("/", json=BOTS_REQUEST).status_code == 200


def test_a_caller_who_leaves_stops_the_picture_under_way(warm, engine):
    slow = {**BOTS_REQUEST, "parameters": {**BOTS_REQUEST["parameters"], "num_inference_steps": 150}}
    base = engine.pool.get(None)
    steps = []
    real = base.pipeline.scheduler.step

    def step(*args, **kwargs):
        steps.append(1)
        # The picture is not done before the server has seen that its caller is gone.
        assert engine.queue._running.cancelled.wait(LONGEST_WAIT)
        return real(*args, **kwargs)

    base.pipeline.scheduler.step = step
    try:
        with caller(warm, slow):
            until(lambda: steps)
        until(lambda: not engine.queue.state()["busy"])
        assert 0 < len(steps) < 150
    finally:
        base.pipeline.scheduler.step = real
    assert warm.post("/", json=BOTS_REQUEST).status_code == 200


def test_a_fault_of_the_servers_own_is_not_told_in_detail(warm, engine, monkeypatch):
    monkeypatch.setattr("actor_lora.serve.engine.draw", lambda *_: 1 / 0)
    answer = warm.post("/", json=BOTS_REQUEST)
    assert answer.status_code == 500
    assert answer.json() == {"error": "The picture could not be made; the server's log has the reason."}


def test_the_door_is_not_left_open():
    check_open_door("127.0.0.1", None)
    check_open_door("localhost", None)
    check_open_door("::1", None)
    check_open_door("0.0.0.0", "secret")
    for host in ("0.0.0.0", "::", "192.0.2.1", "gpu.example.org"):
        with pytest.raises(BadInput):
            check_open_door(host, None)


def test_main_refuses_to_begin_in_words(capsys, monkeypatch):
    monkeypatch.delenv("INFERENCE_ENDPOINT_TOKEN", raising=False)
    assert main(["--host", "0.0.0.0"]) == 2
    assert "INFERENCE_ENDPOINT_TOKEN" in capsys.readouterr().err
    assert main(["--queue", "0"]) == 2


def test_the_handler_of_inference_endpoints(engine):
    handler = EndpointHandler(engine=engine)
    picture = handler(BOTS_REQUEST)
    assert picture.size == (16, 24)
    same = engine.render(read_image_call(BOTS_REQUEST))
    assert np.array_equal(np.asarray(picture), np.asarray(same))
    for bad in ({}, {"inputs": "x", "parameters": {"model": "some/other"}}, {"inputs": None}):
        with pytest.raises(ValueError, match=r"\.$"):
            handler(bad)
