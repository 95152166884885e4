"""Answers in the shapes that SOAP encoding allows, made to fit the contract."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from byfax_desktop.service import conform as module
from byfax_desktop.service.conform import NIL, XSI, conform
from byfax_desktop.service.contract import contract
from byfax_desktop.service.errors import AnswerUnreadable


def fitted(inner: str, answer: str = "ApiResponseFaxjobMessages", outside: str = "") -> etree._Element:
    """The ``return`` of an answer with ``inner`` in its wrapper, and ``outside`` beside that."""
    xml = f"<Body xmlns:xsi='{XSI}'><r:callResponse xmlns:r='urn:x'>{inner}</r:callResponse>{outside}</Body>"
    return conform(contract(), etree.fromstring(xml)[0], answer)[0]


def plain(element: etree._Element) -> object:
    if element.get(NIL) == "true":
        return None
    if not len(element):
        return element.text or ""
    names = [child.tag for child in element]
    if names == ["item"] * len(names):
        return [plain(child) for child in element]
    return {child.tag: plain(child) for child in element}


def test_fields_take_the_contracts_order_and_unknown_ones_go():
    answer = fitted(
        "<return><new><deep/></new><countTotal>2</countTotal><stateMessage/><stateCode>OK</stateCode></return>"
    )

    assert [child.tag for child in answer] == ["stateCode", "stateMessage", "countTotal"]
    assert plain(answer) == {"stateCode": "OK", "stateMessage": "", "countTotal": "2"}


def test_the_wrapper_and_its_part_may_have_any_name_and_namespace():
    inner = "<a:Whatever xmlns:a='urn:a'><a:stateCode>OK</a:stateCode></a:Whatever>"

    assert plain(fitted(inner, "ApiResponse")) == {"stateCode": "OK"}


def test_what_must_be_there_and_is_not_is_nil():
    assert plain(fitted("<return/>", "ApiResponse")) == {"stateCode": None}


@pytest.mark.parametrize("nil", ["true", "1"])
def test_nil_is_nil_in_both_spellings(nil):
    answer = fitted(f"<return><stateMessage xsi:nil='{nil}'>x</stateMessage></return>", "ApiResponse")

    assert plain(answer)["stateMessage"] is None


def test_nil_false_is_not_nil():
    answer = fitted("<return><stateMessage xsi:nil='false'>x</stateMessage></return>", "ApiResponse")

    assert plain(answer)["stateMessage"] == "x"


@pytest.mark.parametrize("member", ["item", "FaxCover", "SOAP-ENC-item", "Struct"])
def test_members_of_a_list_may_have_any_name(member):
    items = f"<items><{member}><coverRef>1</coverRef></{member}><{member}><coverRef>2</coverRef></{member}></items>"
    answer = fitted(f"<return>{items}</return>", "ApiResponseListCovers")

    assert [cover["coverRef"] for cover in plain(answer)["items"]] == ["1", "2"]


def test_an_empty_list_is_a_list():
    answer = fitted("<return><items/></return>", "ApiResponseListCovers")

    assert len(answer.find("items")) == 0
    assert answer.find("items").get(NIL) is None


def test_the_first_of_a_field_that_comes_twice_counts():
    answer = fitted("<return><stateCode>A</stateCode><stateCode>B</stateCode></return>", "ApiResponse")

    assert plain(answer) == {"stateCode": "A"}


# As PHP writes an object that occurs twice: in place, with an id at its first place (SOAP 1.1, section 5).
IN_PLACE = """<return><items>
  <item id="ref1"><messageRef>M1</messageRef><remoteID>X</remoteID></item>
  <item href="#ref1"/><item><messageRef>M2</messageRef></item></items></return>"""
# As Axis and others write everything: the objects beside the call, each referred to.
BESIDE = ("<return href='#id0'/>", """<multiRef id="id0"><items href="#id1"/></multiRef>
  <multiRef id="id1"><item href="#id2"/><item href="#id2"/><item href="#id3"/></multiRef>
  <multiRef id="id2"><messageRef href="#id4"/><remoteID>X</remoteID></multiRef>
  <multiRef id="id3"><messageRef>M2</messageRef></multiRef><multiRef id="id4">M1</multiRef>""")  # fmt: skip


@pytest.mark.parametrize(("inner", "outside"), [(IN_PLACE, ""), BESIDE])
def test_references_are_followed_wherever_their_object_lies(inner, outside):
    items = plain(fitted(inner, outside=outside))["items"]

    assert [item["messageRef"] for item in items] == ["M1", "M1", "M2"]
    assert items[0] == items[1]
    assert items[1]["remoteID"] == "X"


def test_a_reference_to_nil_is_nil():
    answer = fitted("<return><stateMessage href='#n'/></return>", "ApiResponse", "<n id='n' xsi:nil='1'/>")

    assert plain(answer)["stateMessage"] is None


BAD = {
    "nowhere": ("<return href='#gone'/>", ""),
    "another document": ("<return href='http://127.0.0.1/#a'/>", "<a id='a'/>"),
    "no fragment": ("<return href='a'/>", "<a id='a'/>"),
    "itself": ("<return id='a' href='#a'/>", ""),
    "a circle": ("<return href='#a'/>", "<x id='a' href='#b'/><x id='b' href='#a'/>"),
    "two places": ("<return href='#a'/>", "<x id='a'/><x id='a'/>"),
}


@pytest.mark.parametrize(("inner", "outside"), BAD.values(), ids=BAD)
def test_references_that_lead_astray_are_refused(inner, outside):
    with pytest.raises(AnswerUnreadable):
        fitted(inner, outside=outside)


def test_an_object_inside_itself_ends_with_the_contract():
    """No type of the contract holds itself, so a circle through an object's own fields cannot be followed far."""
    answer = fitted("<return id='a'><items><item href='#a'/></items></return>")

    assert plain(answer)["items"][0]["messageRef"] is None


def test_references_that_multiply_are_counted(monkeypatch):
    monkeypatch.setattr(module, "MAX_NODES", 1000)
    message = "<x id='m'><messageRef>M</messageRef></x>"

    fitted("<return><items>" + "<item href='#m'/>" * 100 + "</items></return>", outside=message)
    with pytest.raises(AnswerUnreadable, match="could not be understood") as caught:
        fitted("<return><items>" + "<item href='#m'/>" * 1000 + "</items></return>", outside=message)
    assert "multiply" in caught.value.details


def test_the_bound_leaves_room_for_the_largest_page():
    fields = len(contract().fields("FaxReportMessage"))

    assert 10 * 500 * (fields + 1) < module.MAX_NODES


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1), max_size=8))
def test_texts_are_kept(words):
    return_ = etree.Element("return")
    items = etree.SubElement(return_, "items")
    for word in words:
        etree.SubElement(etree.SubElement(items, "item"), "coverTitle").text = word

    answer = fitted(etree.tostring(return_, encoding="unicode"), "ApiResponseListCovers")

    assert [cover.findtext("coverTitle") for cover in answer.find("items")] == words
