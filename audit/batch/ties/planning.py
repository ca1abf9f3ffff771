"""What has to be done once the submissions are audited: parts that are one disclosure, departments between their documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from audit.batch.planning import Terms, add, digest_of
from audit.batch.ties.grouping import Group, halves
from audit.batch.ties.work import TieWork
from audit.batch.work import Work
from audit.reading.limits import Limits
from audit.store.keeping import Store


def joins(plan: Mapping[str, Work], store: Store) -> dict[str, Work]:
    """The submissions that are parts of one disclosure by what they say, each with the task of the whole."""
    of_task = {work.task: address for address, work in plan.items()}
    found: dict[str, Work] = {}
    for tasks in halves(store, of_task):
        addresses = sorted(of_task[task] for task in tasks)
        works = [plan[address] for address in addresses]
        content = hashlib.sha256("\n".join(work.content for work in works).encode()).hexdigest()[:32]
        whole = replace(
            works[0],
            task=content,
            content=content,
            items=tuple(item for work in works for item in work.items),
            settings=next((work.settings for work in works if work.settings), ""),
        )
        found.update(dict.fromkeys(addresses, whole))
    return found


def ties(found: Iterable[Group], terms: Terms, store: Store) -> dict[str, TieWork]:
    """The task of every department between its documents, by its name."""
    digest = digest_of(terms)
    if terms.settings:
        add(digest, terms.settings.read_bytes())
    return {
        group.name: TieWork(
            task=group.key(digest.hexdigest()),
            documents=group.documents,
            store=str(store.folder.resolve()),
            lang=terms.lang,
            settings=str(terms.settings.resolve()) if terms.settings else "",
            rule_files=tuple(str(file.resolve()) for file in terms.rule_files),
            limits=terms.limits or Limits(),
        )
        for group in found
    }
