"""What comes when: every picture once before any comes again, in an order that the seed decides.

All of it is reckoned from the position alone, so nothing need be saved for a run that is resumed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence


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


def batch_at(position: int, buckets: Sequence[Sequence[int]], size: int, seed: int) -> list[int]:
    """Which pictures make up the batch at a position of an endless series of batches.

    All of a batch are of one bucket, whose pictures have the same shape. A bucket comes as often as it has pictures,
    so that in the long run every picture comes equally often.

    Args:
        position: 0, 1, …
        buckets: The numbers of the pictures in each.
        size: Pictures in a batch.
        seed: Decides the order.

    Returns:
        `size` numbers of pictures.
    """
    owners = [bucket for bucket, numbers in enumerate(buckets) for _ in numbers]
    lap, place = divmod(position, len(owners))
    random.Random(f"{seed}/{lap}/buckets").shuffle(owners)
    mine = buckets[owners[place]]
    earlier = lap * len(mine) + owners[:place].count(owners[place])
    return [mine[photo_at(earlier * size + item, len(mine), seed)] for item in range(size)]


def loses_caption(position: int, share: float, seed: int) -> bool:
    """Whether the picture at a position of the series is shown without its caption; so many are in the long run."""
    return random.Random(f"{seed}/{position}/caption").random() < share
