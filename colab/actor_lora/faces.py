"""Faces: a small protocol, so that everything that needs faces runs without weights in tests."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image

from .errors import RunError
from .hub_files import fetch


@dataclass(frozen=True)
class Face:
    """One face in an image, in pixels of that image."""

    box: tuple[float, float, float, float]
    """Left, top, width, height."""
    score: float
    """0 to 1."""
    landmarks: np.ndarray
    """(5, 2): right eye, left eye, nose tip, right and left corner of the mouth (of the person shown)."""


class FaceEngine(Protocol):
    """Finds faces and tells people apart."""

    def detect(self, image: Image.Image) -> list[Face]:
        """Finds all faces.

        Args:
            image: An RGB picture.

        Returns:
            The faces in pixels of the picture, the best score first.
        """
        ...

    def embed(self, image: Image.Image, face: Face) -> np.ndarray:
        """Turns a face into a vector that tells people apart.

        Args:
            image: The picture that the face was found in.
            face: One of the faces that `detect` found.

        Returns:
            A float32 vector of length 1; the dot product of two is their cosine similarity.
        """
        ...


YUNET = ("opencv/face_detection_yunet", "face_detection_yunet_2023mar.onnx")
"""Detector, 233 KB, MIT."""
SFACE = ("opencv/face_recognition_sface", "face_recognition_sface_2021dec.onnx")
"""Recognition, 38.7 MB, Apache 2.0. Its documented threshold for "the same person" is a cosine of 0.363."""

DETECTOR_SIDE = 640
"""The detector sees a square of this many pixels: OpenCV 5 runs the model in the size that it was exported with."""
LEAST_FACE_SCORE = 0.6
"""Lowest score of a face. OpenCV's own default is 0.9; painted samples score lower than photos."""


class OpenCvFaces:
    """YuNet and SFace through OpenCV. Thread-safe by a lock: the networks keep their input."""

    def __init__(self, detector: str | Path, recognizer: str | Path | None = None) -> None:
        """Loads the weights.

        Args:
            detector: YuNet's file.
            recognizer: SFace's file. Without it faces are found, but people are not told apart.
        """
        import cv2

        self._cv2 = cv2
        self._lock = threading.Lock()
        self._detector = cv2.FaceDetectorYN.create(
            str(detector), "", (DETECTOR_SIDE, DETECTOR_SIDE), score_threshold=LEAST_FACE_SCORE
        )
        self._recognizer = cv2.FaceRecognizerSF.create(str(recognizer), "") if recognizer else None

    def detect(self, image: Image.Image) -> list[Face]:
        """Finds all faces with YuNet, the best score first."""
        picture, scale = letterbox(image, DETECTOR_SIDE)
        with self._lock:
            _, rows = self._detector.detect(picture)
        if rows is None:
            return []
        faces = [face_of(row, scale) for row in rows]
        return sorted((face for face in faces if face.box[2] > 0), key=lambda face: face.score, reverse=True)

    def embed(self, image: Image.Image, face: Face) -> np.ndarray:
        """Turns a face into SFace's vector, (128,) float32 of length 1."""
        if self._recognizer is None:
            raise RunError("The face recognition weights are not loaded.")
        # A face that is large in the picture is embedded from a smaller copy: the chip has 112 pixels only.
        longest = max(face.box[2], face.box[3], 1.0)
        shrink = min(1.0, 4 * 112 / longest)
        size = (max(1, round(image.width * shrink)), max(1, round(image.height * shrink)))
        small = np.asarray(image.convert("RGB").resize(size, Image.Resampling.LANCZOS))[:, :, ::-1]
        row = np.concatenate([face.box, face.landmarks.ravel(), [face.score]]).astype(np.float32)
        row[:14] *= shrink
        with self._lock:
            chip = self._recognizer.alignCrop(np.ascontiguousarray(small), row)
            vector = np.asarray(self._recognizer.feature(chip), dtype=np.float32).ravel()
        return unit(vector)


def letterbox(image: Image.Image, side: int) -> tuple[np.ndarray, float]:
    """Places a picture into a grey square, with room around it.

    Args:
        image: The picture.
        side: Edge of the square in pixels.

    Returns:
        The square as (side, side, 3) uint8 in BGR, and the picture's scale in it.
    """
    rgb = image.convert("RGB")
    # A face that fills the picture is found only with room around it.
    scale = 0.8 * side / max(rgb.width, rgb.height)
    size = (max(1, round(rgb.width * scale)), max(1, round(rgb.height * scale)))
    square = Image.new("RGB", (side, side), (114, 114, 114))
    corner = offset(side)
    square.paste(rgb.resize(size, Image.Resampling.LANCZOS), (corner, corner))
    return np.ascontiguousarray(np.asarray(square)[:, :, ::-1]), scale


def offset(side: int) -> int:
    """Where the picture begins in the letterbox, in both directions: a tenth of its side."""
    return side // 10


def face_of(row: np.ndarray, scale: float) -> Face:
    """A row of YuNet (left, top, width, height, five landmarks, score, in the letterbox) as a face of the picture."""
    corner = offset(DETECTOR_SIDE)
    left, top, width, height = (float(value) for value in row[:4])
    return Face(
        box=((left - corner) / scale, (top - corner) / scale, width / scale, height / scale),
        score=float(row[14]),
        landmarks=(np.asarray(row[4:14], dtype=np.float32).reshape(5, 2) - corner) / scale,
    )


def unit(vector: np.ndarray) -> np.ndarray:
    """The vector at length 1; a zero vector stays as it is."""
    length = float(np.linalg.norm(vector))
    return (vector / length if length > 0 else vector).astype(np.float32)


def load_faces(folder: Path | None = None, *, endpoint: str | None = None) -> OpenCvFaces:
    """Loads the engine.

    Args:
        folder: Holds the two files; without it they come from the hub.
        endpoint: The hub's address.

    Returns:
        The engine with both models.

    Raises:
        Temporary: The hub could not be asked now.
        RunError: The weights cannot be had; the message says what to do.
    """
    try:
        return OpenCvFaces(_weights(YUNET, folder, endpoint), _weights(SFACE, folder, endpoint))
    except ImportError:
        raise RunError("OpenCV is not installed. Run: pip install opencv-python-headless") from None


def _weights(which: tuple[str, str], folder: Path | None, endpoint: str | None) -> Path:
    repo, name = which
    if folder:
        if (folder / name).is_file():
            return folder / name
        raise RunError(f"{folder} does not hold {name}, which is at {repo} on the hub.")
    # Public files: no token is needed, and none is sent.
    return fetch(repo, [name], revision=None, token=False, endpoint=endpoint) / name
