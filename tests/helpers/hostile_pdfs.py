"""PDFs that are out to harm whoever reads them, and some that are only unlucky; made on the spot."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from functools import partial

from fpdf import FPDF
from fpdf.enums import EncryptionMethod

A4 = "[0 0 595 842]"
SQUARE = b"0 0 0 rg 100 100 200 200 re f"
_TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_DEEP = 200_000


def pdf(*objects: bytes, root: str = "") -> bytes:
    """A PDF of these objects, numbered from 2, with a right table; the first is the tree of pages."""
    data = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate((f"<</Type/Catalog/Pages 2 0 R{root}>>".encode(), *objects), 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, table)
    return bytes(data)


def stream(content: bytes, entries: str = "") -> bytes:
    """An object with content."""
    return b"<<%s/Length %d>>\nstream\n" % (entries.encode(), len(content)) + content + b"\nendstream"


def page(box: str = A4, extra: str = "") -> bytes:
    """A page that object 4 draws."""
    return f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Contents 4 0 R{extra}>>".encode()


def one_page(
    content: bytes = SQUARE, box: str = A4, extra: str = "", more: tuple[bytes, ...] = (), root: str = ""
) -> bytes:
    """A PDF of one page; what ``more`` there is begins with object 5."""
    return pdf(_TREE, page(box, extra), stream(content), *more, root=root)


def cut(tenths: int) -> bytes:
    """So much of a sound PDF."""
    whole = one_page()
    return whole[: len(whole) * tenths // 10]


def inflating(block: bytes, times: int) -> bytes:
    """zlib's coding of ``block`` so many times over; takes as long as coding it once."""
    coder = zlib.compressobj(9)
    head = coder.compress(b"") + coder.flush(zlib.Z_FULL_FLUSH)
    body = coder.compress(block) + coder.flush(zlib.Z_FULL_FLUSH)
    return head + body * times


def _flate_bomb() -> bytes:
    """Content of 8 GB in some kilobytes."""
    twice = zlib.compress(inflating(b"0 0 m 9 9 l S " * 75_000, 8000), 9)
    return pdf(_TREE, page(), stream(twice, "/Filter[/FlateDecode/FlateDecode]"))


def _flat_tree(pages: int) -> bytes:
    kids = " ".join(f"{3 + index} 0 R" for index in range(pages))
    body = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"
    return pdf(f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(), *[body] * pages)


def _deep_tree(depth: int) -> bytes:
    nodes = [
        f"<</Type/Pages/Parent {1 + level} 0 R/Kids[{3 + level} 0 R]/Count 1>>".encode()
        for level in range(depth)
    ]
    return pdf(*nodes, f"<</Type/Page/Parent {1 + depth} 0 R/MediaBox{A4}>>".encode())


def _forms(levels: int, each: int) -> bytes:
    """A form that draws another ten times, which draws another ten times …"""
    head = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    middle = [
        stream(b"/F Do " * each, f"{head}/Resources<</XObject<</F {6 + level} 0 R>>>>")
        for level in range(levels)
    ]
    return one_page(
        b"/F Do", extra="/Resources<</XObject<</F 5 0 R>>>>", more=(*middle, stream(SQUARE, head))
    )


def _own_form() -> bytes:
    form = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>"
    return one_page(
        b"/F Do", extra="/Resources<</XObject<</F 5 0 R>>>>", more=(stream(b"/F Do /F Do", form),)
    )


def _tiles(step: str) -> bytes:
    pattern = f"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep {step}/YStep {step}/Resources<<>>"
    fill = b"/Pattern cs /P scn 0 0 595 842 re f " * 20
    return one_page(
        fill, extra="/Resources<</Pattern<</P 5 0 R>>>>", more=(stream(b"0 0 .5 .5 re f", pattern),)
    )


def _picture(entries: str, content: bytes, *more: bytes) -> bytes:
    """A page filled by a picture."""
    head = f"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 1{entries}"
    extra = "/Resources<</XObject<</F 5 0 R>>>>"
    return one_page(b"595 0 0 842 0 0 cm /F Do", extra=extra, more=(stream(content, head), *more))


def _fax_picture(side: int) -> bytes:
    decode = f"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns {side}/Rows {side}>>"
    return _picture(f"/Width {side}/Height {side}{decode}", b"\xff" * (side // 8))


def _jbig2() -> bytes:
    """A page of 2^32 - 1 dots squared and a generic region of the same size (ITU-T T.88, 7.2 and 7.4)."""
    most = b"\xff" * 4
    page_info = b"\0\0\0\0\x30\0\1\0\0\0\x13" + most * 2 + bytes(8) + b"\0\0\0"
    region = b"\0\0\0\1\x26\0\1\0\0\0\x1a" + most * 2 + bytes(9) + b"\0" + b"\3\xff\xfd\xff\2\xfe\xfe\xfe"
    return _picture("/Width 60000/Height 60000/Filter/JBIG2Decode", page_info + region)


def _jpx() -> bytes:
    """A codestream that announces 2^31 - 1 dots squared in tiles of 1 (ISO/IEC 15444-1, A.5.1)."""
    most, one = (2**31 - 1).to_bytes(4, "big"), b"\0\0\0\1"
    size = b"\xff\x51\0\x29\0\0" + most * 2 + bytes(8) + one * 2 + bytes(8) + b"\0\1\7\1\1"
    return _picture(
        "/Width 60000/Height 60000/Filter/JPXDecode", b"\xff\x4f" + size + b"\xff\x90" + bytes(200)
    )


def scan(jpeg: bytes) -> bytes:
    """A page that is nothing but a JPEG in grey."""
    head = "/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Width 400/Height 400"
    extra = "/Resources<</XObject<</F 5 0 R>>>>"
    picture = stream(jpeg, f"{head}/Filter/DCTDecode")
    return one_page(b"595 0 0 842 0 0 cm /F Do", extra=extra, more=(picture,))


def _own_glyph() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[1]"
        b"/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</T 5 0 R>>>>>>"
    )
    glyph = stream(b"1 0 d0 BT /T 1 Tf (aaaaaaaa) Tj ET")
    return one_page(b"BT /T 9 Tf (a) Tj ET", extra="/Resources<</Font<</T 5 0 R>>>>", more=(font, glyph))


def _protected(method: EncryptionMethod) -> bytes:
    made = FPDF(unit="pt", format="A4")
    made.set_encryption("of the maker", "of the reader", encryption_method=method)
    made.add_page()
    made.rect(100, 100, 200, 200, style="F")
    return bytes(made.output())


def _boxed(width: float, height: float) -> Callable[[], bytes]:
    return partial(one_page, box=f"[0 0 {width} {height}]")


def _script(action: str) -> Callable[[], bytes]:
    return partial(one_page, root=f"/OpenAction<<{action}>>", extra=f"/AA<</O<<{action}>>/C<<{action}>>>>")


PDFS: dict[str, Callable[[], bytes]] = {
    **{f"cut at {tenths} tenths": partial(cut, tenths) for tenths in range(1, 10)},
    "tree that is its own branch": lambda: pdf(b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "branches in a ring": lambda: pdf(
        b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 9>>"
    ),
    "parent of itself": lambda: pdf(_TREE, b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>", stream(SQUARE)),
    "tables in a ring": lambda: one_page().replace(b"/Size", b"/Prev 9/XRefStm 9/Size"),
    "a million pages, it says": lambda: pdf(
        _TREE.replace(b"Count 1", b"Count 1000000"), page(), stream(SQUARE)
    ),
    "most pages that can be said": lambda: pdf(
        _TREE.replace(b"Count 1", b"Count 2147483647"), page(), stream(SQUARE)
    ),
    "fewer than no pages": lambda: pdf(_TREE.replace(b"Count 1", b"Count -1"), page(), stream(SQUARE)),
    "100,000 pages": partial(_flat_tree, 100_000),
    "tree of 5,000 storeys": partial(_deep_tree, 5000),
    "no pages": lambda: pdf(b"<</Type/Pages/Kids[]/Count 0>>"),
    "20,000 inches": _boxed(1_440_000, 1_440_000),
    "14,400,000 points": _boxed(14_400_000, 14_400_000),
    "a thread, upright": _boxed(0.001, 14_400_000),
    "a thread, lying": _boxed(14_400_000, 0.001),
    "large units": partial(one_page, extra="/UserUnit 1000000"),
    "no size": _boxed(0, 0),
    "negative size": _boxed(-595, -842),
    "senseless size": partial(one_page, box="[(a) /b null 1e99]"),
    "JavaScript": _script("/S/JavaScript/JS(while\\(true\\)app.alert\\(1\\))"),
    "Launch": _script("/S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>"),
    "SubmitForm": _script("/S/SubmitForm/F(http://127.0.0.1:9/)"),
    "protected by RC4": partial(_protected, EncryptionMethod.RC4),
    "protected by AES of 128 bits": partial(_protected, EncryptionMethod.AES_128),
    "protected by AES of 256 bits": partial(_protected, EncryptionMethod.AES_256),
    "random": lambda: b"%PDF-1.7\n" + os.urandom(200_000),
    "tiles without number": partial(_tiles, ".00001"),
    "tiles one on the other": partial(_tiles, "0"),
    "content that inflates": _flate_bomb,
    "forms in forms": partial(_forms, 9, 10),
    "form that draws itself": _own_form,
    "glyph that writes itself": _own_glyph,
    "fax picture of 60,000 dots": partial(_fax_picture, 60_000),
    "picture of 2^31 dots": lambda: _picture("/Width 2147483647/Height 2147483647", b"\0"),
    "immense JBIG2": _jbig2,
    "immense JPX": _jpx,
    "deep lists": lambda: one_page(extra="/X" + "[" * _DEEP + "]" * _DEEP),
    "deep dictionaries": lambda: one_page(extra="/X" + "<</X" * _DEEP + " 0" + ">>" * _DEEP),
    "deep graphics states": lambda: one_page(b"q 1 0 0 1 0 0 cm " * 500_000),
    "deep lists in content": lambda: one_page(b"[" * 1_000_000),
}
