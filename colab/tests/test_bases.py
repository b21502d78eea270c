"""What a base model is, and that it still is where it was."""

from __future__ import annotations

import pytest
from hub_double import TOKEN, HubDouble

from actor_lora.bases import find_base
from actor_lora.errors import BadInput


def test_what_a_base_is(base_of, tmp_path):
    kinds = {kind: base_of(kind) for kind in ("sd15", "sd21", "sdxl")}
    assert {kind: base.family.name for kind, base in kinds.items()} == {kind: kind for kind in kinds}
    assert kinds["sd21"].prediction == "v_prediction" and kinds["sdxl"].vae_scale == 2
    with pytest.raises(BadInput, match="model_index"):
        find_base("x/y", path=tmp_path)
    (tmp_path / "model_index.json").write_text("{}")
    with pytest.raises(BadInput, match=r"only bases of .*Stable Diffusion 1.5, .* and"):
        find_base("x/y", path=tmp_path)


def test_a_base_that_is_gone_is_said(spec):
    hub = HubDouble()
    try:
        with pytest.raises(BadInput, match="does not exist on the hub"):
            find_base("nobody/nothing", token=TOKEN, endpoint=hub.url)
    finally:
        hub.close()
