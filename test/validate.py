"""The reference implementation of C2PA on files, as JSON: what it thinks of each, or how often it finds a changed byte."""

import io
import json
import random
import sys

import c2pa

TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


def state_of(kind, data):
    try:
        return c2pa.Reader(TYPES[kind], io.BytesIO(data)).get_validation_state()
    except c2pa.C2paError:
        return "none"


def report(path):
    try:
        reader = c2pa.Reader(path)
    except c2pa.C2paError as error:
        return {"state": "none", "failures": [str(error)], "actions": [], "parents": [], "text": ""}
    store = json.loads(reader.json())
    results = store.get("validation_results", {}).get("activeManifest", {})
    active = store["manifests"][store["active_manifest"]]
    actions = [each["data"]["actions"] for each in active["assertions"] if each["label"].startswith("c2pa.actions")]
    return {
        "state": reader.get_validation_state(),
        "failures": sorted({entry["code"] for entry in results.get("failure", [])}),
        "actions": [action for each in actions for action in each],
        "parents": [each.get("active_manifest") for each in active.get("ingredients", [])],
        "text": json.dumps(store),
    }


def flipped(path, start, length, times):
    """How many of so many files with one changed byte of the picture are found, and how many there are."""
    kind = path.rsplit(".", 1)[-1]
    data = bytearray(open(path, "rb").read())
    choose = random.Random(f"{path[-8:]}{len(data)}")
    found = 0
    for _ in range(times):
        at = choose.randrange(len(data) - length)
        at += length if at >= start else 0
        bit = 1 << choose.randrange(8)
        data[at] ^= bit
        found += state_of(kind, bytes(data)) not in ("Valid", "Trusted")
        data[at] ^= bit
    return {"found": found, "of": times}


what, *rest = sys.argv[1:]
if what == "report":
    json.dump([report(path) for path in rest], sys.stdout)
else:
    json.dump(flipped(rest[0], *map(int, rest[1:])), sys.stdout)
