"""LoRAs from a hub over HTTP, with the server's own token, by the real client."""

from __future__ import annotations

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from actor_lora.serve.image_call import LoraReference
from actor_lora.serve.lora_store import WEIGHTS_FILE, HuggingFaceHub, LoraStore
from actor_lora.serve.refusal import Refusal

COMMIT = "0123456789abcdef0123456789abcdef01234567"
SECRET = "hf_server_token"


class HubDouble(BaseHTTPRequestHandler):
    """The three addresses of a hub that reading one file needs."""

    repos: dict[str, dict[str, bytes]]
    broken = 0

    def do_HEAD(self):
        self.answer(body=False)

    def do_GET(self):
        self.answer(body=True)

    def answer(self, *, body):
        parts = self.path.split("?")[0].strip("/").split("/")
        if type(self).broken:
            return self.send(type(self).broken, b"{}")
        if parts[0] == "api":
            repo, revision = "/".join(parts[2:4]), parts[5]
        else:
            repo, revision = "/".join(parts[0:2]), parts[3]
        if repo not in self.repos or self.headers["authorization"] != f"Bearer {SECRET}":
            return self.send(404, b"{}", {"X-Error-Code": "RepoNotFound"})
        if revision not in ("main", COMMIT):
            return self.send(404, b"{}", {"X-Error-Code": "RevisionNotFound"})
        files = self.repos[repo]
        if parts[0] == "api":
            siblings = [{"rfilename": name, "size": len(content)} for name, content in files.items()]
            info = {"id": repo, "modelId": repo, "sha": COMMIT, "siblings": siblings, "tags": [], "private": True}
            return self.send(200, json.dumps(info).encode())
        content = files[parts[4]]
        etag = f'"{hashlib.sha256(content).hexdigest()}"'
        return self.send(200, content if body else b"", {"ETag": etag, "X-Repo-Commit": COMMIT}, len(content))

    def send(self, status, content, headers=None, length=None):
        self.send_response(status)
        for name, value in {"Content-Length": str(length or len(content)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def hub():
    class Handler(HubDouble):
        repos: ClassVar = {
            "cast/ada": {WEIGHTS_FILE: b"weights", "README.md": b"card", "webui/ada.safetensors": b"other"},
            "cast/one": {"ada.safetensors": b"only one"},
            "cast/two": {"a.safetensors": b"a", "b.safetensors": b"b"},
            "cast/none": {"README.md": b"card"},
        }

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Handler, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def get(address, repo, revision="main", token=SECRET):
    return LoraStore(HuggingFaceHub(address, token)).get(LoraReference(repo=repo, revision=revision))


def test_a_private_lora_is_read_by_any_revision(hub):
    _, address = hub
    for revision in ("main", COMMIT):
        file = get(address, "cast/ada", revision)
        assert (file.content, file.commit) == (b"weights", COMMIT)
    assert get(address, "cast/one").content == b"only one"


@pytest.mark.parametrize(
    ("repo", "revision", "token", "word"),
    [
        ("cast/gone", "main", SECRET, "not on the hub"),
        ("cast/ada", "main", "hf_other", "not on the hub"),
        ("cast/ada", "v9", SECRET, "no such revision"),
        ("cast/two", "main", SECRET, "exactly one"),
        ("cast/none", "main", SECRET, "exactly one"),
    ],
)
def test_what_cannot_be_had_is_a_404_in_words(hub, repo, revision, token, word):
    with pytest.raises(Refusal) as told:
        get(hub[1], repo, revision, token)
    assert told.value.status == 404
    assert word in told.value.sentence and token not in told.value.sentence


def test_a_hub_with_trouble_is_a_503(hub):
    handler, address = hub
    handler.broken = 500
    for where in (address, "http://127.0.0.1:9"):
        with pytest.raises(Refusal) as told:
            get(where, "cast/ada")
        assert told.value.status == 503
        assert told.value.retry_after
