"""Our contract says what the vendor's published WSDLs say, but for the seven filters that those forbid."""

from __future__ import annotations

import dataclasses
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
import zeep
from published_wsdl import FILES, FOLDER, Published

from byfax_desktop.service import records, requests
from byfax_desktop.service.contract import contract, encoding_schema, wsdl
from byfax_desktop.service.fields import wire_name
from byfax_desktop.service.openenum import OpenEnum

SERVICES = tuple(FILES)
ALSO_OPTIONAL = {
    ("ApiRequestFaxjobCountBroadcasts", "broadcastRefs"),
    ("ApiRequestFaxjobCountBroadcasts", "dateFrom"),
    ("ApiRequestFaxjobCountBroadcasts", "dateTill"),
    ("ApiRequestFaxjobCountMessages", "broadcastRefs"),
    ("ApiRequestFaxjobCountMessages", "messageRefs"),
    ("ApiRequestFaxjobCountMessages", "dateFrom"),
    ("ApiRequestFaxjobCountMessages", "dateTill"),
}
published = pytest.mark.skipif(not FOLDER.is_dir(), reason="needs the published WSDLs")


def ours(service: str) -> Published:
    """Our own WSDL, read by the same reader."""
    return Published(service, wsdl(service, f"https://api.byfax.biz{contract().services[service].path}"))


@published
@pytest.mark.parametrize("service", SERVICES)
def test_names_and_addresses_are_the_published_ones(service):
    theirs = Published(service)
    own = contract().services[service]

    assert (own.namespace, own.name, own.path) == (theirs.namespace, theirs.service_name, theirs.path)


def test_there_are_five_services_and_36_operations():
    assert tuple(contract().services) == SERVICES
    assert len(list(contract().operations())) == 36


@published
@pytest.mark.parametrize("service", SERVICES)
def test_operations_parameters_and_bindings_are_the_published_ones(service):
    theirs, own = Published(service), ours(service)

    in_contract = contract().services[service].operations
    assert own.operations() == theirs.operations() == in_contract
    assert list(theirs.operations()) == list(in_contract)
    for name in theirs.operations():
        assert own.binding(name) == theirs.binding(name), name


@published
@pytest.mark.parametrize("service", SERVICES)
def test_every_type_in_reach_is_the_published_one(service):
    theirs, own = Published(service), ours(service)
    type_names, enums = theirs.reachable()

    assert own.reachable() == (type_names, enums)
    for name in type_names:
        wanted = [dataclasses.replace(field, forbidden=False) for field in theirs.fields(name)]
        assert list(own.fields(name)) == wanted, name
        assert own.base(name) == theirs.base(name) == contract().complex_types[name].base, name
    for name in enums:
        assert own.words(name) == theirs.words(name) == contract().enums[name], name


@published
def test_only_the_seven_filters_differ():
    forbidden = {
        (name, field.name)
        for theirs in map(Published, SERVICES)
        for name in theirs.reachable()[0]
        for field in theirs.fields(name)
        if field.forbidden
    }

    assert forbidden == ALSO_OPTIONAL
    assert all(
        field.optional
        for name, field_name in ALSO_OPTIONAL
        for field in contract().fields(name)
        if field.name == field_name
    )


@published
def test_nothing_is_in_our_contract_that_no_service_has():
    type_names: set[str] = set()
    enums: set[str] = set()
    for service in SERVICES:
        more_types, more_enums = Published(service).reachable()
        type_names |= more_types
        enums |= more_enums

    assert set(contract().complex_types) == type_names
    assert set(contract().enums) == enums


# Which record carries which type; a listing's request extends the counting one in both.
RECORDS = {
    "ApiResponse": records.Answer,
    "FaxFile": (records.ReceivedFile, requests.FaxFile),
    "FaxCover": records.Cover,
    "ApiResponseFileDownload": records.FileAnswer,
    "ApiResponseDocPreview": records.PagesAnswer,
    "ApiResponseItemsCount": records.CountAnswer,
    "ApiResponseBalance": records.Balance,
    "ApiResponseDocUpload": records.UploadResult,
    "ApiResponseCoverUpload": records.CoverUploadResult,
    "FaxReportRecipient": records.RecipientReport,
    "FaxReportUpload": records.UploadReport,
    "ApiResponseFaxjobSubmit": records.SubmitResult,
    "FaxReportBroadcast": records.Broadcast,
    "FaxReportMessage": records.Message,
    "FaxReportProcess": records.ProcessReport,
    "FaxinMessage": records.InboundFax,
    "FaxCountry": records.Country,
    "FaxCountryState": records.CountryState,
    "FaxDidGroup": records.DidGroup,
    "FaxDid": records.Did,
    "ApiResponseFaxjobBroadcasts": records.Broadcasts,
    "ApiResponseFaxjobMessages": records.Messages,
    "ApiResponseFaxjobProcess": records.ProcessReports,
    "ApiResponseListFaxes": records.InboundFaxes,
    "ApiResponseListCovers": records.Covers,
    "ApiResponseListCountries": records.Countries,
    "ApiResponseListCountryStates": records.CountryStates,
    "ApiResponseListDidGroups": records.DidGroups,
    "ApiResponseListDids": records.Dids,
    "FaxDocument": requests.FaxDocument,
    "FaxGreeting": requests.Greeting,
    "FaxContact": requests.Contact,
    "FaxRecipient": requests.Recipient,
    "ApiRequestFaxjobSubmit": requests.SubmitRequest,
    "ApiRequestFaxjobMessage": requests.MessageRequest,
    "ApiRequestFaxjobProcess": requests.ProcessRequest,
    "ListPagination": requests.Pagination,
    "ApiRequestFaxjobCountBroadcasts": requests.BroadcastFilter,
    "ApiRequestFaxjobCountMessages": requests.RecipientFilter,
    "ApiRequestFaxjobListBroadcasts": requests.BroadcastListing,
    "ApiRequestFaxjobListMessages": requests.RecipientListing,
    "ApiRequestCountFaxes": requests.FaxFilter,
    "ApiRequestListFaxes": requests.FaxListing,
}
WORKED_OUT = {"fileSize", "fileCheck"}
"""What our client takes from a file's content when it sends one."""


def test_every_type_has_its_record():
    assert set(RECORDS) == set(contract().complex_types)


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_carries_every_field_of_its_type(name):
    wanted = {field.name for field in contract().fields(name)}
    kinds = RECORDS[name] if isinstance(RECORDS[name], tuple) else (RECORDS[name],)
    for record in kinds:
        found = {wire_name(field) for field in dataclasses.fields(record)}
        assert found == wanted - (WORKED_OUT if record is requests.FaxFile else set())


def test_every_enumeration_has_its_words():
    kinds = {kind.__name__: kind for kind in _open_enums()}
    named = {
        "StateCodes": "StateCode",
        "StateContainer": "BroadcastState",
        "StateRecipient": "RecipientState",
        "StateTransport": "InboundState",
        "StateNumber": "DidState",
        "FileContentGroup": "ContentGroup",
    }

    for name, words in contract().enums.items():
        assert [member.value for member in kinds[named.get(name, name)]] == list(words), name
    assert len(contract().enums["StateCodes"]) == 154


def _open_enums() -> list[type[OpenEnum]]:
    return OpenEnum.__subclasses__()


class Offline(zeep.Transport):
    """Serves our encoding schema, and refuses everything else."""

    def load(self, url: str) -> bytes:
        assert url == "soapenc.xsd", f"something is fetched from {url}"
        return encoding_schema()


@pytest.mark.parametrize("service", SERVICES)
def test_our_wsdl_loads_in_zeep_without_a_network(service):
    text = wsdl(service, "https://service.invalid/", "soapenc.xsd")
    client = zeep.Client(io.BytesIO(text), transport=Offline())

    operations = client.service._binding._operations
    assert set(operations) == set(contract().services[service].operations)


PHP = """
error_reporting(0); $seen = [];
foreach (array_slice($argv, 1) as $file) {
    $client = new SoapClient($file, ['cache_wsdl' => WSDL_CACHE_NONE]);
    $seen[] = [count($client->__getFunctions()), count($client->__getTypes())];
}
echo json_encode($seen);
"""


def test_our_wsdl_loads_in_php(tmp_path):
    if shutil.which("php") is None or "soap" not in _php("-m").split():
        pytest.skip("needs PHP with its SOAP extension")
    paths: list[Path] = []
    for service in SERVICES:
        paths.append(tmp_path / f"{service.replace('/', '-')}.wsdl")
        paths[-1].write_bytes(wsdl(service, "https://service.invalid/"))

    counts = json.loads(_php("-r", PHP, *map(str, paths)))

    wanted = [len(contract().services[service].operations) for service in SERVICES]
    assert [functions for functions, _ in counts] == wanted
    assert all(types > 0 for _, types in counts)


def _php(*arguments: str) -> str:
    return subprocess.run(["php", *arguments], capture_output=True, text=True, check=True).stdout
