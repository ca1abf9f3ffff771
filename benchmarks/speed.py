"""Speed as ratios in one run: an audit against pdfplumber's own extraction, a million facts against numpy.

    python benchmarks/speed.py [PDF or text …]

Prints, for each PDF, the time of the whole audit (file to Report) over the time pdfplumber alone takes for
``extract_text`` and ``extract_tables`` of the same pages; the time of prose over tables; the evaluation of a
synthetic system of a million facts over one numpy pass over the same arrays; the start of ``gouji --help``; the
peak memory of auditing each file; and the time a character of each text, printed once, 4 and 16 times in one file.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np
import pdfplumber

from audit.pipeline import Examination, Options, audit, examine
from audit.reading import documents
from audit.recognition.prose.claims import read_claims
from audit.recognition.wording import wordings
from checks.finding import Place
from checks.numbers.amount import WAN_YUAN, Printed
from checks.numbers.facts import Fact, FactTable
from checks.pack import built_in
from checks.relations.system import RelationBlock, System
from checks.rules.prose.lookup import StatementLookup
from checks.rules.prose.relations import prose_relations
from checks.rules.words import check_words

CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLE = ROOT / "sample_data" / "as_published" / "final_accounts_2020.pdf"


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The median time of a few runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def extract(path: Path) -> None:
    """What pdfplumber alone does with a file."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def audits(paths: list[Path]) -> None:
    """The audit of each file over pdfplumber's own time."""
    audit([SAMPLE])
    for path in paths:
        ours, theirs = seconds(partial(audit, [path])), seconds(partial(extract, path))
        print(f"audit / pdfplumber  {ours / theirs:5.2f}   {ours:5.2f} s / {theirs:5.2f} s  {path.name}")


def prose(paths: list[Path]) -> None:
    """What the sentences cost (claims, their relations, words) over what everything else of the audit costs."""
    for path in paths:
        examination = examine(documents([path]), built_in(), Options())
        if not any(s.entered for s in examination.material.statements):
            continue
        own = seconds(partial(read_prose, examination))
        whole = seconds(partial(audit, [path]))
        print(
            f"prose / tables      {own / (whole - own):5.2f}   {own:5.3f} s / {whole - own:5.2f} s  {path.name}"
        )


def read_prose(examination: Examination) -> None:
    """Everything the audit does with the sentences of a submission."""
    facts = examination.material.facts
    for narrative, recognised in zip(examination.material.narratives, examination.recognised, strict=True):
        setting = narrative.setting
        read_claims(recognised.prose, narrative.document, 0, setting.year)
        wordings(tuple(recognised.document.paragraphs()))
        prose_relations(setting.claims, facts, StatementLookup(setting.statements, setting.year))
        check_words(narrative.wordings, setting)


def million(facts: int = 1_000_000, terms: int = 5) -> None:
    """A million facts in synthetic departments: totals of five items each, all of them right."""
    rows = facts // terms
    rng = np.random.default_rng(20240601)
    values = rng.integers(0, 10**12, facts)
    groups = values.reshape(rows, terms)
    groups[:, 0] = groups[:, 1:].sum(axis=1)
    one = Fact(0, Printed("", WAN_YUAN, 0, 50_000, 2), Place(), "", "", "")
    table = FactTable([one])
    table.value, table.half = values, np.full(facts, 50_000, np.int64)
    table.facts = (one,) * facts
    signs = np.tile(np.asarray([1] + [-1] * (terms - 1), np.int64), rows)
    starts = np.arange(0, facts + 1, terms, dtype=np.int64)
    indices = np.arange(facts, dtype=np.int64)
    system = System(table, [RelationBlock("r", starts, indices, signs)], [])

    def plain() -> object:
        residual = np.add.reduceat(values[indices] * signs, starts[:-1])
        slack = np.add.reduceat(table.half[indices] * np.abs(signs), starts[:-1])
        return np.flatnonzero(np.abs(residual) > slack)

    ours, theirs = seconds(system.evaluate), seconds(plain)
    assert system.evaluate().violated == ()
    print(f"1,000,000 facts: {ours:.3f} s, one numpy pass {theirs:.3f} s, ratio {ours / theirs:.2f}")


def start() -> None:
    """``gouji --help``: its time, and that it loads neither numpy nor pandas."""
    command = [sys.executable, "-X", "importtime", "-m", "audit.cli", "--help"]
    taken = seconds(lambda: subprocess.run(command, cwd=ROOT, capture_output=True, check=True))
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stderr
    heavy = [name for name in ("numpy", "pandas", "scipy") if f" {name}\n" in loaded]
    print(f"gouji --help: {taken:.3f} s, heavy imports: {heavy or 'none'}")


def memory(paths: list[Path]) -> None:
    """The peak memory of auditing each file in a process of its own (Linux)."""
    if not Path("/proc/self/status").exists():
        return
    for path in paths:
        code = (
            "import re, sys; from pathlib import Path; from audit.pipeline import audit;"
            "audit([Path(sys.argv[1])]);"
            "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        print(f"peak memory {int(done.stdout) / 1024:6.0f} MB  {path.name}")


def growth(paths: list[Path]) -> None:
    """A text once, 4 and 16 times over: nothing may grow faster than its text."""
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            audit([path])
            text, copies = path.read_text(encoding="utf-8"), Path(folder) / path.name
            for times in (1, 4, 16):
                copies.write_text("\n".join([text] * times), encoding="utf-8")
                each = seconds(partial(audit, [copies]), 1) / (times * len(text))
                print(f"growth  {times:2} ×  {1e6 * each:5.1f} µs a character  {path.name}")


def main() -> int:
    """Everything, on the files given or on the sample and the corpus."""
    given = [Path(arg) for arg in sys.argv[1:]]
    found = given or [SAMPLE, *(sorted(CORPUS.rglob("*")) if CORPUS.is_dir() else [])]
    paths, texts = ([path for path in found if path.suffix == kind] for kind in (".pdf", ".txt"))
    audits(paths)
    prose(paths)
    million()
    start()
    memory(paths)
    growth(texts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
