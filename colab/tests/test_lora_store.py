"""The cache of LoRAs, bounded by number, bytes and time."""

from __future__ import annotations

import threading
import time

import pytest
from lora_fixtures import FakeHub

from actor_lora.serve.image_call import LoraReference
from actor_lora.serve.lora_store import LoraStore
from actor_lora.serve.refusal import Refusal


class TestStore:
    def store(self, **settings):
        self.now = 0.0
        self.hub = FakeHub({"a/a": b"a" * 10, "b/b": b"b" * 10, "c/c": b"c" * 10})
        return LoraStore(self.hub, clock=lambda: self.now, **settings)

    def ask(self, store, repo, revision="main"):
        return store.get(LoraReference(repo=repo, revision=revision))

    def test_keeps_the_latest_used(self):
        store = self.store(most_files=2)
        for repo in ("a/a", "b/b", "a/a", "c/c", "a/a", "b/b"):
            self.ask(store, repo)
        assert self.hub.downloads == ["a/a@commit-main", "b/b@commit-main", "c/c@commit-main", "b/b@commit-main"]

    def test_keeps_within_its_bytes(self):
        store = self.store(most_bytes=25)
        for repo in ("a/a", "b/b", "c/c"):
            self.ask(store, repo)
        assert store.bytes == 20

    def test_a_hub_that_is_down_does_not_take_away_what_is_known(self):
        store = self.store()
        self.ask(store, "a/a")
        self.hub.down = True
        self.now += 61
        assert self.ask(store, "a/a").content == b"a" * 10
        with pytest.raises(Refusal) as told:
            self.ask(store, "b/b")
        assert told.value.status == 503

    def test_what_nobody_uses_goes(self):
        store = self.store()
        self.ask(store, "a/a")
        self.now += 3601
        self.ask(store, "b/b")
        assert len(store) == 1

    def test_two_who_ask_at_once_share_one_download(self):
        store = self.store()
        slow = self.hub.download
        self.hub.download = lambda *given: (time.sleep(0.1), slow(*given))[1]
        threads = [threading.Thread(target=self.ask, args=(store, "a/a")) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(self.hub.downloads) == 1
