"""The job's photos, prepared at whatever resolution the training can afford."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..faces import FaceEngine
from ..photos import Photo, hold_out
from ..spec import PhotoNotes
from ..views import Cutting, Places, prepare


@dataclass(frozen=True)
class PhotoSplit:
    """Photos of one size."""

    training: list[Photo]
    held_out: list[Photo]
    """For checking the likeness; empty where there are too few photos."""


class JobPhotos:
    """The photos' files, and how they are prepared."""

    def __init__(
        self,
        files: Sequence[tuple[str, bytes]],
        *,
        caption: str,
        notes: Mapping[str, PhotoNotes],
        seed: int,
        faces: FaceEngine | None,
        say: Callable[[str], None],
        places: Places | None = None,
    ) -> None:
        """Prepares nothing yet.

        Args:
            files: Name and content of each photo.
            caption: What all of them show.
            notes: What the bot saw in them, by their SHA-256.
            seed: Decides which photos are held out.
            faces: Finds the face that a photo is cropped around.
            say: Hears once what is odd about a photo.
            places: Where an earlier start of this run found faces. A machine that sees others, or none, would cut the
                photos in another way, and no checkpoint would fit them.
        """
        self.places: Places = dict(places or {})
        self._files, self._caption, self._notes = files, caption, notes
        self._seed, self._faces, self._say = seed, faces, say
        self._is_told = False

    def at(self, resolution: int, cutting: Cutting) -> PhotoSplit:
        """The photos as squares, and what else is trained on.

        Args:
            resolution: Edge of the squares in pixels.
            cutting: What is trained on beside them.

        Returns:
            The photos to train on and those to check with, the same ones at every resolution.

        Raises:
            BadInput: A photo cannot be read, or there is none.
        """
        photos = prepare(
            self._files,
            resolution=resolution,
            caption=self._caption,
            engine=self._faces,
            cutting=cutting,
            notes=self._notes,
            places=self.places,
            say=(lambda words: None) if self._is_told else self._say,
        )
        self._is_told = True
        return PhotoSplit(*hold_out(photos, seed=self._seed))
