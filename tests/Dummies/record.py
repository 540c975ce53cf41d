"""What the stand-ins share: each writes down what it was asked, as a test wants to see it."""

import json
import os
import sys
import time
from pathlib import Path


def asked(program: str) -> list[str]:
    """The arguments; also written, with the environment, to a file of its own in $E3_DUMMIES."""
    arguments = sys.argv[1:]
    if folder := os.environ.get("E3_DUMMIES"):
        record = {"program": program, "arguments": arguments, "environment": dict(os.environ)}
        Path(folder, f"{program}-{time.monotonic_ns()}-{os.getpid()}.json").write_text(json.dumps(record))
    return arguments


def asked_for(what: str) -> list[str]:
    """The words of the file of this name in $E3_DUMMIES: what a test wants to go wrong."""
    folder = os.environ.get("E3_DUMMIES")
    file = Path(folder, what) if folder else None
    return file.read_text().split() if file and file.exists() else []


def refuse(why: str) -> None:
    """Ends as a program does that was asked something it does not know."""
    print(f"{Path(sys.argv[0]).name}: {why}", file=sys.stderr)
    sys.exit(2)
