"""Submissions on disk: what was uploaded, in which versions, how far each is, and what was answered.

One folder a submission, named by an id that cannot be guessed; names of files are data and never paths. Everything is
written whole or not at all, so that a server that is killed comes back with all that was saved.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from audit.reporting.files import replace as write_whole

_ID = re.compile(r"[A-Za-z0-9_-]{22}\Z")
_META, _ANSWERS, _NEW = "submission.json", "answers.json", ".new-"


class State(StrEnum):
    """How far a version is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Upload(_Model):
    """One uploaded file: what it was called, the file it is kept in, and what it was called in the first version.

    A ``source`` is no draft: the drafts were made from it, and are held against it.
    """

    name: str
    kept: str
    known_as: str = ""
    source: bool = False

    @property
    def key(self) -> str:
        """What the file is known by through all versions."""
        return self.known_as or self.name


UPLOADS = TypeAdapter(list[Upload])


class Version(_Model):
    """One drop of files. ``message`` says why nothing came of it."""

    number: int
    uploads: list[Upload]
    received: datetime
    state: State = State.WAITING
    message: str = ""


class Submission(_Model):
    """One submission with its versions, the last of which counts. ``owner`` is the browser that dropped it."""

    id: str
    owner: str
    lang: str
    versions: list[Version] = Field(default_factory=list)

    @property
    def last(self) -> Version:
        """The version that counts."""
        return self.versions[-1]

    @property
    def name(self) -> str:
        """What the submission is called: its first draft, and how many more."""
        first, *rest = [each for each in self.last.uploads if not each.source]
        return f"{first.name} +{len(rest)}" if rest else first.name


class Answer(_Model):
    """What was written to a finding, and the numbers it was written for."""

    rule: str
    numbers: list[str]
    opinion: str = ""
    by: str = ""
    state: str = "open"


class _Answers(_Model):
    answers: dict[str, Answer] = Field(default_factory=dict)


class Submissions:
    """All submissions below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        for half in root.glob(f"{_NEW}*"):
            shutil.rmtree(half, ignore_errors=True)

    def begin(self) -> Path:
        """A folder to receive files in; it counts for nothing until :meth:`add` or :meth:`add_version` takes it."""
        folder = self.root / f"{_NEW}{secrets.token_urlsafe(16)}"
        folder.mkdir()
        return folder

    def add(self, folder: Path, uploads: Sequence[Upload], owner: str, lang: str) -> Submission:
        """A new submission of the files in a folder that was begun."""
        submission = Submission(id=secrets.token_urlsafe(16), owner=owner, lang=lang)
        submission.versions.append(Version(number=1, uploads=list(uploads), received=_now()))
        whole = self.root / f"{_NEW}{submission.id}"
        whole.mkdir()
        folder.rename(whole / "1")
        self._write(whole / _META, submission)
        whole.rename(self.folder(submission.id))
        return submission

    def add_version(self, submission: Submission, folder: Path, uploads: Sequence[Upload]) -> Submission:
        """The submission with one more version, of the files in a folder that was begun.

        Where no source came with them, those of the version before are still what they are held against.
        """
        before, uploads = submission.last, list(uploads)
        for each in before.uploads if not any(upload.source for upload in uploads) else ():
            if each.source and each.name not in {upload.name for upload in uploads}:
                kept = f"{len(uploads)}{Path(each.kept).suffix}"
                shutil.copyfile(self.files(submission, before.number) / each.kept, folder / kept)
                uploads.append(each.model_copy(update={"kept": kept}))
        number = submission.last.number + 1
        target = self.folder(submission.id) / str(number)
        shutil.rmtree(target, ignore_errors=True)
        folder.rename(target)
        recognised = known_again(submission.last.uploads, uploads)
        submission.versions.append(Version(number=number, uploads=recognised, received=_now()))
        self.save(submission)
        return submission

    def save(self, submission: Submission) -> None:
        """Keep what is known of a submission."""
        self._write(self.folder(submission.id) / _META, submission)

    def find(self, name: str) -> Submission | None:
        """The submission of an id; None where there is none."""
        if not _ID.match(name):
            return None
        try:
            return Submission.model_validate_json((self.folder(name) / _META).read_bytes())
        except (OSError, ValueError):
            return None

    def every(self) -> Iterator[Submission]:
        """All submissions, the newest first."""
        found = [each for folder in self.root.iterdir() if (each := self.find(folder.name))]
        yield from sorted(found, key=lambda each: each.last.received, reverse=True)

    def delete(self, submission: Submission) -> None:
        """Remove everything of a submission."""
        gone = self.root / f"{_NEW}gone-{submission.id}"
        self.folder(submission.id).rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def delete_older(self, days: int) -> None:
        """Remove the submissions that nobody has touched for so many days."""
        for submission in list(self.every()):
            if submission.last.received < _now() - timedelta(days=days):
                self.delete(submission)

    def folder(self, name: str) -> Path:
        """Where a submission is kept."""
        return self.root / name

    def files(self, submission: Submission, number: int) -> Path:
        """Where the files of a version are kept, and beside them what came of it."""
        return self.folder(submission.id) / str(number)

    def answers(self, submission: Submission) -> dict[str, Answer]:
        """What was answered, by finding."""
        try:
            kept = (self.folder(submission.id) / _ANSWERS).read_bytes()
        except FileNotFoundError:
            return {}
        return _Answers.model_validate_json(kept).answers

    def answer(self, submission: Submission, finding: str, answer: Answer) -> None:
        """Keep an answer; one that says nothing takes the old one away."""
        answers = self.answers(submission)
        if answer.opinion or answer.by or answer.state != "open":
            answers[finding] = answer
        else:
            answers.pop(finding, None)
        self._write(self.folder(submission.id) / _ANSWERS, _Answers(answers=answers))

    @staticmethod
    def _write(path: Path, model: BaseModel) -> None:
        write_whole(path, model.model_dump_json(indent=1).encode("utf-8"), "en")


def known_again(before: Sequence[Upload], uploads: Sequence[Upload]) -> list[Upload]:
    """The uploads with what the version before called them: by name, and those left by the nearest name.

    Nobody mends a file without giving it another name; its findings and answers go with it all the same. A draft is
    never known again as a source.
    """
    left = {each.name: each.key for each in before}
    keys = {each.name: left.pop(each.name) for each in uploads if each.name in left}
    drafts = {each.name for each in (*before, *uploads) if not each.source}
    strange = [each.name for each in uploads if each.name not in keys]
    pairs = [(a, b) for a in left for b in strange if (a in drafts) == (b in drafts)]
    for old, new in sorted(pairs, key=lambda pair: SequenceMatcher(None, *pair).ratio(), reverse=True):
        if old in left and new not in keys:
            keys[new] = left.pop(old)
    return [each.model_copy(update={"known_as": keys.get(each.name, each.name)}) for each in uploads]


def _now() -> datetime:
    return datetime.now(UTC)
