"""What changed between two editions as one page without anything from elsewhere, to be read in a browser or sent on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from audit.comparison.editions import Comparison
from audit.comparison.workbook import lines_of, summary
from audit.reporting.plain import one_line

_STYLE = """
body { font: 15px/1.6 system-ui, "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 76rem;
  padding: 0 1rem; color: #1f2933; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #c9d1d9; padding: .3rem .5rem; text-align: left; vertical-align: top; white-space: pre-line;
  overflow-wrap: anywhere }
th { background: #eaeef2 }
p.names { color: #6b7785 }
@media (prefers-color-scheme: dark) { body { color: #e6e9ec; background: #15191d } th { background: #262c33 }
  th, td { border-color: #3a424b } }
"""


def page(comparison: Comparison, names: tuple[str, str], lang: str) -> bytes:
    """The page, UTF-8; ``names`` are what the two editions are called. Sections without lines are left out."""
    title, sections = lines_of(comparison, lang)
    body = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="names">{escape(one_line(names[0]))} → {escape(one_line(names[1]))}</p>',
        *(f"<p>{escape(line)}</p>" for line in summary(comparison, lang)),
        *(
            f"<h2>{escape(each.title)}</h2>\n{_table(each.head, each.lines)}"
            for each in sections
            if each.lines
        ),
    ]
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="gouji {escape(comparison.new.version)}">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    ).encode()


def _table(head: Iterable[str], lines: Sequence[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in line) + "</tr>" for line in lines
    )
    return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
