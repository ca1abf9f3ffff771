"""Pages that nobody can read: what is said of right documents when one page of theirs is a picture without text.

    python benchmarks/unread.py PDF …

Every page of every PDF is made a picture in turn and the whole is checked without recognising characters. ``false`` are
errors and warnings that the whole file does not give, ``invented`` items of the checklist that are called missing only
then; ``met`` is how many items, of those that the whole file meets, are still found.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pypdfium2
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from scanned import Seen, seen

from checks.finding import Compliance


def with_picture(path: Path, page: int) -> bytes:
    """A PDF with one page (from 1) made a picture that no character can be recognised on."""
    out, made = BytesIO(), BytesIO()
    with pypdfium2.PdfDocument(path) as whole, pypdfium2.PdfDocument.new() as new:
        drawn = whole[page - 1]
        canvas = Canvas(made, pagesize=drawn.get_size())
        canvas.drawImage(ImageReader(drawn.render(scale=0.3).to_pil()), 0, 0, *drawn.get_size())
        canvas.showPage()
        canvas.save()
        with pypdfium2.PdfDocument(made.getvalue()) as picture:
            new.import_pages(whole)
            new.del_page(page - 1)
            new.import_pages(picture, index=page - 1)
            new.save(out)
    return out.getvalue()


def items(found: Seen, verdict: Compliance) -> set[str]:
    """The items of the checklist with a verdict."""
    return {entry.item for entry in found.examination.checked.checklist if entry.verdict is verdict}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="+", type=Path)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, patch("audit.reading.scans.pages.is_installed", bool):
        torn = Path(folder) / "torn.pdf"
        for path in chosen.files:
            whole = seen(path)
            pages = whole.read.pages or 0
            false, invented, met = 0, 0, 0
            for page in range(1, pages + 1):
                torn.write_bytes(with_picture(path, page))
                found = seen(torn)
                loud = [f for key, f in found.loud.items() if key not in whole.loud]
                missing = items(found, Compliance.MISSING) - items(whole, Compliance.MISSING)
                for what in (*(f"{f.rule}: {f.message}" for f in loud), *sorted(missing)):
                    print(f"    page {page}: {what[:200]}", flush=True)
                false, invented = false + len(loud), invented + len(missing)
                met += len(items(found, Compliance.MET))
            of = pages * len(items(whole, Compliance.MET))
            share = 100 * met / max(of, 1)
            print(
                f"{path.name[:40]:42}{pages:4} pages  false {false}  invented {invented}  met {share:.1f} %"
            )


if __name__ == "__main__":
    main()
