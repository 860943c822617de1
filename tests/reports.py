"""Small reports as text exports, as many as a test needs."""

from __future__ import annotations

from pathlib import Path

HEAD = ("Res #", "Title", "Action", "Milestone", "Action By", "Collaborate with", "Report To", "Status")


def report(path: Path, *, group: str = "SG17", td: str = "1234", status: str = "To be provided") -> Path:
    """Write a report of one item of a study group; "/17" in the status is of that group, too."""
    number = group.removeprefix("SG")
    cells = ("92-03", "Resolution 92 – IMT", f"{group} to act (i. SG 1)", "On-going", group, "", "", status)
    rows = [(*HEAD, f"{group} lead"), (*cells, f"Qx/{number}")]
    front = f"TD{td}\nSTUDY PERIOD 2022-2024\nWTSA-20 Action Items pertaining to {group}\n"
    text = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows)
    path.write_text(f"{front}{text}\n\n", encoding="utf-8")
    return path
