"""A small hub over HTTP for tests: repos, branches, tags and commits, as the real client asks for them."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

TOKEN = "hf_test"


@dataclass
class Repo:
    private: bool
    commits: dict[str, dict[str, bytes]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    def commit(self, branch: str, files: dict[str, bytes], title: str) -> str:
        number = len(self.commits)
        oid = hashlib.sha1(f"{number}{branch}{sorted(files)}".encode()).hexdigest()
        self.commits[oid], self.titles[oid], self.branches[branch] = files, title, oid
        return oid

    def find(self, revision: str) -> str | None:
        return (
            self.branches.get(revision) or self.tags.get(revision) or (revision if revision in self.commits else None)
        )

    def files(self, revision: str = "main") -> dict[str, bytes]:
        return self.commits[self.find(revision) or ""]


class HubDouble:
    def __init__(self) -> None:
        self.repos: dict[str, Repo] = {}
        """By name; datasets as `datasets/<name>`."""
        self.storage: dict[str, bytes] = {}
        """Large files by their SHA-256."""
        self.licences: dict[str, str | None] = {}
        """What the card of a repo names."""
        self.faults: list[tuple[str, int]] = []
        """(beginning of `METHOD path`, status): the next such request is answered so."""
        self.lost: list[str] = []
        """Beginnings of `METHOD path`: the next such request is done, but its answer is lost."""
        self.trouble: Callable[[str], tuple[int, dict[str, str]] | None] = lambda request: None
        """Asked with `METHOD path`: the status and headers to refuse with; status 0 cuts the connection."""
        self.before: Callable[[str], None] = lambda request: None
        """Called with `METHOD path` before each request."""
        self._commits = threading.Lock()
        self.requests: list[str] = []
        double = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def _any(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                status, headers, content = double.answer(
                    self.command, unquote(self.path.split("?")[0]), body, self.headers.get("authorization")
                )
                if not status:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "content-length" not in {name.lower() for name in headers}:
                    self.send_header("content-length", str(len(content)))
                # Some tests let the client hang up first.
                with contextlib.suppress(ConnectionError):
                    self.end_headers()
                    if self.command != "HEAD":
                        self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _any

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def put(self, name: str, files: dict[str, bytes]) -> None:
        """A repo of somebody's."""
        self.repos[name] = Repo(private=False)
        self.repos[name].commit("main", files, "files")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, body: bytes, auth: str | None) -> tuple[int, dict[str, str], bytes]:
        self.before(f"{method} {path}")
        self.requests.append(f"{method} {path}")
        if refused := self.trouble(f"{method} {path}"):
            return refused[0], refused[1], b"{}"
        for lost in self.lost:
            if f"{method} {path}".startswith(lost):
                self.lost.remove(lost)
                self.answer(method, path, body, auth)
                return self._json({"error": "lost"}, 500)
        for fault in self.faults:
            if f"{method} {path}".startswith(fault[0]):
                self.faults.remove(fault)
                return self._json({"error": "a fault"}, fault[1])
        if match := re.fullmatch(r"/storage/([0-9a-f]{64})", path):
            # A signed address, which needs no token and must get none.
            return self._store(match[1], body, auth)
        if auth != f"Bearer {TOKEN}" and not (auth is None and self._open_to_all(method, path)):
            # Without a token the client takes a 401 for a missing repo, but over https alone.
            return self._json({"error": "Invalid credentials"}, 401, None if auth else "RepoNotFound")
        if path == "/api/whoami-v2":
            return self._json({"type": "user", "name": "playground", "auth": {"accessToken": {"role": "write"}}})
        if path == "/api/validate-yaml":
            return self._json({"errors": [], "warnings": []})
        if match := re.fullmatch(r"/((?:datasets/)?[^/]+/[^/]+)\.git/info/lfs/objects/batch", path):
            return self._batch(json.loads(body))
        if path == "/api/repos/create":
            return self._create(json.loads(body))
        if match := re.fullmatch(r"/api/(?:models|(datasets))/([^/]+/[^/]+)(?:/([\w-]+)(?:/(.+))?)?", path):
            name = f"datasets/{match[2]}" if match[1] else match[2]
            return self._api(method, name, match[3], match[4], body)
        if match := re.fullmatch(r"/((?:datasets/)?[^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
            return self._resolve(*match.groups())
        return self._json({"error": "nothing here"}, 404)

    def _create(self, asked: dict) -> tuple[int, dict[str, str], bytes]:
        name = f"{asked.get('organization') or 'playground'}/{asked['name']}"
        name = f"datasets/{name}" if asked.get("type") == "dataset" else name
        url = {"url": f"{self.url}/{name}"}
        if name in self.repos:
            return self._json(url, 409)
        repo = self.repos[name] = Repo(private=bool(asked.get("private") or asked.get("visibility") == "private"))
        repo.commit("main", {".gitattributes": b""}, "initial commit")
        return self._json(url)

    def _api(self, method: str, name: str, what: str | None, rest: str | None, body: bytes):
        repo = self.repos.get(name)
        if repo is None:
            return self._json({"error": "Repository not found"}, 404, "RepoNotFound")
        if what == "branch":
            if method == "DELETE":
                found = repo.branches.pop(rest, None)
                return self._json({}) if found else self._json({"error": "no such branch"}, 404, "RevisionNotFound")
            if rest in repo.branches:
                return self._json({"error": "Reference already exists"}, 409)
            repo.branches[rest] = repo.branches["main"]
            return self._json({})
        if what == "refs":
            refs = [
                [{"name": key, "ref": f"refs/{kind}/{key}", "targetCommit": oid} for key, oid in group.items()]
                for kind, group in (("heads", repo.branches), ("tags", repo.tags))
            ]
            return self._json({"branches": refs[0], "tags": refs[1], "converts": []})
        if what == "tag":
            tag = json.loads(body)["tag"]
            if tag in repo.tags:
                return self._json({"error": "Tag exists"}, 409)
            repo.tags[tag] = repo.find(rest)
            return self._json({})
        oid = repo.find(rest or "main")
        if oid is None:
            return self._json({"error": "Revision not found"}, 404, "RevisionNotFound")
        if what == "preupload":
            files = [
                {
                    "path": file["path"],
                    # As the .gitattributes say that the hub gives a new repo.
                    "uploadMode": "lfs" if file["path"].endswith(".safetensors") else "regular",
                    "shouldIgnore": False,
                }
                for file in json.loads(body)["files"]
            ]
            return self._json({"files": files})
        if what == "commit":
            return self._commit(repo, name, rest, body)
        if what == "tree":
            return self._json([self._entry(path, content) for path, content in repo.commits[oid].items()])
        siblings = [{"rfilename": path} for path in repo.commits[oid]]
        card = {"license": self.licences[name]} if self.licences.get(name) else {}
        about = {"id": name, "modelId": name, "sha": oid, "private": repo.private, "siblings": siblings, "tags": []}
        return self._json({**about, "cardData": card})

    def _commit(self, repo: Repo, name: str, branch: str, body: bytes):
        with self._commits:
            return self._add(repo, name, branch, body)

    def _add(self, repo: Repo, name: str, branch: str, body: bytes):
        files, title = dict(repo.files(branch)), ""
        for line in body.decode().splitlines():
            item = json.loads(line)
            value = item["value"]
            if item["key"] == "header":
                title = value["summary"]
                if value.get("parentCommit") not in (None, repo.branches[branch]):
                    return self._json({"error": "The branch is not at its parent any more"}, 412)
            elif item["key"] == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif item["key"] == "lfsFile":
                if value["oid"] not in self.storage:
                    return self._json({"error": f"There is no LFS object {value['oid']}"}, 400)
                files[value["path"]] = self.storage[value["oid"]]
            elif item["key"] == "deletedFile":
                files.pop(value["path"], None)
        oid = repo.commit(branch, files, title)
        return self._json({"success": True, "commitOid": oid, "commitUrl": f"{self.url}/{name}/commit/{oid}"})

    def _open_to_all(self, method: str, path: str) -> bool:
        """Whether it reads of a public repo."""
        match = re.match(r"(?:/api/(?:models/|(?=datasets/))|/)((?:datasets/)?[^/]+/[^/]+)(?:/|$)", path)
        repo = self.repos.get(match[1]) if match else None
        return method in ("GET", "HEAD") and repo is not None and not repo.private

    def _batch(self, asked: dict) -> tuple[int, dict[str, str], bytes]:
        """Where large files go, by git-lfs' batch API (huggingface_hub's `lfs.post_lfs_batch_info`)."""
        objects = [
            {
                **one,
                # What is there already needs no action.
                **(
                    {}
                    if one["oid"] in self.storage
                    else {"actions": {"upload": {"href": f"{self.url}/storage/{one['oid']}"}}}
                ),
            }
            for one in asked["objects"]
        ]
        return self._json({"transfer": "basic", "objects": objects})

    def _store(self, oid: str, body: bytes, auth: str | None) -> tuple[int, dict[str, str], bytes]:
        if auth is not None or hashlib.sha256(body).hexdigest() != oid:
            return self._json({"error": "not what was signed"}, 403)
        self.storage[oid] = body
        return self._json({})

    def _resolve(self, name: str, revision: str, path: str):
        repo = self.repos.get(name)
        oid = repo.find(revision) if repo else None
        if oid is None:
            return self._json({"error": "no such repo"}, 404, "RevisionNotFound" if repo else "RepoNotFound")
        content = repo.commits[oid].get(path)
        if content is None:
            return 404, {"x-error-code": "EntryNotFound", "x-repo-commit": oid}, b""
        headers = {
            "x-repo-commit": oid,
            "etag": f'"{hashlib.sha1(content).hexdigest()}"',
            "content-length": str(len(content)),
        }
        return 200, headers, content

    @staticmethod
    def _entry(path: str, content: bytes) -> dict:
        return {"type": "file", "path": path, "size": len(content), "oid": hashlib.sha1(content).hexdigest()}

    @staticmethod
    def _json(value: object, status: int = 200, code: str | None = None) -> tuple[int, dict[str, str], bytes]:
        headers = {"content-type": "application/json"} | ({"x-error-code": code} if code else {})
        return status, headers, json.dumps(value).encode()
