"""Sheet 概览: the verdict at a glance, what was audited, where the findings lie and how much was checked."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.formatting.rule import DataBarRule

from audit.reporting.excel import style
from audit.reporting.excel.page import Area, Page
from audit.reporting.excel.plan import FINDINGS_HEADER, Plan
from audit.reporting.excel.style import Look
from audit.reporting.view import View, by_category, part_of, statements_of
from checks.finding import Category, Severity

MOST_DOCUMENTS = 500
MOST_TABLES = 1_000
WIDTHS = [9.0] * 11 + [26.0]
_LAST = len(WIDTHS)
_SHARE = Look(border=True, number_format="0.0%", horizontal="right")


class Overview:
    """Draws the sheet from top to bottom; ``row`` is the next free row."""

    def __init__(self, page: Page, view: View, plan: Plan) -> None:
        self.page, self.view, self.plan = page, view, plan
        self.words = view.words
        self.row = 1

    def draw(self, generated_at: str) -> None:
        """The whole sheet."""
        self.page.set_widths(WIDTHS)
        self.page.set_up_print("portrait")
        self._text(1, _LAST, self.words("overview.title"), style.TITLE, height=30)
        self._verdict()
        self._counts()
        self._start()
        self._documents()
        self._categories()
        self._coverage()
        self._tables()
        report = self.view.report
        version = self.words(
            "overview.version", version=report.version, rules=report.rules_sha256[:12], time=generated_at
        )
        self.row += 1
        self._text(1, _LAST, version, style.NOTE)

    def _text(self, first: int, last: int, text: str, look: Look, height: float | None = None) -> None:
        self._put(first, last, text, look)
        if height:
            self.page.set_height(self.row, height)
        self.row += 1

    def _put(self, first: int, last: int, value: str | float, look: Look, rows: int = 1) -> None:
        """One value over columns ``first`` to ``last`` of the current row."""
        self.page.span(Area(self.row, first, last, rows), value, look)

    def _verdict(self) -> None:
        verdict = self.view.report.summary.verdict
        self.row += 1
        look = Look(
            size=24,
            bold=True,
            ink="FFFFFF",
            fill=style.VERDICT_FILL[verdict],
            horizontal="center",
            vertical="center",
        )
        self._put(1, 4, self.view.verdict_word(), look, rows=2)
        self._put(
            5, _LAST, self.view.verdict(), Look(size=12, fill=style.HEAD, vertical="center", indent=1), 2
        )
        for row in (self.row, self.row + 1):
            self.page.set_height(row, 27)
        self.row += 3

    def _counts(self) -> None:
        summary, coverage = self.view.report.summary, self.view.report.coverage
        counters: list[tuple[str, str | int, str]] = [
            (self.words("severity.error"), summary.errors, style.SEVERITY_INK[Severity.ERROR]),
            (self.words("severity.warning"), summary.warnings, style.SEVERITY_INK[Severity.WARNING]),
            (self.words("severity.info"), summary.infos, style.SEVERITY_INK[Severity.INFO]),
            (self.words("state.waived"), summary.waived, style.SOFT),
            (self.words("label.numbers_total"), coverage.numbers, style.INK),
            (self.words("label.share"), part_of(coverage.checked, coverage.numbers), style.INK),
        ]
        spans = [(1, 2), (3, 4), (5, 6), (7, 8), (9, 11), (12, 12)]
        for (first, last), (name, _, _) in zip(spans, counters, strict=True):
            self._put(first, last, name, Look(size=9, ink=style.SOFT, horizontal="center", border=True))
        self.row += 1
        for (first, last), (_, value, ink) in zip(spans, counters, strict=True):
            look = Look(size=16, bold=True, ink=ink, horizontal="center", vertical="center", border=True)
            self._put(first, last, value, look)
        self.page.set_height(self.row, 28)
        self.row += 2

    def _start(self) -> None:
        coverage = self.view.report.coverage
        line = self.words(
            "coverage.line",
            numbers=coverage.numbers,
            read=coverage.read,
            bound=coverage.bound,
            checked=coverage.checked,
            share=part_of(coverage.checked, coverage.numbers),
        )
        self._text(1, _LAST, line, style.NOTE)
        for note in self.view.report.notes:
            self._text(1, _LAST, note, style.NOTE, height=13.0 * style.lines(note, sum(WIDTHS)))
        if self.plan.entries:
            self.page.link(self.row, 1, self.plan.findings_title, f"A{FINDINGS_HEADER + 1}")
            self._text(1, _LAST, self.words("overview.start"), style.BACK)
        if seen := self.view.report.recognition:
            self.page.link(self.row, 1, self.words("sheet.recognition"), "A1")
            self._text(1, _LAST, self.words("recognition.start", count=len(seen)), style.BACK)
        self.row += 1

    def _section(self, key: str) -> None:
        self._text(1, _LAST, self.words(key), style.SECTION, height=22)

    def _header(self, columns: list[tuple[int, int, str]]) -> None:
        for first, last, key in columns:
            self._put(first, last, self.words(key), style.HEADER)
        self.row += 1

    def _documents(self) -> None:
        self._section("overview.documents")
        spans = {
            "document": (1, 3),
            "kind": (4, 5),
            "department": (6, 7),
            "year": (8, 8),
            "table": (9, 9),
            "state": (10, 10),
            "problems": (11, 12),
        }
        self._header([(*span, f"label.{key}") for key, span in spans.items()])
        documents = self.view.report.documents
        for index, document in enumerate(documents[:MOST_DOCUMENTS]):
            values: dict[str, str | int] = {
                "document": self.view.documents[index],
                "kind": self.words(f"kind.{document.kind}"),
                "department": document.department or "—",
                "year": document.year or "—",
                "table": len(statements_of(self.view.report, index)),
                "state": self.words(f"status.{document.status.value}"),
                "problems": "\n".join(document.problems),
            }
            taken = 1
            for key, (first, last) in spans.items():
                look = style.CENTRE if key in {"kind", "year", "table", "state"} else style.BODY
                self._put(first, last, values[key], look)
                taken = max(taken, style.lines(str(values[key]), sum(WIDTHS[first - 1 : last])))
            self.page.set_height(self.row, 14.0 * taken + 2)
            self.row += 1
        if len(documents) > MOST_DOCUMENTS:
            left = len(documents) - MOST_DOCUMENTS
            self._text(1, _LAST, self.words("more.documents", count=left), style.MORE)
        self.row += 1

    def _categories(self) -> None:
        """The open findings by category, as a table and as a chart beside it."""
        self._section("overview.categories")
        top = self.row
        self._header(
            [(1, 3, "label.category")]
            + [(4 + number, 4 + number, f"severity.{each.value}") for number, each in enumerate(Severity)]
        )
        counts = by_category(self.view.report.findings)
        for category in Category:
            self._put(1, 3, self.words(f"category.{category.value}"), style.BODY)
            for number, severity in enumerate(Severity):
                self._put(4 + number, 4 + number, counts[category][severity] or "", style.CENTRE)
            self.row += 1
        self._chart(top, self.row - 1)
        self.row += 1

    def _chart(self, top: int, bottom: int) -> None:
        chart = BarChart()
        chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 60
        chart.add_data(
            Reference(self.page.sheet, min_col=4, max_col=6, min_row=top, max_row=bottom),
            titles_from_data=True,
        )
        chart.set_categories(Reference(self.page.sheet, min_col=1, min_row=top + 1, max_row=bottom))
        for series, ink in zip(chart.series, style.SEVERITY_BAR.values(), strict=True):
            series.graphicalProperties.solidFill = ink
            series.graphicalProperties.line.noFill = True
        chart.y_axis.majorGridlines = None
        chart.y_axis.delete, chart.x_axis.delete = True, False
        chart.x_axis.scaling.orientation = "maxMin"
        chart.legend.position = "b"
        chart.dataLabels = DataLabelList(
            showVal=True, showSerName=False, showCatName=False, showLegendKey=False
        )
        chart.width, chart.height = 15, 5
        self.page.sheet.add_chart(chart, f"G{top}")

    def _coverage(self) -> None:
        """For every document: its numbers, how many are checked and by how many relations, as bars."""
        rows = self.view.report.coverage.by_document[:MOST_DOCUMENTS]
        if not rows:
            return
        self._section("overview.coverage")
        keys = ["document", "numbers_total", "numbers_read", "numbers_checked"]
        keys += ["by_one", "by_two", "by_three", "undetectable", "share"]
        spans = [(1, 3), (4, 4), (5, 5), (6, 6), (7, 7), (8, 8), (9, 9), (10, 11), (12, 12)]
        self._header([(*span, f"label.{key}") for span, key in zip(spans, keys, strict=True)])
        top = self.row
        for each in rows:
            self._put(1, 3, self.view.documents[each.document], style.BODY)
            counts = (each.numbers, each.read, each.checked, *each.relations, each.undetectable)
            for (first, last), count in zip(spans[1:-1], counts, strict=True):
                self._put(first, last, count, style.CENTRE)
            self._put(12, 12, _share(each.checked, each.numbers), _SHARE)
            self.row += 1
        self._bars(top)
        self.row += 1

    def _bars(self, top: int) -> None:
        """A bar in each share from row ``top`` to the row above."""
        bar = DataBarRule("num", 0, "num", 1, color=style.COVERAGE_BAR, showValue=True)  # type: ignore[no-untyped-call]
        self.page.sheet.conditional_formatting.add(f"L{top}:L{self.row - 1}", bar)

    def _tables(self) -> None:
        """Every recognised table with the share of its numbers that a relation touches."""
        statements = self.view.report.statements
        if not statements:
            return
        self._section("overview.tables")
        keys = [
            "label.document",
            "label.table",
            "label.numbers_total",
            "label.numbers_checked",
            "label.share",
        ]
        spans = [(1, 3), (4, 9), (10, 10), (11, 11), (12, 12)]
        self._header([(*span, key) for span, key in zip(spans, keys, strict=True)])
        top = self.row
        name = ""
        for statement in statements[:MOST_TABLES]:
            document = self.view.documents[statement.document]
            self._put(1, 3, document if document != name else "", style.BODY)
            name = document
            title = self.plan.sheets.get(statement.id)
            look = style.BODY if title is None else Look(border=True, ink=style.LINK)
            self._put(4, 9, self.view.tables[statement.id], look)
            if title is not None:
                self.page.link(self.row, 4, title, "A1")
            self._put(10, 10, statement.cells, style.CENTRE)
            self._put(11, 11, statement.checked, style.CENTRE)
            self._put(12, 12, _share(statement.checked, statement.cells), _SHARE)
            self.row += 1
        self._bars(top)
        if len(statements) > MOST_TABLES:
            left = len(statements) - MOST_TABLES
            self._text(1, _LAST, self.words("more.rows", count=left), style.MORE)
        left = sum(bool(each.table) for each in statements) - len(self.plan.sheets)
        if left:
            self._text(1, _LAST, self.words("more.tables", count=left), style.MORE)


def _share(part: int, whole: int) -> float | str:
    """The share to a tenth of a per cent, rounded down; a dash for a table without numbers."""
    return (part * 1000 // whole) / 1000 if whole else "—"
