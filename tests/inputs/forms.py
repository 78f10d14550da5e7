"""Writes reports in the form of exports, archives and clips, by code: what stands in them is of our own writing."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from email.message import EmailMessage
from html import escape

from tests.inputs.affair import Article


def long_day(day: str) -> str:
    """ "May 5, 2031 Monday"."""
    return date.fromisoformat(day).strftime("%B X%d, %Y %A").replace("X0", "").replace("X", "")


def plain_day(day: str) -> str:
    """ "5 May 2031"."""
    return date.fromisoformat(day).strftime("X%d %B %Y").replace("X0", "").replace("X", "")


def texts(articles: Sequence[Article]) -> dict[str, bytes]:
    """A folder of text files."""
    return {
        f"{at:02}.txt": "\n\n".join(
            (article.title, f"By {article.author}", f"{article.outlet}, {plain_day(article.day)}", *article.body)
        ).encode()
        for at, article in enumerate(articles, 1)
    }


def nexis_lines(article: Article) -> list[str]:
    return [
        article.title,
        article.outlet,
        long_day(article.day),
        f"Copyright {article.day[:4]} {article.outlet} All Rights Reserved",
        "Section: NEWS; Pg. 4",
        "Length: 64 words",
        f"Byline: {article.author}",
        "Body",
        *article.body,
        "Classification",
        "Language: ENGLISH",
        "Publication-Type: Newspaper",
        f"Load-Date: {long_day(article.day).rsplit(' ', 1)[0]}",
        "End of Document",
    ]


def nexis_text(articles: Sequence[Article]) -> dict[str, bytes]:
    """The older form: outlet, day and edition in the middle of the line, labels in capitals."""
    pieces = []
    for at, article in enumerate(articles, 1):
        rows = [
            f"{'':30}{at} of {len(articles)} DOCUMENTS",
            f"{'':30}{article.outlet}",
            f"{'':30}{long_day(article.day)}\n{'':34}Final Edition",
            article.title,
            f"BYLINE: {article.author}",
            "SECTION: NEWS; Pg. 4",
            "LENGTH: 64 words",
            *article.body,
            f"LOAD-DATE: {long_day(article.day).rsplit(' ', 1)[0]}",
            "LANGUAGE: ENGLISH",
            "PUBLICATION-TYPE: Newspaper",
            f"{'':20}Copyright {article.day[:4]} {article.outlet}\n{'':26}All Rights Reserved",
        ]
        pieces.append("\n\n".join(rows))
    return {"export.txt": "\n\n\n".join(pieces).encode()}


def docx(paragraphs: Sequence[str]) -> bytes:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rows = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in paragraphs)
    content = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{name}"><w:body>{rows}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": content.encode()})


def nexis_docx(articles: Sequence[Article]) -> dict[str, bytes]:
    """With the list of titles that the service puts before the first report."""
    cover = ["Date and Time: Monday, June 2, 2031", f"Documents ({len(articles)})"]
    cover += [f"{at}. {article.title}" for at, article in enumerate(articles, 1)]
    return {"export.docx": docx([*cover, *(line for article in articles for line in nexis_lines(article))])}


def rtf(paragraphs: Sequence[str]) -> bytes:
    def spelt(line: str) -> str:
        return "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in line.replace("\\", "\\\\"))

    rows = "\\par\n".join(map(spelt, paragraphs))
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\n" + rows + "\\par}").encode("ascii")


def nexis_rtf(articles: Sequence[Article]) -> dict[str, bytes]:
    return {"export.rtf": rtf([line for article in articles for line in nexis_lines(article)])}


def nexis_html(articles: Sequence[Article]) -> dict[str, bytes]:
    pieces = []
    for at, article in enumerate(articles, 1):
        rows = [f"{at} of {len(articles)} DOCUMENTS", article.outlet, long_day(article.day), article.title]
        rows += [f"BYLINE: {article.author}", "SECTION: NEWS; Pg. 4", "LENGTH: 64 words", *article.body]
        rows += ["LANGUAGE: ENGLISH", f"Copyright {article.day[:4]} {article.outlet}"]
        lines = "".join(
            f'<div class="c0"><p class="c1"><span class="c2">{escape(row)}</span></p></div>' for row in rows
        )
        pieces.append(f"<DOC NUMBER={at}><DOCFULL>{lines}</DOCFULL></DOC>")
    return {"export.html": f"<html><head><title>Export</title></head><body>{''.join(pieces)}</body></html>".encode()}


def factiva_number(at: int, article: Article) -> str:
    return f"Document VELDHC{'0' * 3}{article.day.replace('-', '')}en{at:02}0001{at}"


def factiva_fields(articles: Sequence[Article]) -> dict[str, bytes]:
    pieces = []
    for at, article in enumerate(articles, 1):
        rows = [
            f"HD  {article.title}", f"BY  By {article.author}", "WC  64 words", f"PD  {plain_day(article.day)}",
            f"SN  {article.outlet}", "SC  VELDHC", "LA  English", f"CY  Copyright {article.day[:4]} {article.outlet}",
            f"LP\n{article.body[0]}", "TD\n" + "\n\n".join(article.body[1:]), "NS  gfire : Fires",
            f"AN  {factiva_number(at, article)}",
        ]  # fmt: skip
        pieces.append("\n\n".join(rows))
    return {"export.txt": "\n\n".join(pieces).encode()}


def factiva_html(articles: Sequence[Article]) -> dict[str, bytes]:
    pieces = []
    for at, article in enumerate(articles, 1):
        rows = [f"By {article.author}", "64 words", plain_day(article.day), article.outlet, "VELDHC", "4", "English"]
        rows.append(f"Copyright {article.day[:4]} {article.outlet}")
        head = f'<div id="hd"><span class="enHeadline">{escape(article.title)}</span></div>'
        head += "".join(f"<div>{escape(row)}</div>" for row in rows)
        body = "".join(f'<p class="articleParagraph enarticleParagraph">{escape(row)}</p>' for row in article.body)
        number = factiva_number(at, article)
        pieces.append(
            f'<div id="article-{number.split()[1]}" class="article enArticle">{head}{body}<p>{number}</p></div><br>'
        )
    return {"export.html": f"<html><body>{''.join(pieces)}</body></html>".encode()}


def proquest(articles: Sequence[Article]) -> dict[str, bytes]:
    rule = "_" * 60
    pieces = []
    for at, article in enumerate(articles, 1):
        given, family = article.author.split()
        rows = [
            f"Document {at} of {len(articles)}", article.title, f"Author: {family}, {given}",
            f"Publication info: {article.outlet} ; Veldhaven [Veldhaven]. {plain_day(article.day)}: A.4.",
            f"Full text: {article.body[0]}", *article.body[1:], "Subject: Fires; Trams", f"Title: {article.title}",
            f"Publication title: {article.outlet}; Veldhaven", f"Publication date: {plain_day(article.day)}",
            f"ProQuest document ID: 9000000{at:02}", f"Copyright: Copyright {article.outlet}", "Database: Newspapers",
        ]  # fmt: skip
        pieces.append("\n\n".join(rows))
    last = "Contact us at: http://support.example/ Database copyright. All rights reserved."
    return {"export.txt": f"\n\n{rule}\n\n".join(["", *pieces, last]).encode()}


def europresse(articles: Sequence[Article]) -> dict[str, bytes]:
    pieces = []
    for article in articles:
        body = "".join(f"<p>{escape(row)}</p>" for row in article.body)
        pieces.append(
            f'<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{article.outlet}'
            f'</span></div><span class="DocHeader">{plain_day(article.day)} - p. 4</span>'
            f'<div class="titreArticle"><p class="titreArticleVisu">{escape(article.title)}</p></div>'
            f'<p class="sm-margin-bottomNews">{article.author}</p></header>'
            f'<section><div class="docOcurrContainer">{body}</div></section>'
            f'<footer><span class="publiC-lblNodoc">news·20310505·VC·1</span></footer></article>'
        )
    return {"export.html": f"<html><body>{''.join(pieces)}</body></html>".encode()}


def press_review(articles: Sequence[Article]) -> dict[str, bytes]:
    pieces = [
        "\n\n".join((f"## {a.outlet}: {a.title}", f"*{plain_day(a.day)}, {a.author}*", *a.body)) for a in articles
    ]
    return {"review.md": ("# Press review, 2 June 2031\n\n" + "\n\n---\n\n".join(pieces)).encode()}


def fundus(articles: Sequence[Article]) -> dict[str, bytes]:
    rows = [
        {
            "title": article.title,
            "authors": [article.author],
            "publisher": article.outlet,
            "publishing_date": f"{article.day} 00:00:00",
            "body": {"summary": [], "sections": [{"headline": [], "paragraphs": list(article.body)}]},
        }
        for article in articles
    ]
    return {"articles.json": json.dumps(rows, indent=1).encode()}


def news_please(articles: Sequence[Article]) -> dict[str, bytes]:
    rows = [
        {
            "maintext": "\n".join(article.body),
            "title": article.title,
            "authors": [article.author],
            "source_domain": article.outlet,
            "date_publish": f"{article.day} 00:00:00",
            "date_download": "2031-06-02 08:00:00",
            "url": f"https://news.example/{at}",
        }
        for at, article in enumerate(articles, 1)
    ]
    return {"articles.jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()}


def table(articles: Sequence[Article]) -> dict[str, bytes]:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Headline", "Words of the report", "Paper", "By whom", "Day"])
    for a in articles:
        writer.writerow([a.title, "\n\n".join(a.body), a.outlet, a.author, a.day])
    settings = '[columns]\ntext = "Words of the report"\npublisher = "Paper"\nbyline = "By whom"\npublished = "Day"\n'
    return {"articles.csv": out.getvalue().encode(), "dossier.toml": settings.encode()}


def page(article: Article, address: str = "") -> str:
    body = "".join(f"<p>{escape(row)}</p>" for row in article.body)
    canonical = f'<link rel="canonical" href="{address}">' if address else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(article.title)}</title>{canonical}'
        f'<meta property="og:site_name" content="{article.outlet}"><meta name="author" content="{article.author}">'
        f'<meta property="article:published_time" content="{article.day}"></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{escape(article.title)}</h1>{body}</article></body></html>"
    )


def pages(articles: Sequence[Article]) -> dict[str, bytes]:
    return {f"{at:02}.html": page(article).encode() for at, article in enumerate(articles, 1)}


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2031, 6, 2, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def zip_of_pages(articles: Sequence[Article]) -> dict[str, bytes]:
    return {"pages.zip": zipped(pages(articles))}


def gzipped_pages(articles: Sequence[Article]) -> dict[str, bytes]:
    return {f"{name}.gz": gzip.compress(data, mtime=0) for name, data in pages(articles).items()}


def mhtml(articles: Sequence[Article]) -> dict[str, bytes]:
    files = {}
    for at, article in enumerate(articles, 1):
        message = EmailMessage()
        message["From"] = "<Saved by Blink>"
        message["Snapshot-Content-Location"] = f"https://news.example/{at}"
        message["Subject"] = article.title
        message["Date"] = "Mon, 2 Jun 2031 08:00:00 -0000"
        message.set_content(page(article), subtype="html", cte="quoted-printable")
        message.make_related()
        message.add_related(b"\x89PNG" * 30, "image", "png")
        files[f"{at:02}.mhtml"] = message.as_bytes()
    return files


def mailbox(articles: Sequence[Article]) -> dict[str, bytes]:
    pieces = []
    for at, article in enumerate(articles, 1):
        message = EmailMessage()
        message["From"] = f"{article.outlet} <news@mail.example>"
        message["Date"] = date.fromisoformat(article.day).strftime("%a, %d %b %Y 06:00:00 +0000")
        message["Subject"] = article.title
        message["Message-ID"] = f"<{at}@mail.example>"
        message.set_content("\n\n".join(article.body), cte="8bit")
        message.add_alternative(
            "".join(f"<p>{escape(row)}</p>" for row in article.body), subtype="html", cte="quoted-printable"
        )
        pieces.append(b"From news@mail.example Mon Jun  2 08:00:00 2031\n" + message.as_bytes() + b"\n")
    return {"letters.mbox": b"".join(pieces)}


def warc_record(address: str, kind: str, data: bytes) -> bytes:
    """The answer to one request, compressed by itself, as crawlers write it."""
    digest = base64.b32encode(hashlib.sha1(data).digest()).decode()
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{digest.lower()}>\r\n"
        f"WARC-Date: 2031-06-02T08:00:00Z\r\nWARC-Target-URI: {address}\r\nWARC-Payload-Digest: sha1:{digest}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode()
    return gzip.compress(head + http + b"\r\n\r\n", mtime=0)


def warc(articles: Sequence[Article]) -> bytes:
    """A crawl of some pages, each with a picture."""
    records = []
    for at, article in enumerate(articles, 1):
        records.append(warc_record(f"https://news.example/{at}", "text/html; charset=utf-8", page(article).encode()))
        records.append(warc_record(f"https://news.example/{at}.png", "image/png", b"\x89PNG"))
    return b"".join(records)


def warc_file(articles: Sequence[Article]) -> dict[str, bytes]:
    return {"crawl.warc.gz": warc(articles)}


def wacz(articles: Sequence[Article]) -> dict[str, bytes]:
    rows = [{"format": "json-pages-1.0"}]
    rows += [{"url": f"https://news.example/{at}", "title": a.title} for at, a in enumerate(articles, 1)]
    lines = "\n".join(map(json.dumps, rows)).encode()
    return {"crawl.wacz": zipped({"archive/data.warc.gz": warc(articles), "pages/pages.jsonl": lines})}


def obsidian(articles: Sequence[Article]) -> dict[str, bytes]:
    """Clips with a highlight, a note of the collector, a footnote and links between notes."""
    files = {}
    for at, article in enumerate(articles, 1):
        first, second, *rest = article.body
        front = (
            f'---\ntitle: "{article.title}"\nsource: "https://news.example/{at}"\nauthor:\n  - "[[{article.author}]]"\n'
            f'publisher: "[[{article.outlet}]]"\npublished: {article.day}\ncreated: 2031-06-02\n---\n'
        )
        rows = [f"{first}[^1]", f"=={second}==", *rest, "%% ask the town about this %%", "[^1]: Seen in print."]
        files[f"{at:02}.md"] = (front + "\n\n".join(rows)).encode()
    return files


def pdf(lines: Sequence[tuple[float, float, int, str]], width: int = 595, height: int = 842) -> bytes:
    """A PDF file of one page: each line with its place from the left and the bottom, and the size of its letters."""
    rows = []
    for left, bottom, size, words in lines:
        spelt = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        rows.append(b"BT /F1 %d Tf %.1f %.1f Td (%s) Tj ET" % (size, left, bottom, spelt))
    stream = b"\n".join(rows)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
        % (width, height),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def wrapped(paragraph: str, width: int) -> list[str]:
    """Lines of at most `width` characters, a long word broken by a hyphen where it does not fit."""
    lines = [""]
    for word in paragraph.split():
        room = width - len(lines[-1]) - 1
        if len(word) <= room or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif word.isalpha() and word.islower() and len(word) > 9 and room >= 6:
            lines[-1] += f" {word[: room - 1]}-"
            lines.append(word[room - 1 :])
        else:
            lines.append(word)
    return lines


def pdf_files(articles: Sequence[Article]) -> dict[str, bytes]:
    """Pages of one column, the headline in large letters above outlet, author and day."""
    files = {}
    for at, article in enumerate(articles, 1):
        rows: list[tuple[float, float, int, str]] = [(60, 760, 20, article.title)]
        rows.append((60, 735, 10, f"By {article.author}"))
        rows.append((60, 715, 10, f"{article.outlet}, {plain_day(article.day)}"))
        bottom = 680.0
        for paragraph in article.body:
            for line in wrapped(paragraph, 56):
                rows.append((60, bottom, 11, line))
                bottom -= 14
            bottom -= 12
        files[f"{at:02}.pdf"] = pdf(rows)
    return files


Form = Callable[[Sequence[Article]], dict[str, bytes]]
FORMS: Mapping[str, Form] = {
    form.__name__: form
    for form in (
        texts, nexis_text, nexis_docx, nexis_rtf, nexis_html, factiva_fields, factiva_html, proquest, europresse,
        press_review, fundus, news_please, table, pages, zip_of_pages, gzipped_pages, mhtml, mailbox, warc_file, wacz,
        obsidian, pdf_files,
    )
}  # fmt: skip
