"""A row for each training."""

from __future__ import annotations

from .case import Case, Figures

MB = 1024**2
"""Bytes."""

HEAD = (
    "| Case | example, it/s | ours, it/s | speed | example, MB | ours, MB | memory | example's last held-out loss | "
    "example, s to it | ours, s to it | sooner | likeness of its pictures, of ours |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def row(case: Case, found: dict[str, Figures]) -> str:
    """One row of the table, in Markdown."""
    example, ours = found["example"], found["ours"]
    target = example.losses[max(example.losses)]
    theirs, mine = example.seconds_to(target), ours.seconds_to(target)
    sooner = f"{theirs / mine:.2f} ×" if theirs and mine else "–"
    reached = f"{mine:.1f}" if mine is not None else f"not in {case.steps} steps"
    own = f", ours in {case.weights}" if case.weights != "full" else ""
    own += "".join(f", ours by {field} {value}" for field, value in case.recipe.items())
    told = f", seed {case.seed}" if case.seed != 1 else ""
    alike = [figure.likeness for figure in (example, ours) if figure.likeness is not None]
    cells = [
        f"{case.name}, {case.resolution} px, batch {case.batch}, {case.precision}, {case.device}{told}{own}",
        f"{example.rate:.3f}",
        f"{ours.rate:.3f}",
        f"{ours.rate / example.rate:.2f} ×",
        f"{example.peak_bytes / MB:.0f}",
        f"{ours.peak_bytes / MB:.0f}",
        f"{ours.peak_bytes / example.peak_bytes:.0%}",
        f"{target:.4f} (untrained {example.losses[0]:.4f})",
        f"{theirs:.1f}" if theirs is not None else "–",
        reached,
        sooner,
        ", ".join(f"{likeness:.2f}" for likeness in alike) or "–",
    ]
    return f"| {' | '.join(cells)} |"
