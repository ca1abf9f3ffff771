"""What the command line says when it was used wrongly: one sentence in the reader's language, and where help is."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import typer

from audit.cli.options import EXIT_INTERRUPTED, EXIT_USAGE

_MISUSED: type[Exception] = typer.BadParameter.__mro__[1]
"""The library's class of all usage errors, whichever copy of it typer carries."""

_SENTENCES = {
    "NoSuchOption": ("没有 {option} 这个选项{near}", "there is no option {option}{near}"),
    "MissingParameter": ("缺少{kind} {name}", "{kind} {name} is missing"),
    "BadParameter": ("{kind} {name} 的值不对：{why}", "{kind} {name} has a wrong value: {why}"),
    "BadOptionUsage": ("选项 {option} 用法不对，应带一个值", "the option {option} needs a value"),
    "NoSuchCommand": ("没有“{command}”这个命令", "there is no command {command}"),
    "UsageError": ("命令用法不对：{why}", "{why}"),
}
_NEAR = ("，是不是 {names}？", "; did you mean {names}?")
_HELP = ("用 {command} --help 查看用法。", "See {command} --help.")
_KINDS = {"argument": ("参数", "the argument"), "option": ("选项", "the option")}
_WHY: tuple[tuple[str, str, str], ...] = (
    (r"not one of (?P<a>.+?)\.?$", "应为 {a} 之一", "it must be one of {a}"),
    (r"greater than or equal to (?P<a>\S+?)\.?$", "不得小于 {a}", "it must be {a} or more"),
    (r"less than or equal to (?P<a>\S+?)\.?$", "不得大于 {a}", "it must be {a} or less"),
    (r"not in the range (?P<a>.+?)\.?$", "应在 {a} 的范围内", "it must be in the range {a}"),
    (r"valid int", "应为整数", "it must be a whole number"),
    (r"valid (?:float|number)", "应为数字", "it must be a number"),
    (
        r"match the format|datetime|does not match",
        "应写成 年-月-日，如 2026-12-31",
        "it must be a date such as 2026-12-31",
    ),
    (r"extra argument", "多出了参数", "there are more arguments than it takes"),
    (r"No such command", "没有这个命令", "there is no such command"),
)
"""What the library's own words say, whichever release of it: a pattern, and the same in a sentence."""


def language(arguments: Sequence[str]) -> str:
    """The language that a command line asks for; Chinese where it asks for none."""
    after = dict(pairwise(arguments))
    english = after.get("--lang") == "en" or "--lang=en" in arguments
    return "en" if english else "zh"


def refusal(error: Any, lang: str) -> str:
    """The sentence on a usage error of the command line's library."""
    english = lang == "en"
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "gouji"
    parameter = getattr(error, "param", None)
    kind = getattr(parameter, "param_type_name", None) or "option"
    near = [each for each in getattr(error, "possibilities", None) or () if each]
    words = {
        "option": getattr(error, "option_name", ""),
        "near": _NEAR[english].format(names=", ".join(near)) if near else "",
        "kind": _KINDS.get(kind, _KINDS["option"])[english],
        "name": _name(error, parameter, kind),
        "command": command,
        "why": _why(str(getattr(error, "message", error)), english=english),
    }
    pattern = _SENTENCES.get(type(error).__name__, _SENTENCES["UsageError"])[english]
    sentence = pattern.format(**words).rstrip("。.？?")
    stop = "? " if english and near else "？" if near else ". " if english else "。"
    return f"{sentence[:1].upper()}{sentence[1:]}{stop}{_HELP[english].format(command=command)}"


def _name(error: Any, parameter: Any, kind: str) -> str:
    """What the user calls a parameter: its longest option, or the word that stands for an argument."""
    if parameter is None:
        return str(getattr(error, "param_hint", None) or "")
    if kind == "argument":
        return str(getattr(parameter, "metavar", None) or parameter.name or "").upper()
    return max(parameter.opts, key=len, default="")


def _why(message: str, *, english: bool) -> str:
    """What is wrong with a value; the library's own words only where they are English and nothing better is known."""
    for pattern, chinese, said in _WHY:
        if match := re.search(pattern, message):
            return (said if english else chinese).format(**match.groupdict()).replace("'", "")
    return message.rstrip(".") if english else "不是可用的值"


def run(app: typer.Typer) -> int:
    """Run the command line; the exit code."""
    try:
        code = app(standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        return EXIT_INTERRUPTED
    except _MISUSED as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(str(error))
        else:
            typer.echo(refusal(error, language(sys.argv[1:])), err=True)
        return EXIT_USAGE
    return code if isinstance(code, int) else 0
