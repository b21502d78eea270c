"""How much this machine takes on at once; shared by all of its keys."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ..serve.drawing import Abandoned

LOOK_SECONDS = 0.25


class Hands:
    """Places for pictures and for one training.

    A training waits for the pictures in hand, and while it waits or runs no others are taken, unless the machine is
    `roomy`: the two would run out of memory together, and a training that always waits would never come.
    """

    def __init__(self, *, pictures: int, trains: bool, roomy: bool, make_room: Callable[[], None]) -> None:
        """`make_room` frees the device's memory for a training."""
        self._most, self._trains, self._roomy, self._make_room = pictures, trains, roomy, make_room
        self._pictures = 0
        self._training = False
        self._changed = threading.Condition()

    def free(self) -> dict[str, int]:
        """How many more of each kind would be taken."""
        with self._changed:
            return {"image": self._room(), "training": int(self._trains and not self._training)}

    def wait_for_room(self, seconds: float) -> None:
        """Waits until something has been laid down, or for so long."""
        with self._changed:
            self._changed.wait(seconds)

    def take(self, kind: str) -> bool:
        """Takes a place; whether there was one."""
        with self._changed:
            if kind == "image":
                taken = self._room() > 0
                self._pictures += taken
            else:
                taken = self._trains and not self._training
                self._training |= taken
            return taken

    def lay_down(self, kind: str) -> None:
        """Gives a place back."""
        with self._changed:
            if kind == "image":
                self._pictures -= 1
            else:
                self._training = False
            self._changed.notify_all()

    def empty_for_training(self, gone: threading.Event) -> None:
        """Waits for the pictures in hand, and frees the memory that they took.

        Raises:
            Abandoned: The training is not wanted any more.
        """
        while not self._roomy:
            with self._changed:
                if not self._pictures:
                    break
                self._changed.wait(LOOK_SECONDS)
            if gone.is_set():
                raise Abandoned
        if not self._roomy:
            self._make_room()

    def _room(self) -> int:
        return 0 if self._training and not self._roomy else self._most - self._pictures
