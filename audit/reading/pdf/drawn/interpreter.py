"""What a PDF page draws inside its clip paths, layers that are switched off left out.

pdfplumber's own page objects do not know clip paths, text rendering modes or which object covers which, and a
disclosure's text layer may hold whole tables that no reader sees. This module runs pdfminer's interpreter
(the one pdfplumber uses) with those added, into a device that keeps nothing that is not needed.
"""

from __future__ import annotations

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral, literal_name

from audit.reading.pdf.drawn.device import PageDevice
from audit.reading.pdf.objects import PageContent
from checks.finding import Box


class PageReader:
    """Reads the pages of one PDF; fonts are shared between its pages. ``catalog`` is the PDF's."""

    def __init__(self, catalog: Any) -> None:
        self._fonts = PDFResourceManager()
        self._hidden = hidden_layers(catalog)

    def read(self, page: PDFPage) -> PageContent:
        """What ``page`` draws. Whatever pdfminer raises on a broken stream is the caller's to catch."""
        device = PageDevice(self._fonts)
        interpreter = _Interpreter(self._fonts, device)
        interpreter.hidden = self._hidden
        interpreter.process_page(page)
        return device.content


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter with what it leaves out: clip paths, transparency, hidden layers."""

    device: PageDevice
    hidden: frozenset[int] = frozenset()

    def init_resources(self, resources: Any) -> None:
        super().init_resources(resources)
        found = resolve1(resources) or {}
        self._states = resolve1(found.get("ExtGState")) or {}
        self._layers = resolve1(found.get("Properties")) or {}

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self._saved: list[tuple[Box, float]] = []
        self._marks: list[bool] = []

    def dup(self) -> _Interpreter:
        inner = _Interpreter(self.rsrcmgr, self.device)
        inner.hidden = self.hidden
        return inner

    def do_q(self) -> None:
        super().do_q()
        self._saved.append((self.device.clip, self.device.opacity))

    def do_Q(self) -> None:  # noqa: N802  (the operator's name)
        super().do_Q()
        if self._saved:
            self.device.clip, self.device.opacity = self._saved.pop()

    def do_W(self) -> None:  # noqa: N802
        self.device.clip_to(self.curpath)

    def do_W_a(self) -> None:  # noqa: N802
        self.device.clip_to(self.curpath)

    def do_gs(self, name: Any) -> None:
        state = resolve1(self._states.get(literal_name(name))) or {}
        opacity, blending = resolve1(state.get("ca")), resolve1(state.get("BM"))
        if isinstance(opacity, int | float):
            self.device.opacity = float(opacity)
        if isinstance(blending, PSLiteral) and literal_name(blending) not in {"Normal", "Compatible"}:
            self.device.opacity = min(self.device.opacity, 0.5)

    def do_BMC(self, tag: Any) -> None:  # noqa: N802
        super().do_BMC(tag)
        self._marks.append(False)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        super().do_BDC(tag, props)
        layer = self._layers.get(literal_name(props)) if isinstance(props, PSLiteral) else None
        off = isinstance(layer, PDFObjRef) and layer.objid in self.hidden
        self._marks.append(off)
        self.device.hidden_layers += off

    def do_EMC(self) -> None:  # noqa: N802
        super().do_EMC()
        if self._marks:
            self.device.hidden_layers -= self._marks.pop()


def hidden_layers(catalog: Any) -> frozenset[int]:
    """The object numbers of the optional content groups that are switched off when a PDF is opened."""
    properties = resolve1(catalog.get("OCProperties"))
    default = resolve1(properties.get("D")) if isinstance(properties, dict) else None
    groups = resolve1(default.get("OFF")) if isinstance(default, dict) else None
    return frozenset(group.objid for group in groups or () if isinstance(group, PDFObjRef))
