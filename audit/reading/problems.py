"""What a reader says when it cannot read: one sentence each, in Chinese and in English, saying what to do."""

from __future__ import annotations

from audit.document import Problem
from checks.finding import Place

_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": (
        "没有找到这个文件：{name}。请检查路径。",
        "There is no such file: {name}. Please check the path.",
    ),
    "unopenable": (
        "无法打开文件 {name}：{why}。请检查文件权限。",
        "Cannot open {name}: {why}. Please check the file's permissions.",
    ),
    "empty": (
        "文件 {name} 是空的（0 字节）。请重新导出后再试。",
        "{name} is empty (0 bytes). Please export it again.",
    ),
    "no_content": (
        "文件 {name} 里没有任何文字或表格。请检查是否选错了文件。",
        "{name} holds no text and no table. Please check that it is the right file.",
    ),
    "nothing_readable": (
        "文件夹 {name} 里没有可以读取的文件。请放入 PDF、Word、Excel、CSV、HTML 或文本文件。",
        "The folder {name} holds no file that can be read. Add PDF, Word, Excel, CSV, HTML or text files.",
    ),
    "encrypted": (
        "文件 {name} 已加密，需要密码才能打开。请去除密码后再试。",
        "{name} is encrypted and needs a password. Please remove the password and try again.",
    ),
    "scan": (
        "文件 {name} 是扫描件或图片，没有文字层，没有核对。"
        '请安装文字识别组件（pip install "gouji[ocr]"）后再试，或提供由 Word、Excel 直接导出的 PDF。',
        "{name} is a scan or a picture without a text layer; it was not checked. "
        'Install what recognises characters (pip install "gouji[ocr]") and try again, '
        "or provide a PDF exported from Word or Excel.",
    ),
    "scanned_page": (
        '第 {page} 页是图片，没有文字层，其中的数字没有核对。安装文字识别组件（pip install "gouji[ocr]"）后可以读取。',
        "Page {page} is a picture without a text layer; its numbers were not checked. "
        'With pip install "gouji[ocr]" it can be read.',
    ),
    "pictured_table": (
        '第 {page} 页有一张表格是图片，其中的数字没有核对。安装文字识别组件（pip install "gouji[ocr]"）后可以读取。',
        "Page {page} shows a table as a picture; its numbers were not checked. "
        'With pip install "gouji[ocr]" it can be read.',
    ),
    "illegible_table": (
        "第 {page} 页有一张图片看上去是表格，没有识别出来，其中的数字没有核对。请人工核对该页，或改用可以编辑的表格。",
        "Page {page} shows a picture that looks like a table and could not be recognised; its numbers were not "
        "checked. Please check that page by eye, or use a table that can be edited.",
    ),
    "recognised_parts": (
        "第 {pages} 页上的图片由文字识别读出",
        "the characters of the pictures on pages {pages} were recognised",
    ),
    "unread_pictures": (
        "第 {pages} 页上有图片没有读取，其中如有数字，没有核对",
        "pages {pages} show pictures that were not read; numbers on them, if any, were not checked",
    ),
    "picture": ("图{number}", "picture {number}"),
    "in_text": ("文中第 {numbers} 张图片", "pictures {numbers} of the text"),
    "on_sheet": ("工作表“{sheet}” {cells} 处的图片", "pictures on sheet “{sheet}” at {cells}"),
    "pictured_tables": (
        "{where}是表格，其中的数字没有核对。"
        '安装文字识别组件（pip install "gouji[ocr]"）后可以读取，或改用可以编辑的表格。',
        "The numbers on {where} were not checked: they are tables. "
        'With pip install "gouji[ocr]" they can be read; or use tables that can be edited.',
    ),
    "illegible_tables": (
        "{where}看上去是表格，没有识别出来，其中的数字没有核对。请人工核对，或改用可以编辑的表格。",
        "The numbers on {where} were not checked: they look like tables and could not be recognised. "
        "Please compare them by eye, or use tables that can be edited.",
    ),
    "drawings": (
        "{where}是矢量图形（EMF、WMF 或 SVG），可能是表格，其中的数字没有核对。请改用可以编辑的表格，或把文件另存为 PDF 后再试。",
        "The numbers on {where} were not checked: they are drawings (EMF, WMF or SVG) that may be tables. "
        "Please use tables that can be edited, or save the file as PDF and try again.",
    ),
    "pictures_recognised": (
        "{where}由文字识别读出",
        "the characters of {where} were recognised",
    ),
    "pictures_unread": (
        "{where}没有读取，其中如有数字，没有核对",
        "{where} were not read; numbers on them, if any, were not checked",
    ),
    "missing_pictures": (
        "网页的 {count} 张图片没有和网页存在一起，没有读取（{names}）；其中如有数字，没有核对。请用浏览器保存完整网页",
        "{count} pictures of the page do not lie beside it and were not read ({names}); numbers on them, if any, "
        "were not checked. Save the complete page with a browser",
    ),
    "recognised_pages": (
        "第 {pages} 页是图片，由文字识别读出",
        "pages {pages} are pictures; their characters were recognised",
    ),
    "bare_pages": (
        "第 {pages} 页是图片，上面没有识别出文字",
        "pages {pages} are pictures on which no characters were recognised",
    ),
    "illegible": (
        "文件 {name} 的图片上没有识别出文字。请检查是否选错了文件，或用更高的分辨率重新扫描（建议 300 dpi）。",
        "No characters were recognised on the pictures of {name}. "
        "Please check that it is the right file, or scan it again at a higher resolution (300 dpi).",
    ),
    "illegible_page": (
        "第 {page} 页是图片，多数文字识别不清，其中的数字请按原件核对，或用更高的分辨率重新扫描。",
        "Page {page} is a picture of which most characters could not be recognised; compare its numbers by eye, "
        "or scan it again at a higher resolution.",
    ),
    "broken_page": (
        "第 {page} 页已损坏，无法读取，其中的数字没有核对。请重新导出文件。",
        "Page {page} is damaged and could not be read; its numbers were not checked. Please export it again.",
    ),
    "unknown_glyphs": (
        "第 {page} 页有 {count} 个字符无法识别（字体没有文字编码），请人工核对该页。",
        "{count} characters on page {page} could not be recognised (their font has no text encoding); "
        "please check that page by eye.",
    ),
    "corrupt": (
        "文件 {name} 已损坏或不完整，无法读取。请重新下载或重新导出。",
        "{name} is damaged or cut short and cannot be read. Please download or export it again.",
    ),
    "inner_fault": (
        "程序在处理 {name} 时内部出错（{why}），该文件没有核对。请用 --debug 重新运行，并把输出反馈给我们。",
        "The program failed inside while it worked on {name} ({why}); the file was not checked. "
        "Please run again with --debug and send us what it prints.",
    ),
    "mismatch": (
        "文件 {name} 的后缀是 {suffix}，内容却是 {really}。请改正后缀或换成正确的文件。",
        "{name} has the suffix {suffix} but is {really}. Correct the suffix or provide the right file.",
    ),
    "embedded": (
        "文件中有 {count} 处嵌入的文件或对象，其中的数字没有核对。请用 Word 打开后改成普通的文字和表格，再保存。",
        "The document embeds {count} other files or objects, whose numbers were not checked. "
        "Please open it in Word, turn them into text and tables, and save it.",
    ),
    "packed": (
        "文件 {name} 是 {really}，没有解开，其中的文件没有核对。请解压后直接给出文件，或改用 ZIP。",
        "{name} is {really}; it was not unpacked and nothing in it was checked. Please unpack it, or use ZIP.",
    ),
    "closed": (
        "文件 {name} 是{really}，不能读取，没有核对。请另存为 PDF、Word 或 Excel 文件后再试。",
        "{name} is {really}, which cannot be read; it was not checked. Please save it as PDF, Word or Excel.",
    ),
    "traditional": (
        "文件用繁体字，按简体字读取",
        "the document is in traditional characters and was read as one in simplified characters",
    ),
    "read_as": (
        "文件 {name} 的后缀是 {suffix}，内容却是 {really}，已按 {really} 读取。",
        "{name} has the suffix {suffix} but its content is {really}; it was read as {really}.",
    ),
    "unknown_suffix": (
        "不认识文件 {name} 的格式（{suffix}）。"
        "可以读取 PDF、Word、Excel、CSV、HTML、文本文件，以及它们的 ZIP 包。",
        "The format of {name} ({suffix}) is not known. "
        "PDF, Word, Excel, CSV, HTML and text files can be read, and ZIP archives of them.",
    ),
    "needs_office": (
        "读取旧格式文件 {name} 需要 LibreOffice，而本机没有找到。请另存为 .docx 或 .xlsx 后再试。",
        "Reading the old format of {name} needs LibreOffice, which was not found. Save it as .docx or .xlsx.",
    ),
    "not_converted": (
        "LibreOffice 无法转换文件 {name}，它可能已加密或损坏。请另存为 .docx 或 .xlsx 后再试。",
        "LibreOffice could not convert {name}; it may be encrypted or damaged. Save it as .docx or .xlsx.",
    ),
    "encoding": (
        "文件 {name} 不是 UTF-8 或 GB18030 编码的文本，无法读取。请另存为 UTF-8 文本。",
        "{name} is not text in UTF-8 or GB18030. Please save it as UTF-8 text.",
    ),
    "formula": (
        "工作表“{sheet}”有 {count} 个公式没有保存计算结果（{cells}）。请用 Excel 或 WPS 打开并保存一次。",
        "{count} formulas on sheet “{sheet}” have no saved result ({cells}). "
        "Open and save the file in Excel or WPS.",
    ),
    "hidden_sheets": (
        "隐藏的工作表不在公开页面上，没有读取：{sheets}。",
        "Hidden sheets are not on the page and were not read: {sheets}.",
    ),
    "hidden_lines": (
        "工作表“{sheet}”中隐藏或筛选掉的行列不在公开页面上，没有读取：{lines}。",
        "Rows and columns of sheet “{sheet}” that are hidden or filtered out are not on the page "
        "and were not read: {lines}.",
    ),
    "hidden_elements": (
        "网页中没有显示的内容（隐藏的元素）不在公开页面上，没有读取。",
        "What the page hides is not on the page and was not read.",
    ),
    "too_many_pages": (
        "文件 {name} 有 {count} 页，超过上限 {most} 页，没有核对。请拆分文件，或在 gouji.toml 的 [limits] 中提高 pages。",
        "{name} has {count} pages; the limit is {most}, so it was not checked. "
        "Please split it, or raise pages under [limits] in gouji.toml.",
    ),
    "too_long": (
        "文件 {name} 有 {count} 个字符，超过上限 {most} 个，没有核对。"
        "请确认是否选错了文件，或在 gouji.toml 的 [limits] 中提高 characters。",
        "{name} holds {count} characters; the limit is {most}, so it was not checked. "
        "Please check that it is the right file, or raise characters under [limits] in gouji.toml.",
    ),
    "no_sentence": (
        "文件 {name} 有一段长达 {count} 个字符，不像公开文件的文字，没有核对。请确认是否选错了文件，或重新导出。",
        "{name} has one paragraph of {count} characters, which is no text of a disclosure; it was not checked. "
        "Please check that it is the right file, or export it again.",
    ),
    "time_limit": (
        "处理文件 {name} 超过了 {seconds} 秒的时限，已停止，没有核对。请检查文件，或在 gouji.toml 的 [limits] 中提高 seconds。",
        "{name} took longer than {seconds} seconds and was stopped; it was not checked. "
        "Please check the file, or raise seconds under [limits] in gouji.toml.",
    ),
    "time_limit_pictures": (
        "处理文件 {name} 超过了 {total} 秒的时限（{seconds} 秒，另为识别图片给了 {more} 秒），已停止，没有核对。"
        "请拆分文件，或在 gouji.toml 的 [limits] 中提高 seconds。",
        "{name} took longer than {total} seconds ({seconds}, and {more} more for the pictures to be recognised) "
        "and was stopped; it was not checked. Please split it, or raise seconds under [limits] in gouji.toml.",
    ),
    "memory_limit": (
        "处理文件 {name} 需要的内存超过 {megabytes} MB 的上限，已停止，没有核对。"
        "请检查文件，或在 gouji.toml 的 [limits] 中提高 megabytes。",
        "{name} asked for more than {megabytes} MB of memory and was stopped; it was not checked. "
        "Please check the file, or raise megabytes under [limits] in gouji.toml.",
    ),
    "worker_died": (
        "读取文件 {name} 的进程意外退出，该文件没有核对。文件可能已损坏，请重新导出后再试；"
        "也可能需要超过 {megabytes} MB 的内存，可在 gouji.toml 的 [limits] 中提高 megabytes。",
        "The process that read {name} ended unexpectedly, and the file was not checked. "
        "It may be damaged: please export it again. Or it needs more than {megabytes} MB of memory: "
        "raise megabytes under [limits] in gouji.toml.",
    ),
    "archive_limit": (
        "压缩包 {name} 太大、文件太多或嵌套太深，没有解开。请解压后直接给出文件。",
        "The archive {name} is too large, holds too many files or is nested too deeply. "
        "Please unpack it and pass the files.",
    ),
    "archive_path": (
        "压缩包 {name} 里的路径 {member} 指向包外，没有读取。",
        "The path {member} in the archive {name} points outside of it and was not read.",
    ),
    "archive_nothing": (
        "压缩包 {name} 里没有可以读取的文件。",
        "The archive {name} holds no file that can be read.",
    ),
}


class UnreadableError(Exception):
    """A file that cannot be read at all: ``key`` names the sentence, ``values`` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def sentence(key: str, lang: str, **values: object) -> str:
    """The sentence ``key`` in ``lang`` (``zh`` or ``en``) with its blanks filled."""
    chinese, english = _SENTENCES[key]
    return (english if lang == "en" else chinese).format(**values)


def problem(key: str, lang: str, place: Place | None = None, **values: object) -> Problem:
    """Something that could not be read, where the rest of the document could."""
    return Problem(sentence(key, lang, **values), place or Place())
