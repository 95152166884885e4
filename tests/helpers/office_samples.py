"""Office and OpenDocument files with one line of text each, made on the spot."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(
    f'xmlns:{name}="{_OPEN}{name}:1.0"'
    for name in ("office", "text", "table", "drawing", "script", "manifest")
)
_DRAW = f'xmlns:draw="{_OPEN}drawing:1.0" xmlns:svg="{_OPEN}svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
_EVENTS = 'xmlns:ooo="http://openoffice.org/2004/office" xmlns:dom="http://www.w3.org/2001/xml-events"'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def docx(text: str) -> bytes:
    """A Word document."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return _packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'
            "</w:body></w:document>",
        }
    )


def rtf(text: str) -> bytes:
    """A document in Rich Text Format."""
    coded = "".join(each if ord(each) < 128 else f"\\u{ord(each)}?" for each in text)
    return f"{{\\rtf1\\ansi {coded}}}".encode()


def xlsx(text: str) -> bytes:
    """An Excel workbook."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cell = f'<c r="A1" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
    return _packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData><row r="1">{cell}</row></sheetData>'
            "</worksheet>",
        }
    )


def odt(text: str, scripts: str = "", extra: dict[str, str] | None = None, inside: str = "") -> bytes:
    """An OpenDocument text; ``inside`` stands behind its line."""
    return _open_document("text", f"<text:p>{escape(text)}{inside}</text:p>", scripts, extra or {})


def ods(text: str) -> bytes:
    """An OpenDocument spreadsheet."""
    cell = f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
    return _open_document(
        "spreadsheet",
        f'<table:table table:name="One"><table:table-row>{cell}</table:table-row></table:table>',
    )


def odp(text: str) -> bytes:
    """An OpenDocument presentation."""
    box = f"<draw:text-box><text:p>{escape(text)}</text:p></draw:text-box>"
    frame = f'<draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="3cm">{box}</draw:frame>'
    return _open_document(
        "presentation", f'<draw:page draw:name="One" draw:master-page-name="">{frame}</draw:page>'
    )


def linking_odt(address: str) -> bytes:
    """A text with a picture that lies elsewhere."""
    link = f'xlink:href="{escape(address)}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    image = f"<draw:image {link}/>"
    frame = f'<draw:frame svg:width="5cm" svg:height="5cm">{image}</draw:frame>'
    return odt("With a link", inside=frame)


def linking_docx(address: str) -> bytes:
    """The same by Word."""
    draw = "http://schemas.openxmlformats.org/drawingml/2006"
    size = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/>'
    picture = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{draw}/wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/>'
        f'<wp:docPr id="1" name="p"/><a:graphic xmlns:a="{draw}/main"><a:graphicData uri="{draw}/picture">'
        f'<pic:pic xmlns:pic="{draw}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_OFFICE}" r:link="r1"/></pic:blipFill><pic:spPr>{size}</pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    with zipfile.ZipFile(io.BytesIO(docx("With a link"))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace("</w:p>", f"{picture}</w:p>")
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/image" '
        f'Target="{escape(address)}" TargetMode="External"/></Relationships>'
    )
    return _packed(parts)


def compound(name: str, content: bytes = b"") -> bytes:
    """As much of a compound file as names one stream and holds the beginning of it; no program opens it."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + b"\x09"
    coded = name.encode("utf-16-le") + b"\0\0"
    entry = coded.ljust(64, b"\0") + bytes([len(coded)])
    place = (1).to_bytes(4, "little") + (4096).to_bytes(8, "little")
    return (
        header.ljust(512, b"\0")
        + (entry.ljust(116, b"\0") + place).ljust(512, b"\0")
        + content.ljust(4096, b"\0")
    )


def macro_odt(basic: str) -> bytes:
    """A text that runs a Basic program as soon as it is opened."""
    library = "http://openoffice.org/2000/library"
    begin = '<?xml version="1.0" encoding="UTF-8"?>'
    listener = (
        '<office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" '
        'xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document" '
        'xlink:type="simple"/></office:event-listeners>'
    )
    script = (
        'xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic"'
    )
    module = f"<script:module {script}>"
    return odt(
        "With a macro",
        f"<office:scripts>{listener}</office:scripts>",
        {
            "Basic/script-lc.xml": f'{begin}<library:libraries xmlns:library="{library}">'
            '<library:library library:name="Standard" library:link="false"/></library:libraries>',
            "Basic/Standard/script-lb.xml": f'{begin}<library:library xmlns:library="{library}" '
            'library:name="Standard" library:readonly="false" library:passwordprotected="false">'
            '<library:element library:name="Module1"/></library:library>',
            "Basic/Standard/Module1.xml": f"{begin}{module}{escape(basic)}</script:module>",
        },
    )


def _open_document(kind: str, body: str, scripts: str = "", extra: dict[str, str] | None = None) -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", *(extra or {}))
    )
    root = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
    return _packed(
        {
            "mimetype": mime,
            "META-INF/manifest.xml": f"<manifest:manifest {_NAMESPACES}>{root}{entries}</manifest:manifest>",
            "content.xml": f'<office:document-content {_NAMESPACES} {_DRAW} {_EVENTS} office:version="1.3">{scripts}'
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
            **(extra or {}),
        }
    )


def _packed(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
