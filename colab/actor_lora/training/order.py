"""Which photo comes when: every photo once before any comes again, in an order that the seed decides."""

from __future__ import annotations

import random


def photo_at(position: int, count: int, seed: int) -> int:
    """Which photo comes at a position of an endless series. Pure, so nothing need be saved.

    Args:
        position: 0, 1, …
        count: How many photos there are.
        seed: Decides the order.

    Returns:
        The photo's number.
    """
    lap, place = divmod(position, count)
    order = list(range(count))
    random.Random(f"{seed}/{lap}").shuffle(order)
    return order[place]
