"""``gouji.toml`` as a typed model: whose documents these are, which rules are in force, what is written.

A submission's settings are kept beside it and reviewed with it, so a key that is not known is a mistake and not
ignored: ``deparment`` would otherwise leave a document unmatched without a word. Every mistake is one sentence
with the line, and the nearest known key where one is near.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audit.reading.limits import Limits
from audit.settings.file import FILE_NAME, Config, ConfigError
from audit.settings.lines import line_of
from checks.finding import Severity
from checks.rules.rule import RulePack

if TYPE_CHECKING:
    from audit.recognition import Overrides

Kind = Literal["final_accounts", "budget", "performance_report", "other"]
Level = Literal["部门", "单位"]
_LIMITS = Limits()
_MODEL = ConfigDict(extra="forbid", strict=True, frozen=True)


class SettingsError(ConfigError):
    """A ``gouji.toml`` with an unknown key or a wrong value; the sentence names file, line and key."""


class DocumentSettings(BaseModel):
    """What is stated of one document over what it says of itself, and when it was approved and published."""

    model_config = _MODEL

    department: str | None = None
    unit: str | None = None
    year: int | None = None
    kind: Kind | None = None
    level: Level | None = None
    approved: datetime.date | None = None
    published: datetime.date | None = None
    source: bool = False
    """Whether the other documents were made from this one, so that its numbers are right."""


class SubmissionSettings(BaseModel):
    """``[submission]``: the documents, by their path as seen from the settings' folder or by file name."""

    model_config = _MODEL

    documents: dict[str, DocumentSettings] = Field(default_factory=dict)


class ExpectedDocument(BaseModel):
    """``[[expected]]``: one disclosure that should be in the submission."""

    model_config = _MODEL

    department: str
    unit: str | None = None
    year: int
    kind: Kind


class RuleSettings(BaseModel):
    """``[rules]``: rules switched off, other severities, rule files beyond the built-in ones."""

    model_config = _MODEL

    off: list[str] = Field(default_factory=list)
    severity: dict[str, Literal["error", "warning", "info"]] = Field(default_factory=dict)
    files: list[str] = Field(default_factory=list)


class OutputSettings(BaseModel):
    """``[output]``: what the command line says where it says nothing."""

    model_config = _MODEL

    formats: list[str] | None = None
    lang: Literal["zh", "en"] | None = None
    fail_on: Literal["error", "warning", "never"] | None = None


class LimitSettings(BaseModel):
    """``[limits]``: what one document may take; see :class:`audit.reading.limits.Limits`."""

    model_config = _MODEL

    seconds: int = Field(default=_LIMITS.seconds, gt=0)
    megabytes: int = Field(default=_LIMITS.megabytes, gt=0)
    characters: int = Field(default=_LIMITS.characters, gt=0)
    pages: int = Field(default=_LIMITS.pages, gt=0)

    @property
    def in_force(self) -> Limits:
        """The limits as the readers take them."""
        return Limits(**self.model_dump())


class Settings(BaseModel):
    """All of ``gouji.toml``. ``gate`` and ``release`` are read by the commands of those names."""

    model_config = _MODEL

    submission: SubmissionSettings = SubmissionSettings()
    expected: list[ExpectedDocument] = Field(default_factory=list)
    rules: RuleSettings = RuleSettings()
    output: OutputSettings = OutputSettings()
    limits: LimitSettings = LimitSettings()
    gate: dict[str, Any] = Field(default_factory=dict)
    release: dict[str, Any] = Field(default_factory=dict)

    def document(self, path: str) -> DocumentSettings | None:
        """What is stated of the document at ``path``: by the longest key that its path ends with."""
        parts = _parts(path)
        for start in range(len(parts)):
            stated = self._by_parts().get(parts[start:])
            if stated is not None:
                return stated
        return None

    def _by_parts(self) -> dict[tuple[str, ...], DocumentSettings]:
        return {_parts(key): stated for key, stated in self.submission.documents.items()}

    def overrides(self, path: str, given: Overrides) -> Overrides:
        """What is stated of a document: on the command line or by the files beside it (``given``), else in the settings."""
        stated = self.document(path)
        if stated is None:
            return given
        return replace(
            given,
            department=given.department or stated.department,
            year=given.year or stated.year,
            unit=stated.unit or given.unit,
            kind=stated.kind or given.kind,
            level=stated.level or given.level,
        )


def _parts(path: str) -> tuple[str, ...]:
    return tuple(p for p in path.replace("\\", "/").replace("!", "/").split("/") if p not in {"", "."})


def read_settings(config: Config, lang: str = "zh") -> Settings:
    """The settings of a file as it was loaded. Raises :class:`SettingsError`."""
    try:
        return Settings.model_validate(dict(config.sections))
    except ValidationError as error:
        found = [(line_of(config.text, [str(p) for p in each.path]), each) for each in _mistakes(error)]
        said = sorted({(line, f"{config.file}:{line}: {each.sentence(lang)}") for line, each in found})
        raise SettingsError("\n".join(sentence for _, sentence in said)) from error


@dataclass(frozen=True, slots=True)
class _Mistake:
    """One mistake of the file: where, and what was expected there."""

    path: tuple[str | int, ...]
    kind: str
    context: Mapping[str, Any]
    value: object

    def sentence(self, lang: str) -> str:
        """What is wrong, and what to write instead."""
        key = str(self.path[-1])
        name = ".".join(str(p) for p in self.path if isinstance(p, str))
        if self.kind == "extra_forbidden":
            known = _known_keys(self.path[:-1])
            near = get_close_matches(key, known, n=1, cutoff=0.4)
            hint = near[0] if near else "、".join(known) if lang == "zh" else ", ".join(known)
            if lang == "zh":
                return f"没有“{name}”这一项，" + (f"是不是 {hint}？" if near else f"可用：{hint}。")
            return f"unknown key {name!r}; " + (f"did you mean {hint!r}?" if near else f"known: {hint}")
        if self.kind == "missing":
            return f"缺少“{name}”。" if lang == "zh" else f"{name!r} is missing"
        wanted = _wanted(self.kind, self.context, lang)
        if lang == "zh":
            return f"“{name}”应为{wanted}" + (
                "。" if self.kind == "missing" else f"，写的是 {self.value!r}。"
            )
        return f"{name!r} must be {wanted}, not {self.value!r}"


def _mistakes(error: ValidationError) -> Iterator[_Mistake]:
    for item in error.errors(include_url=False):
        yield _Mistake(tuple(item["loc"]), item["type"], item.get("ctx", {}), item.get("input"))


_WANTED = {
    "zh": {
        "string_type": "加引号的文字",
        "int_type": "整数（不加引号）",
        "greater_than": "大于 0 的整数",
        "date_type": "日期（如 2026-01-20，不加引号）",
        "list_type": "方括号中的列表",
        "dict_type": "一节",
        "model_type": "一节",
    },
    "en": {
        "string_type": "text in quotes",
        "int_type": "a whole number without quotes",
        "greater_than": "a whole number above 0",
        "date_type": "a date such as 2026-01-20, without quotes",
        "list_type": "a list in square brackets",
        "dict_type": "a table",
        "model_type": "a table",
    },
}


def _wanted(kind: str, context: Mapping[str, Any], lang: str) -> str:
    if kind == "literal_error":
        choices = str(context.get("expected", "")).replace(" or ", ", ")
        return f"{choices} 之一" if lang == "zh" else f"one of {choices}"
    return _WANTED[lang].get(kind, "另一种值" if lang == "zh" else "another value")


def _known_keys(path: Sequence[str | int]) -> list[str]:
    """The keys that the model knows at a place."""
    model: type[BaseModel] = Settings
    models: dict[str, type[BaseModel]] = {
        "submission": SubmissionSettings,
        "documents": DocumentSettings,
        "expected": ExpectedDocument,
        "rules": RuleSettings,
        "output": OutputSettings,
        "limits": LimitSettings,
    }
    for key in path:
        model = models.get(str(key), model)
    return list(model.model_fields)


def with_settings(pack: RulePack, settings: Settings, lang: str = "zh") -> RulePack:
    """The rules in force: without those switched off, with the severities stated. Raises :class:`SettingsError`."""
    for rule in (*settings.rules.off, *settings.rules.severity):
        if rule not in pack.rules:
            near = get_close_matches(rule, list(pack.rules), n=1, cutoff=0.4)
            hint = (
                (f"，是不是 {near[0]}？" if near else "。")
                if lang == "zh"
                else (f"; did you mean {near[0]!r}?" if near else "")
            )
            raise SettingsError(
                f"{FILE_NAME}: 没有“{rule}”这条规则{hint}"
                if lang == "zh"
                else f"{FILE_NAME}: no rule {rule!r}{hint}"
            )
    rules = {rule_id: rule for rule_id, rule in pack.rules.items() if rule_id not in settings.rules.off}
    for rule_id, severity in settings.rules.severity.items():
        if rule_id in rules:
            rules[rule_id] = replace(rules[rule_id], severity=Severity(severity))
    return replace(pack, rules=rules)


def beside(paths: Sequence[Path]) -> Path | None:
    """The ``gouji.toml`` of a submission: in its folder, or beside its first file; None where there is none."""
    for path in paths:
        file = (path if path.is_dir() else path.parent) / FILE_NAME
        if file.is_file():
            return file
    return None
