"""What a notebook shows of a training: a bar, figures, the loss as a line, and the last words of the log."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .progress import duration

WIDTH, HEIGHT = 640, 180
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 10, 24
PHASES = {
    "training.started": "Training",
    "training.progress": "Training",
    "training.sample": "Training",
    "training.checkpoint": "Training",
    "training.verifying": "Checking the result",
    "training.uploading": "Publishing",
    "training.completed": "Completed",
    "training.failed": "Failed",
}
MOST_LOG_LINES = 12
"""The last ones, so that the output of the cell stays in sight."""

Event = dict[str, Any]


def read_events(journal: Path) -> list[Event]:
    """The events of a file of JSON lines. A line that is still being written is left for the next time."""
    try:
        text = journal.read_text("utf-8")
    except FileNotFoundError:
        return []
    events = []
    for line in text.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            events.append(event)
    return events


def losses(events: Sequence[Event]) -> list[tuple[int, float]]:
    """Step and loss, each step once, in order. A resumed run repeats steps; the later value counts."""
    found = {
        int(event["step"]): float(event["loss"])
        for event in events
        if isinstance(event.get("loss"), int | float) and event.get("step")
    }
    return sorted(found.items())


def smoothed(values: Sequence[float], keep: float = 0.8) -> list[float]:
    """An exponential mean that begins at the first value."""
    out: list[float] = []
    for value in values:
        out.append(value if not out else keep * out[-1] + (1 - keep) * value)
    return out


def loss_chart(points: Sequence[tuple[int, float]], total: int) -> str:
    """Draws the loss as it was (faint) and smoothed, over all steps of the run.

    Args:
        points: Step and loss.
        total: Steps of the run.

    Returns:
        An SVG; empty with fewer than two points.
    """
    if len(points) < 2:
        return ""
    steps, values = [step for step, _ in points], [value for _, value in points]
    most = max(values) * 1.05 or 1.0
    last = max(total, steps[-1])

    def place(step: float, value: float) -> str:
        x = LEFT + step / last * (WIDTH - LEFT - RIGHT)
        y = TOP + (1 - value / most) * (HEIGHT - TOP - BOTTOM)
        return f"{x:.1f},{y:.1f}"

    raw = " ".join(place(step, value) for step, value in points)
    line = " ".join(place(step, value) for step, value in zip(steps, smoothed(values), strict=True))
    base = HEIGHT - BOTTOM
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="img" aria-label="Loss so far" '
        'style="max-width:100%;font:11px sans-serif">'
        f'<path d="M{LEFT},{TOP}V{base}H{WIDTH - RIGHT}" fill="none" stroke="currentColor" stroke-opacity=".35"/>'
        f'<text x="{LEFT - 6}" y="{TOP + 8}" text-anchor="end" fill="currentColor">{most:.2f}</text>'
        f'<text x="{LEFT - 6}" y="{base}" text-anchor="end" fill="currentColor">0</text>'
        f'<text x="{LEFT}" y="{HEIGHT - 8}" fill="currentColor">loss</text>'
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 8}" text-anchor="end" fill="currentColor">step {last}</text>'
        f'<polyline points="{raw}" fill="none" stroke="#5865f2" stroke-opacity=".3"/>'
        f'<polyline points="{line}" fill="none" stroke="#5865f2" stroke-width="2"/></svg>'
    )


def state_html(events: Sequence[Event], log: Sequence[str]) -> str:
    """The state of the run as one piece of HTML. All that came from outside is escaped."""
    event = events[-1] if events else {}
    phase = PHASES.get(event.get("type", ""), "Getting ready")
    step = max((int(other.get("step") or 0) for other in events), default=0)
    total = int(event.get("totalSteps") or 0)
    figures = [f"step {step} of {total}"] if total else []
    known = losses(events)
    if known:
        figures.append(f"loss {smoothed([value for _, value in known])[-1]:.4f}")
    probe = event.get("probe")
    if probe:
        figures.append(f"likeness {probe['likeness']:.2f}, best {probe['best']:.2f} at step {probe['bestStep']}")
    if event.get("etaSeconds") is not None and phase == "Training":
        figures.append(f"{duration(event['etaSeconds'])} left")
    share = min(1.0, step / total) if total else 0.0
    words = html.escape("\n".join(log[-MOST_LOG_LINES:]))
    return (
        '<div style="font-family:sans-serif;max-width:640px">'
        f"<b>{html.escape(phase)}</b> · {html.escape(' · '.join(figures))}"
        '<div style="background:#8884;border-radius:4px;height:8px;margin:6px 0">'
        f'<div style="background:#5865f2;border-radius:4px;height:8px;width:{share:.1%}"></div></div>'
        f"{loss_chart(known, total)}"
        f'<pre style="white-space:pre-wrap;font-size:12px;opacity:.8">{words}</pre></div>'
    )


def result_html(sentence: str, events: Sequence[Event], seen: dict[str, Any]) -> str:
    """What became of the run: the verdict of the checks (`verification.json`, or nothing), and where the result is."""
    parts = [f"<b>{html.escape(sentence)}</b>"]
    done = next((event for event in reversed(events) if event.get("type") == "training.completed"), None)
    failed = next((event for event in reversed(events) if event.get("type") == "training.failed"), None)
    if done:
        name = f"{done.get('repo')}, commit {str(done.get('revision'))[:10]}"
        parts.append(f"The actor is published in the private repo {html.escape(name)}.")
    elif failed:
        parts.append(html.escape(str(failed.get("reason") or "")))
    likeness = seen.get("likeness")
    if likeness is not None:
        parts.append(f"Likeness {likeness:.2f}; {seen['likenessNeeded']:.2f} is needed.")
    parts += [html.escape(line) for line in (*seen.get("reasons", []), *seen.get("warnings", []))]
    return '<div style="font-family:sans-serif">' + "<br>".join(parts) + "</div>"


class LiveView:
    """One place in the output that is rewritten as the run goes on."""

    def __init__(self) -> None:
        self._place: Any = None
        self._shown = ""

    def show(self, events: Sequence[Event], log: Sequence[str], *, over: bool = False) -> None:
        """Rewrites the place where something has changed."""
        from IPython.display import HTML, display

        content = state_html(events, log)
        if content == self._shown and not over:
            return
        self._shown = content
        if self._place is None:
            self._place = display(HTML(content), display_id=True)
        else:
            self._place.update(HTML(content))
