"""The published face of the byFax service, written by us from the facts: its operations, types and WSDLs."""

from byfax_desktop.service.contract.model import (
    ComplexType,
    Contract,
    Element,
    Operation,
    Service,
    contract,
)
from byfax_desktop.service.contract.wsdl import lexical_wsdl, wsdl

__all__ = [
    "ComplexType",
    "Contract",
    "Element",
    "Operation",
    "Service",
    "contract",
    "lexical_wsdl",
    "wsdl",
]
