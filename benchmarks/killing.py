"""python -m benchmarks.killing [MOMENTS] [--documents N] [--seed S]: kill -9 of a random process at random moments.

The command that audits N small submissions is started again whenever it has ended before its time; at each moment one of its
processes (client with scheduler and worker, a bench) is killed. In the end the store must equal, row for row, that of a run
that nobody disturbed.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import psutil

from audit.store.keeping import opened
from audit.store.schemas import SCHEMAS
from benchmarks.between import write_years

_TOOK = {"seconds", "processor_seconds", "megabytes"}


def everything(store: Path) -> dict[str, list[str]]:
    """All rows of a store without what they took, in a fixed order."""
    kept = opened(store)
    return {
        name: sorted(map(repr, kept.table(name, [c for c in schema.names if c not in _TOOK]).to_pylist()))
        for name, schema in SCHEMAS.items()
    }


def command(inbox: Path, store: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "audit.cli", "batch", str(inbox), "--to", str(store), "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


_KINDS = ("client and scheduler", "bench")


def victim(client: subprocess.Popen[bytes], kind: str, dice: random.Random) -> psutil.Process | None:
    """A process of a kind, waited for until there is one; None where the run has ended."""
    while client.poll() is None:
        with suppress(psutil.Error):
            own = psutil.Process(client.pid)
            found: dict[str, list[psutil.Process]] = {_KINDS[0]: [own], "bench": []}
            for each in own.children(recursive=True):
                if "audit.batch.child" in " ".join(each.cmdline()):
                    found["bench"].append(each)
            if found[kind]:
                return dice.choice(found[kind])
        time.sleep(0.1)
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("moments", nargs="?", type=int, default=30)
    parser.add_argument("--documents", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    dice = random.Random(args.seed)
    killed: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as home:
        inbox = Path(home) / "inbox"
        inbox.mkdir()
        for number in range(args.documents // 2):
            write_years(inbox, number, "" if number % 4 else "reception")
        assert command(inbox, Path(home) / "whole").wait() == 0
        whole = everything(Path(home) / "whole")
        stores = equal = 0
        while killed.total() < args.moments:
            store = Path(home) / f"store-{stores}"
            stores += 1
            client = command(inbox, store)
            while client.poll() is None:
                time.sleep(dice.uniform(0.2, 6))
                kind = dice.choice(_KINDS)
                chosen = victim(client, kind, dice) if killed.total() < args.moments else None
                if chosen is not None:
                    killed[kind] += 1
                    with suppress(psutil.NoSuchProcess):
                        chosen.kill()
                    if kind == _KINDS[0]:
                        client.wait()
                        client = command(inbox, store)
            while client.returncode != 0:
                client = command(inbox, store)
                client.wait()
            same = everything(store) == whole
            equal += same
            print(
                f"store {stores}: {'equal' if same else 'DIFFERS'} after {killed.total()} kills", flush=True
            )
    print(
        f"{killed.total()} kills ({', '.join(f'{n} {what}' for what, n in killed.items())}); {equal} of {stores} stores equal"
    )


if __name__ == "__main__":
    main()
