"""What is said of a store that is none, or cannot be used: one sentence each, Chinese and English."""

from __future__ import annotations

from audit.sentences import say
from audit.store.keeping import StoreError

_SENTENCES = {
    "no_store": (
        "{path} 中没有数据仓。先用 gouji batch 文件夹 --to {path} 建立。",
        "There is no store at {path}. Make one first: gouji batch FOLDER --to {path}.",
    ),
    "not_a_folder": (
        "{path} 是文件，数据仓应是文件夹。请换一个位置。",
        "{path} is a file; a store is a folder. Name another place.",
    ),
    "not_empty": (
        "{path} 中已有别的文件，不能用作数据仓。请给一个新的或空的文件夹。",
        "{path} holds other files and cannot become a store. Name a new or empty folder.",
    ),
    "not_writable": (
        "不能写入数据仓 {path}（{why}）。请检查权限和磁盘空间。",
        "The store {path} cannot be written ({why}). Check permissions and disk space.",
    ),
    "unreadable": (
        "数据仓 {path} 的目录文件不能读取（{why}）。",
        "The catalogue of {path} cannot be read ({why}).",
    ),
    "newer": (
        "数据仓 {path} 由更新版本的 gouji 写成，其中的内容没有改动。请升级 gouji 后再用。",
        "The store {path} was written by a newer gouji; nothing in it was changed. Update gouji, then use it.",
    ),
    "empty": (
        "数据仓 {path} 中还没有核对结果。等 gouji batch 核对完第一批再看。",
        "The store {path} has no results yet. Look again when gouji batch has done its first ones.",
    ),
    "in_use": (
        "数据仓 {path} 正由另一个 gouji batch 写入，请等它结束。",
        "Another gouji batch is writing to the store {path}; wait until it has ended.",
    ),
}


def sentence(error: StoreError, lang: str) -> str:
    """What is wrong with a store, and what to do."""
    return say(_SENTENCES, error.key, lang, path=error.path, why=error.why)
