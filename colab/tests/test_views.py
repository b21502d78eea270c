"""What is made of a photo: the square, the whole frame in its bucket, several sizes, and the captions."""

from __future__ import annotations

import pytest
from conftest import drawn_person
from test_photos import Engine, encoded, face

from actor_lora.spec import PhotoNotes, PhotoRef
from actor_lora.views import Cutting, bucket_of, caption_of, frame_box, prepare


@pytest.mark.parametrize(
    ("size", "side", "grid", "bucket"),
    [
        ((3000, 4000), 512, 8, (448, 576)),
        ((4000, 3000), 1024, 8, (1152, 896)),
        ((1000, 1000), 768, 8, (768, 768)),
        ((6000, 1000), 512, 8, (704, 320)),
        ((3000, 4000), 512, 48, (384, 576)),
        ((120, 160), 16, 2, (14, 18)),
        ((10, 1000), 16, 4, (12, 20)),
    ],
)
def test_a_bucket_has_nearly_the_photos_shape_and_no_more_pixels(size, side, grid, bucket):
    assert bucket_of(size, side, grid) == bucket
    width, height = bucket
    assert width * height <= side * side and width % grid == height % grid == 0


def test_a_frame_is_cut_away_from_the_face():
    # Six times as wide as high: what must go, goes on the face's other side.
    assert frame_box((6000, 1000), (704, 320), face(5000, 300, 300, 400)) == (3800, 0, 6000, 1000)
    assert frame_box((6000, 1000), (704, 320), None) == (1900, 0, 4100, 1000)
    assert frame_box((3000, 4000), (448, 576), None)[1] > 0


def cut(cutting: Cutting, *, size=(120, 160), at=(50, 40, 10, 12), resolution=16, notes=None):
    file = encoded(drawn_person(1, size))
    [photo] = prepare(
        [("a.jpg", file)],
        resolution=resolution,
        caption="photo of x person",
        engine=Engine(*([face(*at)] if at else [])),
        cutting=cutting,
        notes=notes,
        say=lambda words: None,
    )
    return photo


def test_every_photo_is_a_square_and_a_frame_in_every_size():
    photo = cut(Cutting(frames=True, sizes=(8, 12, 16, 32), grid=2))
    assert [view.picture.size for view in photo.trained] == [(16, 16), (14, 18), (12, 12), (10, 14), (8, 8), (6, 10)]
    assert photo.picture is photo.trained[0].picture


def test_a_frame_that_is_the_square_again_is_left_out():
    assert len(cut(Cutting(frames=True, grid=2), size=(120, 124), at=(20, 20, 60, 70)).trained) == 1
    assert len(cut(Cutting(frames=False, grid=2)).trained) == 1
    assert len(cut(Cutting(frames=True, grid=2)).trained) == 2


def test_a_view_says_where_it_was_cut_from():
    """A square of 64 at (23, 19) of 120 × 160, made a quarter of its size; and the face in it."""
    square, whole = cut(Cutting(frames=True, grid=2)).trained
    assert square.frame == (160, 120, round(19 / 4), round(23 / 4), 16, 16)
    assert square.face == pytest.approx(((50 - 23) / 4, (40 - 19) / 4, 10 / 4, 12 / 4))
    assert whole.frame[:2] == (160, 120) and whole.frame[4:] == (18, 14)
    without = cut(Cutting(frames=True, grid=2), at=None).trained
    assert all(view.face is None for view in without)


def test_captions_say_what_is_special_about_a_photo():
    notes = PhotoNotes(framing="full body", light="dim light", glasses="wearing glasses")
    assert caption_of("photo of x person", None) == "photo of x person"
    assert caption_of("photo of x person", notes) == "photo of x person, full body, dim light, wearing glasses"
    assert caption_of("photo of x person", notes, close_up=True).startswith("photo of x person, close-up, dim light")


def test_the_notes_of_a_photo_are_found_by_its_hash():
    import hashlib

    digest = hashlib.sha256(encoded(drawn_person(1))).hexdigest()
    photo = cut(Cutting(frames=True, grid=2), notes={digest: PhotoNotes(framing="full body"), "0" * 64: PhotoNotes()})
    # The square is a small part of the frame, and so no picture of a full body.
    assert [view.caption for view in photo.trained] == ["photo of x person, close-up", "photo of x person, full body"]


def test_a_photo_of_an_earlier_bot_has_no_notes():
    said = {"url": "https://bot.example/p", "sha256": "a" * 64}
    assert PhotoRef.model_validate(said).notes is None
    newer = PhotoRef.model_validate({**said, "notes": {"framing": "close-up", "weather": "new key"}})
    assert newer.notes == PhotoNotes(framing="close-up")
