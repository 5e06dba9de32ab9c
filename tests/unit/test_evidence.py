"""What evidence is, by its bytes; which report it belongs to; how its name is shown. F1 to F4."""

from datetime import UTC

import pytest
from monday import DIRECTORY

from domain import bounds
from domain.evidence import (
    RETRIES,
    EvidenceView,
    FileFormat,
    FileKind,
    FileState,
    by_outcome,
    clean_name,
    is_active_text,
    is_archive,
    recognise,
    recognise_archive,
)
from domain.words import words_for

BOX = b"\0\0\0\x18ftyp"


@pytest.mark.parametrize(
    ("head", "extension"),
    [
        (b"\xff\xd8\xff\xe1\0\0Exif", "jpg"),
        (b"\x89PNG\r\n\x1a\n\0", "png"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        (BOX + b"heic", "heic"),
        (BOX + b"mif1", "heic"),
        (BOX + b"isom", "mp4"),
        (BOX + b"3gp5", "mp4"),
        (BOX + b"qt  ", "mov"),
        (BOX + b"M4A ", "m4a"),
        (b"ID3\x03\0\0", "mp3"),
        (b"\xff\xfb\x90\x44\0\0", "mp3"),
        (b"%PDF-1.7\n", "pdf"),
        ("ชื่อ,จำนวน\nปภ.,12\n".encode(), "txt"),
        ("ชื่อ,จำนวน\r\nปภ.,12\r\n".encode("cp874"), "txt"),
        (("น้ำ" * 1000).encode()[:4096], "txt"),
        (b"ID3 is a word", "txt"),
    ],
)
def test_accepted_files_are_known_by_their_first_bytes(head, extension):
    form = recognise(head)

    assert form is not None
    assert form.extension == extension


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b" \n",
        b"MZ\x90\0\x03\0\0\0",
        b"\x7fELF\x02\x01",
        b"#!/bin/sh\nrm -rf /\n",
        b"<!DOCTYPE html><title>x</title>",
        b"\xef\xbb\xbf  <HTML>",
        b"hello <script>alert(1)</script>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?php echo 1;",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old office",
        b"Rar!\x1a\x07\0",
        b"PK\x03\x04\x14\0",
        b"\xff\xfb",
        b"\xff\xfb\xf0\x44",
        b"\xff\xff\x90\x44\0",
        b"text with \0 zero",
        "สวัสดี".encode("utf-16"),
        b"\xff\xfe\xdb\xdc",
        BOX + b"evil",
        b"RIFF\x10\0\0\0AVI ",
    ],
)
def test_everything_else_is_refused(head):
    assert recognise(head) is None


@pytest.mark.parametrize("name", ["run.bat", "RUN.PS1", "x.js"])
def test_a_text_that_would_be_run_under_its_name_is_refused(name):
    assert recognise(b"echo hello", name) is None
    assert recognise(b"echo hello", name + ".txt") == FileFormat(FileKind.DOCUMENT, "txt")


def test_pages_hide_behind_no_padding():
    assert is_active_text(b"\0<\0h\0t\0m\0l\0>")
    assert not is_active_text(b"a < b and html")
    assert is_archive(b"PK\x03\x04rest")


@pytest.mark.parametrize(
    ("names", "mimetype", "extension"),
    [
        ({"[Content_Types].xml", "word/document.xml"}, "", "docx"),
        ({"[Content_Types].xml", "xl/workbook.xml"}, "", "xlsx"),
        ({"[Content_Types].xml", "ppt/presentation.xml"}, "", "pptx"),
        ({"mimetype", "content.xml"}, "application/vnd.oasis.opendocument.text", "odt"),
        ({"mimetype"}, "application/epub+zip", None),
        ({"word/document.xml"}, "", None),
        ({"[Content_Types].xml"}, "", None),
        ({"[Content_Types].xml", "word/x", "xl/x"}, "", None),
        ({"[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"}, "", None),
        ({"[Content_Types].xml", "word/document.xml", "word/embeddings/run.EXE"}, "", None),
        ({"run.exe"}, "application/vnd.oasis.opendocument.text", None),
    ],
)
def test_an_archive_is_an_office_document_or_nothing(names, mimetype, extension):
    form = recognise_archive(names, mimetype)

    assert (form.extension if form else None) == extension


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("สรุปผล.pdf", "สรุปผล.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\nok\\photo.jpg", "photo.jpg"),
        ("ann\u202egpj.exe", "anngpj.exe"),
        ("a\r\nb\0c\u200b.txt", "abc.txt"),
        ("  many   blanks .txt ", "many blanks .txt"),
        ("/", ""),
        ("น" * 500, "น" * bounds.FILE_NAME),
    ],
)
def test_a_name_is_shown_in_one_harmless_line(name, shown):
    assert clean_name(name) == shown


def test_waiting_grows_to_five_minutes():
    waits = [RETRIES.wait(attempts).total_seconds() for attempts in (1, 2, 3, 9, 10, 99)]

    assert waits == [1, 2, 4, 256, 300, 300]


def view(state, name="", size=1024 * 1024, kind="image", extension="jpg"):
    return EvidenceView(state, kind, extension, name, size)


def test_files_are_told_by_what_became_of_them():
    told = by_outcome(
        [
            view(FileState.FAILED),
            view(FileState.WITHDRAWN),
            view(FileState.GONE),
            view(FileState.KEPT),
        ]
    )

    assert [(state, len(files)) for state, files in told] == [
        (FileState.KEPT, 1),
        (FileState.GONE, 2),
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "th",
            "แนบหลักฐานกับรายงานประเด็น #12 ของ กรมประมง แล้ว: 2 ไฟล์ "
            "(ภาพ JPG 1 MB, “a.pdf” เอกสาร PDF 0.1 KB)\n"
            "ไม่รับไฟล์ของรายงานประเด็น #12 ของ กรมประมง "
            "(รับเฉพาะภาพ วิดีโอ เสียง PDF และเอกสารสำนักงาน): 1 ไฟล์ "
            "(“photo.jpg” EXE 1.5 MB)\n"
            "ไม่ได้เก็บ เพราะใหญ่กว่า 50 MB: 1 ไฟล์ (“film.mp4”)",
        ),
        (
            "en",
            "Attached to the report of Department of Fisheries on issue #12: "
            "2 files (JPG image 1 MB, “a.pdf” PDF document 0.1 KB)\n"
            "Not accepted for the report of Department of Fisheries on issue #12, only pictures, "
            "videos, sound, PDF and office documents: 1 file "
            "(“photo.jpg” EXE 1.5 MB)\nNot kept, larger than 50 MB: 1 file (“film.mp4”)",
        ),
    ],
)
def test_the_sentence_names_number_kinds_and_sizes(language, sentence):
    files = [
        view(FileState.KEPT),
        view(FileState.KEPT, "a.pdf", 12, "document", "pdf"),
        view(FileState.REFUSED, "photo.jpg", 1536 * 1024, "", "exe"),
        view(FileState.TOO_LARGE, "film.mp4", 0, "", ""),
    ]

    told = words_for(language, UTC).evidence_told(
        12, DIRECTORY.agency("MOAC-DOF"), files, 50 * 1024**2
    )

    assert told == sentence
