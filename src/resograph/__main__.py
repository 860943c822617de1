"""Turns `python -m resograph` into the command `resograph`."""

from __future__ import annotations

from resograph.cli import main

if __name__ == "__main__":
    main()
