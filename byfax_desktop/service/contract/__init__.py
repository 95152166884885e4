"""The published face of the byFax service, written by us from the facts: its operations, types and WSDLs."""

from byfax_desktop.service.contract.model import (
    ComplexType,
    Contract,
    Element,
    Operation,
    Service,
    contract,
)
from byfax_desktop.service.contract.wsdl import encoding_schema, lexical_wsdl, wsdl

__all__ = [
    "ComplexType",
    "Contract",
    "Element",
    "Operation",
    "Service",
    "contract",
    "encoding_schema",
    "lexical_wsdl",
    "wsdl",
]
