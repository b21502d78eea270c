"""A bot without a public address: the job lies in a private dataset repo, the events go over the job's branch.

The bot puts `job.json` and the photos there; the trainer answers with `claim.json`. The first one to commit that has
the job: the commit names its parent, so of two notebooks one is refused and reads again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from ..errors import BadInput, Cancelled, Replaced, RunError
from ..hub import HubRepo
from ..hub_trouble import Outdated
from ..photos import MOST_BYTES
from ..spec import PhotoNotes, RelayCode, TrainingSpec, Wire, reasons
from .job_branch import JobBranch

JOB_FILE = "job.json"
CLAIM_FILE = "claim.json"
OVER = "This job was cancelled or is over. Start a new one with /train start."
TAKEN = "Another notebook has already taken this job."

Standing = Literal["ours", "gone", "replaced"]
GOES_ON: dict[str, str] = {
    "gone": "The bot had not heard of this run for too long. Press Resume in Discord and paste the new code.",
    "replaced": "Another notebook goes on with this training.",
}
"""By where the job stands, while its branch is there."""


class RelayPhoto(Wire):
    """A photo by its path in the dataset repo, with the hash that it must have."""

    # A name that could climb out of the folder does not fit.
    path: str = Field(pattern=r"^photos/\w[\w.-]*$")
    sha256: str = Field(pattern=r"^[0-9a-fA-F]{64}$")
    content_type: str = "application/octet-stream"
    notes: PhotoNotes | None = None


class RelayJob(Wire):
    """`job.json`, as the bot writes it."""

    job_id: str
    attempt: int = Field(ge=1)
    token_hash: str = Field(pattern=r"^[0-9a-fA-F]{64}$")
    """SHA-256 of the code's one-time token."""
    expires_at: int
    """Milliseconds since 1970: until then the job may be taken."""
    spec: TrainingSpec
    photos: list[RelayPhoto] = Field(min_length=1)


class RelayClaim(Wire):
    """What this machine keeps of a job that it takes."""

    repo: str
    """The dataset repo."""
    revision: str
    """Its commit that the photos are read at."""
    claim_id: str
    job_id: str
    attempt: int
    spec: TrainingSpec
    photos: list[RelayPhoto]


class Relay:
    """The dataset repo of a job that this machine has taken."""

    def __init__(self, dataset: HubRepo, claim: RelayClaim) -> None:
        self.claim = claim
        self._dataset = dataset
        self._head = ""
        self._standing: Standing = "ours"

    def standing(self) -> Standing:
        """Whether the job is still this machine's, gone with its repo, or handed to another attempt or notebook."""
        head = self._dataset.branches().get("main")
        if not head:
            return "gone"
        if head != self._head:
            self._standing = self._read(head)
            self._head = head
        return self._standing

    def download(
        self,
        folder: Path,
        *,
        check: Callable[[], None] = lambda: None,
        delays: Sequence[float] = (1, 3, 8),
        sleep: Callable[[float], None] = time.sleep,
    ) -> list[tuple[str, bytes]]:
        """Downloads the photos and checks each against its SHA-256.

        Args:
            folder: Used on the way and removed again.
            check: Called before each photo; may raise to stop.
            delays: Seconds before each further try.
            sleep: Waits.

        Returns:
            Name and content of each photo.

        Raises:
            RunError: A photo is missing or damaged; the message names it.
            Cancelled: The job is no longer this machine's.
        """
        files = []
        total = len(self.claim.photos)
        try:
            for number, photo in enumerate(self.claim.photos, 1):
                check()
                name = f"Photo {number} of {total}"
                content = self._fetch(name, photo.path, folder, delays, sleep)
                if hashlib.sha256(content).hexdigest() != photo.sha256.lower():
                    raise RunError(f"{name} arrived damaged: its SHA-256 is not the one that the bot promised.")
                files.append((f"photo-{number:02}", content))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return files

    def _fetch(
        self, name: str, path: str, folder: Path, delays: Sequence[float], sleep: Callable[[float], None]
    ) -> bytes:
        trouble = ""
        for wait in (*delays, None):
            try:
                loaded = self._dataset.download(path, self.claim.revision, folder)
            except RunError as error:
                trouble = str(error)
            else:
                if loaded.stat().st_size > MOST_BYTES:
                    raise RunError(f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB.")
                return loaded.read_bytes()
            if self._is_lost():
                raise Replaced(f"{name} is gone: the job is cancelled or over, or another notebook has it.")
            if wait is not None:
                sleep(wait)
        raise RunError(f"{name} could not be downloaded. {trouble}")

    def _is_lost(self) -> bool:
        try:
            return self.standing() != "ours"
        except RunError:
            return False

    def _read(self, head: str) -> Standing:
        job, taken = (_object(self._dataset.read(name, head)) for name in (JOB_FILE, CLAIM_FILE))
        if job.get("attempt") != self.claim.attempt:
            return "replaced" if job else "gone"
        return "replaced" if taken and taken.get("claimId") != self.claim.claim_id else "ours"


class RelayStore:
    """The job's branch for the status; the dataset repo says too whether the job is still this run's."""

    def __init__(self, branch: JobBranch, relay: Relay) -> None:
        self._branch, self._relay = branch, relay

    def put(self, title: str, files: dict[str, bytes]) -> str:
        """Commits files to the job's branch; returns the commit."""
        return self._branch.put(title, files)

    def ended(self) -> Cancelled | None:
        """Whether the bot has ended the job, taken it for lost, or given it to another.

        Of a job that is over, it removes the branch first, then the dataset; of one that was lost the dataset alone.
        """
        if ended := self._branch.ended():
            return ended
        standing = self._relay.standing()
        return Replaced(GOES_ON[standing]) if standing in GOES_ON else None


def claim_relay_job(
    code: RelayCode,
    dataset: HubRepo,
    *,
    kept: RelayClaim | None,
    keep: Callable[[RelayClaim], None],
    prepare: Callable[[TrainingSpec], None],
    delays: Sequence[float] = (2, 5, 15),
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], float] = time.time,
) -> RelayClaim:
    """Takes the job, or takes it up again. Faults of the hub are tried again.

    Args:
        code: The job code.
        dataset: The repo where the job lies.
        kept: What this machine claimed the job with before, if it did.
        keep: Puts the claim on the disk before it is made, so that neither a kill nor a lost answer loses the job.
        prepare: Makes the job's branch before the code is used up.
        delays: Seconds before each further try.
        sleep: Waits.
        now: Seconds since 1970, by the hub's clock.

    Returns:
        The claim.

    Raises:
        BadInput: The code cannot be used, or another notebook has the job.
        Cancelled: The job is over, or the code has expired.
        RunError: The hub did not answer.
    """
    trouble: RunError
    for wait in (*delays, None):
        try:
            head, job = _read_job(code, dataset)
            if kept is None or kept.attempt != job.attempt:
                kept = _pick(code, job, head)
            kept = kept.model_copy(update={"revision": head, "spec": job.spec, "photos": job.photos})
            taken = _object(dataset.read(CLAIM_FILE, head))
            if taken.get("claimId") == kept.claim_id:
                keep(kept)
                return kept
            # What an earlier attempt left there claims nothing of this one.
            if taken and taken.get("attempt") in (None, job.attempt):
                raise BadInput(TAKEN)
            moment = int(now() * 1000)
            if moment >= job.expires_at:
                raise Cancelled("This job code has expired. Start a new training with /train start.")
            keep(kept)
            prepare(job.spec)
            claim = {"claimId": kept.claim_id, "attempt": job.attempt, "claimedAt": moment}
            dataset.commit("main", "Claimed", {CLAIM_FILE: json.dumps(claim).encode()}, parent=head)
            return kept
        except (BadInput, Cancelled):
            raise
        except Outdated as error:
            # Another notebook was faster; the next look says whether it has the job.
            trouble, wait = error, 0.0 if wait is not None else None
        except RunError as error:
            trouble = error
        if wait is None:
            raise trouble
        sleep(wait)
    raise AssertionError


def _read_job(code: RelayCode, dataset: HubRepo) -> tuple[str, RelayJob]:
    """The head of main and the job there, which this code is for."""
    head = dataset.branches().get("main")
    content = dataset.read(JOB_FILE, head) if head else None
    if not head or content is None:
        raise Cancelled(f"{OVER} (Or the token in HF_TOKEN may not see {code.relay_repo}.)")
    try:
        job = RelayJob.model_validate(json.loads(content))
    except ValidationError as error:
        raise BadInput(f"The bot left a job that this version does not understand ({reasons(error)}).") from None
    except ValueError:
        raise BadInput(f"{JOB_FILE} in {code.relay_repo} is damaged. Start a new training with /train start.") from None
    if job.job_id != code.job_id:
        raise BadInput("The bot left another job than the one in the code. Ask for a new code.")
    digest = hashlib.sha256(code.one_time_token.encode()).hexdigest()
    if not secrets.compare_digest(digest, job.token_hash.lower()):
        raise BadInput("A newer code exists for this job. Paste the one that the bot gave you last.")
    return head, job


def _pick(code: RelayCode, job: RelayJob, head: str) -> RelayClaim:
    return RelayClaim(
        repo=code.relay_repo,
        revision=head,
        claim_id=secrets.token_hex(16),
        job_id=job.job_id,
        attempt=job.attempt,
        spec=job.spec,
        photos=job.photos,
    )


def _object(content: bytes | None) -> dict[str, Any]:
    """A JSON object; empty where there is none. A damaged one counts as another notebook's."""
    if content is None:
        return {}
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    return found if isinstance(found, dict) and found else {"damaged": True}
