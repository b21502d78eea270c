"""The job of this run: claimed from the bot, or read from a file; kept for a resume."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from ..errors import BadInput, Cancelled, Replaced, RunError
from ..hub import CLOCK, HubRepo, check_token
from ..photos import download, read_folder
from ..spec import Claim, JobCode, PhotoNotes, PhotoRef, RelayCode, TrainingSpec, decode_job_code, read_job_file
from . import kept_runs
from .claim import claim_job
from .job_branch import JobBranch
from .kept_runs import CLAIM_FILE, CLAIMING_FILE, INCOMING_FOLDER, NOTES_FILE, PHOTO_FOLDER
from .relay import Relay, RelayClaim, RelayPhoto, claim_relay_job

JOURNAL_FILE = "journal.json"
EVENTS_FILE = "events.jsonl"


@dataclass(frozen=True)
class Job:
    """What is to be done, and where its files lie on this machine."""

    id: str
    attempt: int
    spec: TrainingSpec
    folder: Path
    claim: Claim | None = field(default=None, repr=False)
    """Of a bot with an address."""
    photo_folder: Path | None = None
    relay: Relay | None = field(default=None, repr=False)
    """Of a bot without one."""

    @property
    def has_bot(self) -> bool:
        """Whether a bot waits for the result."""
        return bool(self.claim or self.relay)

    def photos(self, client: httpx.Client, check: Callable[[], None]) -> list[tuple[str, bytes]]:
        """The photos. Those of a bot are downloaded once and kept until the job is over.

        Args:
            client: Downloads from a bot that has an address.
            check: Called between downloads; may raise to stop.

        Returns:
            Name and content of each photo.

        Raises:
            BadInput: There is no photo in the folder that was given.
            RunError: A photo is missing or damaged.
            Cancelled: The job is over.
        """
        if self.photo_folder:
            return read_folder(self.photo_folder)
        source = self.relay.claim if self.relay else self.claim
        assert source
        kept = self.folder / PHOTO_FOLDER
        if found := _kept_photos(kept, source.photos):
            return found
        if self.relay:
            files = self.relay.download(self.folder / INCOMING_FOLDER, check=check)
        else:
            assert self.claim
            files = download(self.claim.photos, client=client, check=check)
        kept.mkdir(mode=0o700, exist_ok=True)
        for name, content in files:
            write_private(kept / name, content)
        return files

    def photo_notes(self) -> dict[str, PhotoNotes]:
        """What the bot saw in its photos, by their SHA-256; nothing without a bot, or of an earlier one."""
        source = self.relay.claim if self.relay else self.claim
        photos: Sequence[PhotoRef | RelayPhoto] = source.photos if source else ()
        return {photo.sha256.lower(): photo.notes for photo in photos if photo.notes}

    def state(self) -> dict[str, Any]:
        """What an earlier start of this very run noted."""
        try:
            noted: dict[str, Any] = json.loads((self.folder / NOTES_FILE).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return noted

    def note(self, **more: Any) -> None:
        """Adds to what a resumed run must know."""
        write_private(self.folder / NOTES_FILE, json.dumps({**self.state(), **more}).encode())

    def start_anew(self) -> None:
        """Removes what an earlier start left, except the claim and, with a bot, the numbering of its events."""
        self.forget(claim=False)
        if not self.has_bot:
            self.forget_end()

    def forget_end(self) -> None:
        """Forgets the numbering of the events, and that one of them was the last."""
        (self.folder / JOURNAL_FILE).unlink(missing_ok=True)

    def has_checkpoints(self) -> bool:
        """Whether the training got so far that another attempt has something to go on with."""
        return self.furthest > 0

    @property
    def furthest(self) -> int:
        """The last step that this machine has a checkpoint of; 0 for none."""
        return kept_runs.furthest(self.folder)

    @property
    def took_over(self) -> bool:
        """Whether this attempt has what an earlier one left on the hub, or knows that it left nothing."""
        return self.attempt == 1 or self.state().get("tookOver") == self.attempt

    def note_taken_over(self) -> None:
        """From now on, what is on the hub is this attempt's own."""
        self.note(tookOver=self.attempt)

    def forget_claim(self) -> None:
        """Removes the claim with its secret, which is of no use once the attempt is over."""
        kept_runs.forget_claim(self.folder)

    def forget(self, *, claim: bool, result: bool = False) -> None:
        """Removes what is personal once the job is over.

        Args:
            claim: Whether the claim's secret goes too.
            result: Whether the result goes too, because it is on the hub or nobody may have it.
        """
        kept_runs.forget(self.folder, claim=claim, result=result)


def from_code(
    text: str,
    runs: Path,
    *,
    client: httpx.Client,
    resume: bool = True,
    token: str | None = None,
    endpoint: str | None = None,
) -> Job:
    """Claims the job of a code. A code that this machine has claimed already is taken up again instead.

    Args:
        text: The code, as it was pasted.
        runs: The folder of all runs.
        client: Asks a bot that has an address.
        resume: Whether an earlier claim of the same code is taken up.
        token: The hub's token, for a code of a bot without an address.
        endpoint: The hub's address, for the same.

    Returns:
        The job.

    Raises:
        BadInput: The code cannot be used.
        Cancelled: The job is over.
        RunError: The bot or the hub did not answer.
    """
    code = decode_job_code(text)
    folder = runs / folder_name(code.job_id)
    if isinstance(code, RelayCode):
        return _from_relay(code, folder, token=token or check_token(token), endpoint=endpoint)
    if resume and (claim := _kept_claim(folder, code)):
        return Job(claim.job_id, claim.attempt, claim.spec, folder, claim)
    try:
        claim = claim_job(code, client=client, claim_id=_claim_id(folder, code))
    except Replaced:
        raise
    except Cancelled:
        # An earlier attempt may have been kept here for a resume that never comes.
        kept_runs.forget(folder, claim=True, result=True)
        raise
    if claim.job_id != code.job_id:
        raise RunError("The bot answered with another job than the one in the code. Ask for a new code.")
    folder.mkdir(parents=True, exist_ok=True)
    write_private(folder / CLAIM_FILE, json.dumps({"code": _digest(code), "claim": claim.to_json()}).encode())
    return Job(claim.job_id, claim.attempt, claim.spec, folder, claim)


def _claim_id(folder: Path, code: JobCode) -> str:
    """What this machine claims with; on the disk before it asks, so that it can ask again after a kill."""
    place = folder / CLAIMING_FILE
    try:
        kept = json.loads(place.read_text("utf-8"))
        if kept["code"] == _digest(code):
            return str(kept["claimId"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    folder.mkdir(parents=True, exist_ok=True)
    claim_id = secrets.token_hex(16)
    write_private(place, json.dumps({"code": _digest(code), "claimId": claim_id}).encode())
    return claim_id


def _from_relay(code: RelayCode, folder: Path, *, token: str, endpoint: str | None) -> Job:
    dataset = HubRepo(code.relay_repo, token=token, endpoint=endpoint, repo_type="dataset")
    kept = _kept_relay(folder, code)

    def keep(claim: RelayClaim) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        write_private(folder / CLAIM_FILE, json.dumps({"code": _digest(code), "relay": claim.to_json()}).encode())

    def prepare(spec: TrainingSpec) -> None:
        JobBranch(HubRepo(spec.repo, token=token, endpoint=endpoint), spec.branch).ensure()

    try:
        claim = claim_relay_job(code, dataset, kept=kept, keep=keep, prepare=prepare, now=CLOCK)
    except Cancelled:
        # The bot removes the dataset as soon as it has seen the end.
        if not kept or not _was_completed(folder, kept):
            raise
        claim = kept
    return Job(claim.job_id, claim.attempt, claim.spec, folder, relay=Relay(dataset, claim))


def from_file(path: Path, photos: Path | None, runs: Path) -> Job:
    """Reads a job without a bot.

    Args:
        path: The job file.
        photos: Folder of the photos.
        runs: The folder of all runs.

    Returns:
        The job.

    Raises:
        BadInput: The file is not complete, or there are no photos.
    """
    if photos is None:
        raise BadInput("--job needs --photos with the folder of the photos.")
    job = read_job_file(path)
    folder = runs / folder_name(job.job_id)
    folder.mkdir(parents=True, exist_ok=True)
    return Job(job.job_id, job.attempt, job.spec, folder, None, photos)


def write_private(path: Path, content: bytes) -> None:
    """Writes a file that only its owner reads, whole or not at all."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(path)


def _kept_claim(folder: Path, code: JobCode) -> Claim | None:
    try:
        kept = json.loads((folder / CLAIM_FILE).read_text("utf-8"))
        return Claim.model_validate(kept["claim"]) if kept["code"] == _digest(code) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _kept_relay(folder: Path, code: RelayCode) -> RelayClaim | None:
    try:
        kept = json.loads((folder / CLAIM_FILE).read_text("utf-8"))
        return RelayClaim.model_validate(kept["relay"]) if kept["code"] == _digest(code) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _was_completed(folder: Path, claim: RelayClaim) -> bool:
    """Whether the journal of the events says that this attempt was completed."""
    try:
        journal = json.loads((folder / JOURNAL_FILE).read_text("utf-8"))
        return bool(journal["attempt"] == claim.attempt and journal["terminal"]["type"] == "completed")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _kept_photos(folder: Path, photos: Sequence[PhotoRef | RelayPhoto]) -> list[tuple[str, bytes]]:
    if not folder.is_dir():
        return []
    files = [(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    wanted = [photo.sha256.lower() for photo in photos]
    return files if [hashlib.sha256(content).hexdigest() for _, content in files] == wanted else []


def _digest(code: JobCode | RelayCode) -> str:
    place = code.relay_repo if isinstance(code, RelayCode) else code.api_url
    return hashlib.sha256(f"{place}\n{code.job_id}\n{code.one_time_token}".encode()).hexdigest()


def folder_name(job_id: str) -> str:
    """The name of a job's folder: the job's id, made fit for a path, because it comes from outside."""
    clean = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in job_id)
    return clean or "job"
