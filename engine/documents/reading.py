"""Files that may be attached: text in whatever charset, Markdown, source code, PDF. Everything else is turned down with a reason."""

from __future__ import annotations

from pathlib import Path

from engine.documents.document import LARGEST_FILE, MOST_TEXT, Document, human_size, plain_name
from engine.errors import BadInput
from engine.memory.cleaning import clean

_KINDS = {
    "md": "Markdown", "markdown": "Markdown", "txt": "text", "text": "text", "log": "log", "csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML",
    "html": "HTML", "htm": "HTML", "yaml": "YAML", "yml": "YAML", "toml": "TOML", "ini": "INI", "tex": "LaTeX", "rst": "reStructuredText",
    "py": "Python", "js": "JavaScript", "ts": "TypeScript", "c": "C", "h": "C header", "cpp": "C++", "rs": "Rust", "go": "Go", "java": "Java",
    "sh": "shell script", "sql": "SQL", "css": "CSS", "rb": "Ruby", "php": "PHP", "swift": "Swift", "kt": "Kotlin", "cs": "C#", "eml": "e-mail",
}  # fmt: skip
_USABLE = "Attach text, Markdown, source code or a PDF."
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"),
         (b"\xfe\xff", "utf-16"))  # fmt: skip
_SAMPLE = 64 * 1024  # bytes that say whether a file is text
_CONTROLS = frozenset(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}
_MOST_CONTROLS = 0.01


def read_file(path: Path) -> Document:
    """Reads a document. Blocking, seconds for a long PDF. Raises BadInput saying what is wrong with it."""
    name = plain_name(path.name)
    try:
        if path.is_dir():
            raise BadInput(f"{name} is a folder.", "Attach the files in it one by one.")
        if not path.is_file():
            raise BadInput(f"{name} is not an ordinary file, or it is gone.", "Check the name.")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _too_large(name, size)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BadInput(f"{name} can't be read ({error.strerror or type(error).__name__}).", "Check that you may open it.") from None
    return read_bytes(name, data)


def read_bytes(name: str, data: bytes) -> Document:
    """The same for what is in memory already."""
    name = plain_name(name)
    if len(data) > LARGEST_FILE:
        raise _too_large(name, len(data))
    if not data.strip():
        raise BadInput(f"{name} is empty.", "There is nothing in it to read.")
    if b"%PDF-" in data[:1024]:
        from engine.documents.pdf import read_pdf

        return Document(name, "PDF", read_pdf(name, data), len(data))
    text, charset = _decoded(name, data)
    if len(text) > MOST_TEXT:
        raise BadInput(f"{name} holds {len(text):,} characters; {MOST_TEXT:,} are the most.", "Attach the part that matters.")
    kind = _KINDS.get(name.rpartition(".")[2].lower() if "." in name else "", "text")
    return Document(name, kind, (text,), len(data), charset)


def pasted(text: str) -> Document:
    """A long text from the clipboard."""
    text = clean(text)
    if len(text) > MOST_TEXT:
        raise BadInput(f"That is {len(text):,} characters; {MOST_TEXT:,} are the most.", "Paste the part that matters.")
    return Document("Pasted text", "text", (text,), len(text.encode("utf-8", "replace")), pasted=True)


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text, and the charset if it is a guess."""
    charset = next((charset for mark, charset in _BOMS if data.startswith(mark)), "")
    guess = ""
    if not charset and b"\x00" in data[:_SAMPLE]:
        charset = guess = _utf16(data[:_SAMPLE])
        if not charset:
            raise _binary(name)
    if not charset:
        try:
            return _checked(name, data.decode("utf-8")), ""
        except UnicodeDecodeError:
            charset, guess = "cp1252", "Windows-1252"  # by far the commonest on disks, and what Latin-1 is read as everywhere (WHATWG)
    sample = data[:_SAMPLE]
    if charset == "cp1252" and sum(byte in _CONTROLS for byte in sample) > _MOST_CONTROLS * len(sample):
        raise _binary(name)
    return _checked(name, data.decode(charset, "replace")), guess.upper() if guess.startswith("utf") else guess


def _utf16(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of western text is zero."""
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    return "utf-16-le" if odd > 0.4 and even < 0.05 else "utf-16-be" if even > 0.4 and odd < 0.05 else ""


def _checked(name: str, text: str) -> str:
    sample = text[:_SAMPLE]
    if sum(ord(c) in _CONTROLS or c == "\ufffd" for c in sample) > max(1.0, _MOST_CONTROLS * len(sample)):
        raise _binary(name)
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise BadInput(f"{name} is empty.", "There is nothing in it to read.")
    return text


def _binary(name: str) -> BadInput:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in ("doc", "docx", "odt", "rtf", "pages", "ppt", "pptx", "xls", "xlsx", "epub"):
        return BadInput(f"{name} is not a text file.", "Save it as PDF or as text in the program it comes from, and attach that.")
    return BadInput(f"{name} is not a text file.", _USABLE)


def _too_large(name: str, size: int) -> BadInput:
    return BadInput(f"{name} has {human_size(size)}; {human_size(LARGEST_FILE)} are the most.", "Attach the part that matters.")
