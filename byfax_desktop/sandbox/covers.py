"""The service ``cover``."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping

from byfax_desktop.fax.trouble import DocumentTrouble
from byfax_desktop.sandbox.basics import Desk, Handler, Values, keep_upload, listing, new_ref, safe_name
from byfax_desktop.sandbox.refusal import Refusal
from byfax_desktop.sandbox.reply import file_record
from byfax_desktop.sandbox.request import Upload
from byfax_desktop.sandbox.things import Cover

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXAMPLE = {
    "ToName": "Anna Schmidt",
    "ToCompany": "ACME GmbH",
    "ToNumber": "+49 30 123456",
    "FromName": "Your name",
    "FromCompany": "Your company",
    "FromNumber": "+375 17 000-00-01",
    "Subject": "Subject of the fax",
    "Text": "Your message stands here.",
    "Date": "23.11.2026",
    "Pages": "3",
}


def _cover(desk: Desk, values: Values) -> Cover:
    cover = desk.store.find(Cover, values.get("coverRef") or "")
    if cover is None:
        raise Refusal("COVER_TEMPLATE_NOT_FOUND")
    return cover


def _keep(desk: Desk, values: Values) -> tuple[str, Upload, str]:
    blob, upload, name, _mime = keep_upload(desk.store, values.get("file"))
    if not zipfile.is_zipfile(desk.store.path(blob)):
        desk.store.path(blob).unlink()
        raise Refusal("FILE_FORMAT_UNSUPPORTED", "a cover is a DocX")
    return blob, upload, name


def _describe(cover: Cover) -> Values:
    return {"coverRef": cover.ref, "coverTitle": cover.title}


def add_cover(desk: Desk, values: Values) -> Values:
    """addCover."""
    title = (values.get("title") or "").strip()
    if not title:
        raise Refusal("API_REQUEST_INCOMPLETE", "a cover without a title")
    blob, upload, name = _keep(desk, values)
    cover = Cover(new_ref(), title, blob, name)
    desk.store.save(cover)
    return {"coverRef": cover.ref, "fileSize": upload.size, "fileCheck": upload.md5, "fileMime": DOCX}


def reload_cover(desk: Desk, values: Values) -> Values:
    """reloadCover."""
    cover = _cover(desk, values)
    cover.blob, _upload, cover.file_name = _keep(desk, values)
    desk.store.save(cover)
    return {}


def rename_cover(desk: Desk, values: Values) -> Values:
    """renameCover."""
    cover = _cover(desk, values)
    cover.title = (values.get("title") or "").strip() or cover.title
    desk.store.save(cover)
    return {}


def delete_cover(desk: Desk, values: Values) -> Values:
    """deleteCover."""
    desk.store.remove(_cover(desk, values))
    return {}


def download_cover(desk: Desk, values: Values) -> Values:
    """downloadCover."""
    cover = _cover(desk, values)
    return {"Document": file_record(desk.store.path(cover.blob), cover.file_name, DOCX)}


def get_cover(desk: Desk, values: Values) -> Values:
    """getCover: a list of one."""
    return listing([_describe(_cover(desk, values))])


def list_covers(desk: Desk, _values: Values) -> Values:
    """listCovers."""
    return listing([_describe(cover) for cover in desk.store.all(Cover)])


def get_cover_preview(desk: Desk, values: Values) -> Values:
    """getCoverPreview: a PDF with example data in the placeholders."""
    cover = _cover(desk, values)
    try:
        path = desk.maker.pdf_of(desk.maker.cover(cover, _EXAMPLE, "FINE"), "FINE")
    except DocumentTrouble as trouble:
        raise Refusal("FILE_CONVERTION_FAILED", trouble.what) from None
    return {"Document": file_record(path, safe_name(cover.file_name, ".pdf"), "application/pdf")}


HANDLERS: Mapping[str, Handler] = {
    "addCover": add_cover,
    "reloadCover": reload_cover,
    "renameCover": rename_cover,
    "deleteCover": delete_cover,
    "downloadCover": download_cover,
    "getCover": get_cover,
    "listCovers": list_covers,
    "getCoverPreview": get_cover_preview,
}
