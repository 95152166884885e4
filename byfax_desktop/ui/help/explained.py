"""What the controls of the option panels do, in a sentence or two, by their object names.

Qt shows it at Shift+F1 beside the control that has the keyboard, and reads it out.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_PATTERN = "Names of the files. Words in braces stand for what is known of the fax; below is an example."
_HEADER = (
    "Text of this part of the line. Words in angle brackets, such as <To>, are filled in for each recipient."
)
_CUT = "So many millimetres at this edge are left out of each page, such as the black rim of a scan."

WHATS_THIS = {
    "quality": "Fine is for small print and takes twice as long on the line. Standard is enough for a letter.",
    "mode": "Text keeps letters sharp. Photo draws greys as fine dots and takes much longer on the line.",
    "more_options": "When the fax is sent, how often it is tried, how urgent it is, and the header line.",
    "to_line": "A name or a fax number with its country code. Contacts and numbers faxed before are offered.",
    "send_from": "The name and number that the recipient sees on the cover page and in the header line.",
    "send_cover": "The page before your documents that says who sends the fax, to whom, and what it is about.",
    "send_subject": "What the fax is about: on the cover page, and in your Outbox.",
    "send_message": "What you want to say on the cover page.",
    "page_choice": "Which pages are sent, such as 1-3, 7. Left empty, all of them are.",
    "when": "Send the fax now, or have byFax send it at a time. Your computer may be off then.",
    "send_time": "The day and time at which byFax begins to call.",
    "whose_time": "A recipient's own time is found by the number. If it rings in several zones, the latest counts.",
    "send_more": "Shows how often the fax is tried, how urgent it is, who makes the pages, and the header line.",
    "retries": "So often a line that is busy, or not answered, is tried again.",
    "priority": "A fax of high priority goes before those of a low one. Usual is right for nearly all.",
    "priority_number": "1 goes first, 100 last.",
    "pages_maker": "byFax makes the pages from your documents, or this computer sends them just as they are shown.",
    "header_wanted": "A small line at the top of each page: when, from whom, to whom. Many countries ask for it.",
    "header_left": _HEADER,
    "header_centre": _HEADER,
    "header_right": _HEADER,
    "page_mode": "How the pages of this document are drawn. As the fax means: as chosen for all documents.",
    "page_turn_left": "Turns all pages of this document by a quarter to the left.",
    "page_turn_right": "Turns all pages of this document by a quarter to the right.",
    "page_turn_over": "Turns all pages of this document upside down.",
    "page_contrast": "More makes faint print darker; less takes away the grey of dirty paper. 0 changes nothing.",
    "page_contrast_slider": "More makes faint print darker; less takes away grey. Double-click for 0.",
    "page_cut_left": _CUT,
    "page_cut_right": _CUT,
    "page_cut_top": _CUT,
    "page_cut_bottom": _CUT,
    "page_skip_blank": "Pages on which there is nothing are not sent, such as the backs of a scan.",
    "keeping_number": "The rule for faxes to all your numbers, or for those to one of them, with its own folder.",
    "keeping_form": "PDF opens everywhere. TIFF has every dot as it came over the line.",
    "keeping_folder": "Where new faxes are saved. A file that is there already is never written over.",
    "keeping_pattern": _PATTERN,
    "keeping_old": "Saves the faxes in your Inbox as well, once, and not only those that come from now on.",
    "report_keeping_own": "Keeps a PDF of each fax that has ended, with its pages and their checksums.",
    "report_keeping_form": "The report is one sheet for each fax. The evidence has all pages as they went too.",
    "report_keeping_which": "Whether each fax is reported, or only those that did not arrive.",
    "report_keeping_folder": "Where they are saved. A file that is there already is never written over.",
    "report_keeping_pattern": _PATTERN,
}


def explain(room: QWidget) -> None:
    """Give the controls in ``room`` that are known here what they say of themselves."""
    for widget in room.findChildren(QWidget):
        if words := WHATS_THIS.get(widget.objectName()):
            widget.setWhatsThis(words)
