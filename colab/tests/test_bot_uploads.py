"""Files through the bot: what is sent where, what is tried again, and that no address is ever repeated in words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import httpx
import pytest
from standardwebhooks import Webhook

from actor_lora.errors import Cancelled, RunError
from actor_lora.job.bot_branch import BotBranch
from actor_lora.job.bot_calls import BotCalls, Caller, Patience
from actor_lora.job.bot_uploads import BotUploads
from actor_lora.spec import Uploads
from actor_lora.training.checkpoint import Checkpoint

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BOT, STORAGE = "https://bot.example/training", "https://storage.example/repos/1"
URLS = Uploads(places_url=f"{BOT}/uploads", commit_url=f"{BOT}/commit", checkpoint_url=f"{BOT}/checkpoint")
KEY = "X-Amz-Signature=as-good-as-a-key"


class World:
    """The bot's routes and the hub's storage. `answer` may decide one request before they do."""

    def __init__(self) -> None:
        self.put: dict[str, bytes] = {}
        self.calls: list[tuple[str, dict]] = []
        self.ids: list[str] = []
        self.said: list[str] = []
        self.commits: list[dict] = []
        self.answer: Callable[[httpx.Request], httpx.Response | None] = lambda request: None
        self.stopped = False
        self.time = 0.0

    def handle(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        if request.url.host == "bot.example":
            self.calls.append((request.url.path, Webhook(SECRET).verify(body, dict(request.headers))))
            self.ids.append(request.headers["webhook-id"])
        if (special := self.answer(request)) is not None:
            return special
        if request.url.host == "storage.example":
            assert request.method == "PUT" and "authorization" not in request.headers
            assert int(request.headers["content-length"]) == len(body)
            assert "transfer-encoding" not in request.headers
            self.put[request.url.path.rsplit("/", 1)[1]] = body
            return httpx.Response(200)
        _, asked = self.calls[-1]
        if request.url.path.endswith("/uploads"):
            places = [
                {"path": file["path"]}
                | ({} if file["sha256"] in self.put else {"url": f"{STORAGE}/{file['sha256']}?{KEY}"})
                for file in asked["files"]
            ]
            return httpx.Response(200, json={"places": places, "version": "v1"})
        missing = [file for file in asked["files"] if "sha256" in file and file["sha256"] not in self.put]
        if missing:
            return httpx.Response(422, json={"error": "The hub did not take these files: one was not put yet."})
        self.commits.append(asked)
        return httpx.Response(200, json={"revision": "ab" * 20, "version": "v1"})

    def calls_of(self) -> BotCalls:
        def sleep(seconds: float) -> None:
            self.time += seconds

        def check() -> None:
            if self.stopped:
                raise Cancelled("The bot has ended it.")

        return BotCalls(
            Caller("job1", 2, SECRET),
            client=httpx.Client(transport=httpx.MockTransport(self.handle), follow_redirects=True),
            check=check,
            say=self.said.append,
            clock=lambda: self.time,
            sleep=sleep,
        )

    def uploads(self, most: float = 600) -> BotUploads:
        return BotUploads(URLS, self.calls_of(), Patience((2, 5), most))

    def branch(self) -> BotBranch:
        calls = self.calls_of()
        return BotBranch(self.uploads(), URLS, calls, Patience((2, 5), 600))


@pytest.fixture
def world():
    return World()


def once(
    status: int, when: Callable[[httpx.Request], bool], **more
) -> Callable[[httpx.Request], httpx.Response | None]:
    """The first such request is answered so."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response | None:
        if seen or not when(request):
            return None
        seen.append(request)
        return httpx.Response(status, **more)

    return answer


def to(name: str) -> Callable[[httpx.Request], bool]:
    return lambda request: name in str(request.url)


def deliver(world: World, tmp_path, **options):
    weights = tmp_path / "w.safetensors"
    weights.write_bytes(b"weights" * 1000)
    large = {"pytorch_lora_weights.safetensors": weights, "samples/01.png": b"a picture"}
    return world.uploads(**options).deliver("result", large, lambda version: {"training.json": f"this is {version}"})


def test_large_files_go_to_the_storage_and_texts_come_with_the_commit(world, tmp_path):
    done = deliver(world, tmp_path)
    assert (done.revision, done.version) == ("ab" * 20, "v1")
    assert sorted(world.put.values()) == sorted([b"weights" * 1000, b"a picture"])
    assert [path for path, _ in world.calls] == ["/training/uploads", "/training/commit"]
    (commit,) = world.commits
    assert {key: commit[key] for key in ("type", "jobId", "attempt", "to")} == {
        **{"type": "training.commit", "jobId": "job1", "attempt": 2, "to": "result"}
    }
    assert commit["files"][-1] == {"path": "training.json", "content": "this is v1"}
    assert commit["files"][0]["sha256"] == hashlib.sha256(b"weights" * 1000).hexdigest()
    assert world.said == []


@pytest.mark.parametrize(
    "trouble",
    [
        once(503, to("/uploads"), headers={"retry-after": "30"}),
        once(429, to("/commit")),
        once(409, to("/uploads"), json={"error": "This request was answered before."}),
        once(403, to("storage")),
        once(500, to("storage")),
    ],
)
def test_what_passes_is_tried_again_with_fresh_addresses(world, tmp_path, trouble):
    world.answer = trouble
    assert deliver(world, tmp_path).version == "v1"
    assert len(world.commits) == 1 and len(set(world.ids)) == len(world.ids)
    assert len(world.said) == 1 and "trying again" in world.said[0]


def test_it_waits_as_long_as_the_bot_asks(world, tmp_path):
    world.answer = once(503, to("/uploads"), headers={"retry-after": "30"})
    deliver(world, tmp_path)
    assert world.time >= 30


def test_what_was_put_already_is_not_put_again(world, tmp_path):
    world.answer = once(502, to("/commit"))
    puts = []
    real = world.handle
    world.handle = lambda request: (puts.append(1) if request.method == "PUT" else None) or real(request)
    assert deliver(world, tmp_path).version == "v1"
    assert len(puts) == 2 and len(world.commits) == 1


def test_a_commit_that_never_succeeds_is_given_up_after_a_few_tries(world, tmp_path):
    world.answer = lambda request: httpx.Response(422, json={"error": "Not put."}) if to("/commit")(request) else None
    with pytest.raises(RunError, match="Could not publish the result: Not put"):
        deliver(world, tmp_path)
    assert len([path for path, _ in world.calls if path.endswith("/commit")]) == 4


def test_a_bot_that_stays_away_is_given_up_when_the_patience_ends(world, tmp_path):
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"no way to {request.url}")

    world.answer = away
    with pytest.raises(RunError, match="no answer from the bot"):
        deliver(world, tmp_path, most=60)
    assert 60 <= world.time < 120


@pytest.mark.parametrize(("status", "kind"), [(401, RunError), (413, RunError), (410, Cancelled)])
def test_a_refusal_ends_it_in_the_bots_words(world, tmp_path, status, kind):
    world.answer = once(status, to("/uploads"), json={"error": "These are the words."})
    with pytest.raises(kind, match="These are the words"):
        deliver(world, tmp_path)
    assert world.put == {} and world.said == []


def test_a_job_that_ends_meanwhile_stops_the_waiting(world, tmp_path):
    def away(request: httpx.Request) -> httpx.Response:
        world.stopped = len(world.calls) > 1
        return httpx.Response(503)

    world.answer = away
    with pytest.raises(Cancelled):
        deliver(world, tmp_path)
    assert len(world.calls) == 2


@pytest.mark.parametrize("status", [400, 403, 503, 0])
def test_no_address_gets_into_words(world, tmp_path, status):
    def fail(request: httpx.Request) -> httpx.Response | None:
        if request.url.host != "storage.example":
            return None
        if status:
            return httpx.Response(status, text=f"<Resource>{request.url}</Resource>")
        raise httpx.ReadError(f"broken: {request.url}")

    world.answer = fail
    with pytest.raises(RunError) as ended:
        deliver(world, tmp_path)
    words = "\n".join([*world.said, str(ended.value), repr(ended.value.__cause__)])
    assert "storage" in words and KEY not in words and STORAGE not in words


@pytest.fixture
def checkpoint(tmp_path):
    folder = tmp_path / "step-000050"
    folder.mkdir()
    for name in ("pytorch_lora_weights.safetensors", "training-state.safetensors", "state.json"):
        (folder / name).write_text(f"{name} of 50")
    return Checkpoint(50, folder)


def test_a_checkpoint_goes_to_the_branch_and_comes_back(world, tmp_path, checkpoint):
    world.branch().put_checkpoint(checkpoint, {"step": 50, "configHash": "abc"})
    (commit,) = world.commits
    assert commit["to"] == "branch"
    there = []
    for file in commit["files"]:
        if "content" in file:
            there.append(file)
        else:
            there.append({**file, "url": f"https://storage.example/get/{file['sha256']}?{KEY}"})

    def serve(request: httpx.Request) -> httpx.Response | None:
        if request.url.path.endswith("/checkpoint"):
            return httpx.Response(200, json={"files": [*there, {"path": "../x", "content": "evil"}]})
        if request.url.path.startswith("/get/"):
            assert "authorization" not in request.headers
            return httpx.Response(200, content=world.put[request.url.path.rsplit("/", 1)[1]])
        return None

    world.answer = serve
    root = tmp_path / "fetched"
    assert world.branch().fetch(root) == {"step": 50, "configHash": "abc"}
    for path in checkpoint.folder.iterdir():
        assert (root / "step-000050" / path.name).read_bytes() == path.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fetched", "step-000050"]


def test_no_checkpoint_yet_is_none(world, tmp_path):
    world.answer = lambda request: httpx.Response(200, json={"files": []})
    assert world.branch().fetch(tmp_path / "fetched") is None


def test_a_damaged_checkpoint_is_not_kept(world, tmp_path):
    file = {
        "path": "checkpoints/step-000050/pytorch_lora_weights.safetensors",
        **{"url": f"{STORAGE}/x?{KEY}", "sha256": "a" * 64, "size": 5},
    }
    files = [file, {"path": "run.json", "content": json.dumps({"step": 50})}]

    def serve(request: httpx.Request) -> httpx.Response:
        if request.url.host == "bot.example":
            return httpx.Response(200, json={"files": files})
        return httpx.Response(200, content=b"other")

    world.answer = serve
    with pytest.raises(RunError, match="damaged"):
        world.branch().fetch(tmp_path / "fetched")
    assert list((tmp_path / "fetched").rglob("*.safetensors")) == []
