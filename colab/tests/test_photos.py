"""Downloading, decoding, cropping and holding out photos."""

from __future__ import annotations

import hashlib
import io

import httpx
import numpy as np
import pytest
from conftest import drawn_person
from PIL import Image

from actor_lora.errors import BadInput, Cancelled, RunError
from actor_lora.faces import Face
from actor_lora.photos import Photo, decode, download, hold_out, read_folder
from actor_lora.spec import PhotoRef
from actor_lora.views import face_square, prepare

NO_MARKS = np.zeros((5, 2))


def encoded(image: Image.Image, kind: str = "JPEG", **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def face(x: float, y: float, width: float, height: float) -> Face:
    return Face((x, y, width, height), 0.9, NO_MARKS)


class Engine:
    def __init__(self, *faces: Face) -> None:
        self.faces = list(faces)

    def detect(self, image):
        return self.faces

    def embed(self, image, face):
        return np.ones(4, np.float32) / 2


def served(*answers, content: bytes = b"photo"):
    """A client whose server gives these statuses one after another, 200 with the content at the end."""
    left = list(answers)

    def respond(request: httpx.Request) -> httpx.Response:
        status = left.pop(0) if left else 200
        if status == 0:
            raise httpx.ConnectError("down")
        return httpx.Response(status, content=content if status == 200 else b'{"error": "This photo was removed."}')

    return httpx.Client(transport=httpx.MockTransport(respond))


def ref(content: bytes = b"photo") -> PhotoRef:
    return PhotoRef(url="https://bot.example/p", sha256=hashlib.sha256(content).hexdigest().upper())


def test_a_photo_arrives_after_faults_of_the_net():
    waits = []
    assert download([ref()], client=served(0, 503, 429), sleep=waits.append) == [("photo-01", b"photo")]
    assert waits == [1, 3, 8]


def test_what_cannot_be_downloaded_is_named():
    with pytest.raises(RunError, match=r"Photo 1 of 1 could not be downloaded: the bot answered 404\."):
        download([ref()], client=served(404), sleep=lambda _: None)
    with pytest.raises(RunError, match="did not answer"):
        download([ref()], client=served(0, 0, 0, 0), sleep=lambda _: None)
    with pytest.raises(RunError, match="SHA-256"):
        download([ref(b"other")], client=served())
    with pytest.raises(Cancelled, match="was removed"):
        download([ref()], client=served(410))


def test_a_photo_without_end_is_cut_off(monkeypatch):
    monkeypatch.setattr("actor_lora.photos.MOST_BYTES", 3)
    with pytest.raises(RunError, match="larger"):
        download([ref()], client=served())


def test_photos_stand_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (40, 20), "red")
    image.paste("blue", (0, 0, 20, 20))
    upright = decode("a", encoded(image, exif=exif))
    assert upright.size == (20, 40)
    red, _, blue = upright.getpixel((10, 5))
    assert blue > red


def test_transparency_becomes_white():
    image = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    assert decode("a", encoded(image, "PNG")).getpixel((4, 4)) == (255, 255, 255)


def test_what_is_no_photo_is_refused():
    photo = encoded(drawn_person(1))
    for content in (b"", b"<svg/>", b"GIF89a", photo[: len(photo) // 2], encoded(drawn_person(1), "GIF")):
        with pytest.raises(BadInput, match="no JPEG, PNG or WebP"):
            decode("photo-01", content)


def test_a_pixel_bomb_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr("actor_lora.photos.MOST_PIXELS", 100)
    with pytest.raises(BadInput, match="megapixels"):
        decode("photo-01", encoded(drawn_person(1)))


def test_the_square_holds_the_face_in_its_middle():
    left, top, right, bottom = face_square((1000, 600), face(700, 200, 160, 200))
    assert (right - left, bottom - top) == (600, 600)
    assert (left, right) == (400, 1000)
    # A small face: a square of four of its heights, not the whole picture.
    left, top, right, bottom = face_square((4000, 3000), face(2000, 1000, 150, 200))
    assert right - left == bottom - top == 800
    assert left + 400 == pytest.approx(2075, abs=1)
    assert top < 1000 and bottom > 1200


@pytest.mark.parametrize("place", [(0, 0), (380, 0), (0, 280), (380, 280)])
def test_the_square_stays_in_the_picture(place):
    left, top, right, bottom = face_square((400, 300), face(*place, 20, 20))
    assert 0 <= left < right <= 400 and 0 <= top < bottom <= 300 and right - left == bottom - top


def test_without_a_face_the_middle_is_taken():
    assert face_square((200, 100), None) == (50, 0, 150, 100)
    assert face_square((100, 200), None)[1] < 50


def test_prepared_photos():
    said = []
    files = [
        ("a.jpg", encoded(drawn_person(1))),
        ("b.jpg", encoded(drawn_person(2))),
        ("again.jpg", encoded(drawn_person(1))),
    ]
    photos = prepare(
        files,
        resolution=64,
        caption="photo of x person",
        engine=Engine(face(30, 20, 9, 9), face(40, 30, 60, 60)),
        say=said.append,
    )
    assert [photo.name for photo in photos] == ["a.jpg", "b.jpg"]
    assert all(photo.picture.size == (64, 64) and photo.caption == "photo of x person" for photo in photos)
    assert any("again.jpg is the same file" in words for words in said)
    assert any("2 faces were found" in words for words in said)


def test_small_photos_and_photos_without_a_face_are_said():
    said = []
    prepare([("a.jpg", encoded(drawn_person(1)))], resolution=512, caption="", engine=Engine(), say=said.append)
    assert any("no face" in words for words in said) and any("small" in words for words in said)


def test_a_folder_of_photos(tmp_path):
    with pytest.raises(BadInput, match="no folder"):
        read_folder(tmp_path / "nowhere")
    with pytest.raises(BadInput, match="no photo"):
        read_folder(tmp_path)
    photo = encoded(drawn_person(1))
    (tmp_path / "b.JPG").write_bytes(photo)
    (tmp_path / "a.webp").write_bytes(encoded(drawn_person(2), "WEBP"))
    names = [name for name, _content in read_folder(tmp_path)]
    assert names == ["a.webp", "b.JPG"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("._a.jpg", b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X", "macOS keeps notes"),
        ("notes.txt", b"hello", "no JPEG, PNG or WebP"),
        ("page.jpg", b"<html></html>", "no picture in it"),
        ("empty.png", b"", "no picture in it"),
        ("phone.HEIC", b"\x00\x00\x00\x18ftypheic", "HEIC"),
        ("renamed.jpg", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
        ("old.tiff", b"II*\x00", "TIFF"),
        ("moving.gif", b"GIF89a", "GIF"),
    ],
)
def test_what_is_no_photo_is_named_and_passed_over(tmp_path, name, content, reason):
    (tmp_path / "b.jpg").write_bytes(encoded(drawn_person(1)))
    (tmp_path / name).write_bytes(content)
    said: list[str] = []
    assert [file for file, _content in read_folder(tmp_path, say=said.append)] == ["b.jpg"]
    assert len(said) == 1
    assert said[0].startswith(f"{name} is passed over: ")
    assert reason in said[0]


def test_a_photo_that_is_cut_off_is_no_foreign_file(tmp_path):
    photo = encoded(drawn_person(1))
    (tmp_path / "b.jpg").write_bytes(photo[: len(photo) // 2])
    [(name, content)] = read_folder(tmp_path)
    with pytest.raises(BadInput, match="damaged"):
        decode(name, content)


def test_grey_of_16_bits_is_scaled():
    grey = Image.fromarray(np.linspace(0, 65_535, 64 * 64, dtype=np.uint16).reshape(64, 64))
    light = np.asarray(decode("grey.png", encoded(grey, "PNG")))
    assert light.min() == 0
    assert light.max() == 255
    assert abs(light.mean() - 127.5) < 1


def test_holding_out():
    def set_of(count: int) -> list[Photo]:
        return [Photo(str(n), f"{n:064}", drawn_person(n), "") for n in range(count)]

    assert hold_out(set_of(5), seed=1) == (hold_out(set_of(5), seed=1)[0], [])
    for count, out in ((6, 1), (10, 1), (12, 2)):
        training, held = hold_out(set_of(count), seed=1)
        assert len(held) == out and len(training) == count - out
        assert not {photo.sha256 for photo in training} & {photo.sha256 for photo in held}
    shuffled = hold_out(list(reversed(set_of(8))), seed=3)[1]
    assert [photo.sha256 for photo in shuffled] == [photo.sha256 for photo in hold_out(set_of(8), seed=3)[1]]
