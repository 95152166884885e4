"""The contract as WSDL 1.1 text, one document a service, complete in itself.

Two shapes of the same contract: ``wsdl`` is the full rpc/encoded description that any SOAP toolkit can load;
``lexical_wsdl`` is for our own codec: every simple value is a string there and every array a plain sequence of
``item``, so that reading and writing values (dates, money, words newer than the contract) stays in our hands.
"""

from __future__ import annotations

from importlib import resources

from lxml import etree
from lxml.builder import ElementMaker

from byfax_desktop.service.contract.model import Contract, Element, Operation, Service, contract

XSD = "http://www.w3.org/2001/XMLSchema"
WSDL = "http://schemas.xmlsoap.org/wsdl/"
SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
SOAP_OVER_HTTP = "http://schemas.xmlsoap.org/soap/http"

_X = ElementMaker(namespace=XSD)
_W = ElementMaker(namespace=WSDL)
_S = ElementMaker(namespace=SOAP)

_TOKEN_FIELDS = (Element("Username", "string"), Element("Password", "string"))


def wsdl(service: str, address: str, encoding_schema: str | None = None) -> bytes:
    """The WSDL of a service, named as in ``contract.toml`` (``faxin/message``), that is served at ``address``.

    ``encoding_schema`` is where a toolkit shall load SOAP's encoding schema from; without it, some fetch it from
    its author's host.
    """
    return _Writer(contract(), service, lexical=False).document(address, encoding_schema)


def encoding_schema() -> bytes:
    """What we serve as SOAP's encoding schema."""
    return resources.files(__package__).joinpath("soapenc.xsd").read_bytes()


def lexical_wsdl(service: str, address: str) -> bytes:
    """The same with simple values as strings and arrays as sequences of ``item``."""
    return _Writer(contract(), service, lexical=True).document(address)


def array_type(item_type: str) -> str:
    """The name of the array type whose members are ``item_type``, as the service names them."""
    return f"{item_type}Array"


class _Writer:
    def __init__(self, described: Contract, service: str, *, lexical: bool) -> None:
        self._contract = described
        self._service: Service = described.services[service]
        self._lexical = lexical

    def document(self, address: str, encoding_schema: str | None = None) -> bytes:
        service = self._service
        nsmap = {"wsdl": WSDL, "s": XSD, "soap": SOAP, "soapenc": ENCODING, "tns": service.namespace}
        root = ElementMaker(namespace=WSDL, nsmap=nsmap).definitions(targetNamespace=service.namespace)
        root.append(_W.types(self._schema(encoding_schema)))
        root.append(_message("UsernameTokenHeaderSoapIn", ("UsernameTokenHeaderPart", "tns:UsernameToken")))
        for operation in service.operations.values():
            parts = [(part.name, self._qualified(part.type)) for part in operation.parameters]
            root.append(_message(f"{operation.name}SoapIn", *parts))
            root.append(_message(f"{operation.name}SoapOut", ("return", f"tns:{operation.answer}")))
        root.append(self._port_type())
        root.append(self._binding())
        port = f"{service.name}Soap"
        root.append(
            _W.service(
                _W.port(_S.address(location=address), name=port, binding=f"tns:{port}"), name=service.name
            )
        )
        return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)

    def _schema(self, encoding_schema: str | None) -> etree._Element:
        schema = _X.schema(targetNamespace=self._service.namespace)
        if encoding_schema is not None:
            schema.append(_X("import", namespace=ENCODING, schemaLocation=encoding_schema))
        schema.append(_complex("UsernameToken", [self._element(field) for field in _TOKEN_FIELDS]))
        for name in self._types_used():
            if name.endswith("[]"):
                schema.append(self._array(name.removesuffix("[]")))
            elif name in self._contract.enums and not self._lexical:
                schema.append(self._enumeration(name))
            elif name in self._contract.complex_types:
                schema.append(self._record(name))
        return schema

    def _types_used(self) -> list[str]:
        """Every type that the service's operations lead to, each once."""
        found: dict[str, None] = {}

        def visit(name: str) -> None:
            if name in found:
                return
            found[name] = None
            if name.endswith("[]"):
                visit(name.removesuffix("[]"))
            elif described := self._contract.complex_types.get(name):
                for inner in [described.base, *(field.type for field in described.fields)]:
                    if inner:
                        visit(inner)

        for operation in self._service.operations.values():
            for parameter in operation.parameters:
                visit(parameter.type)
            visit(operation.answer)
        return list(found)

    def _qualified(self, type_name: str) -> str:
        if type_name.endswith("[]"):
            return f"tns:{array_type(type_name.removesuffix('[]'))}"
        if type_name in self._contract.complex_types or type_name == "UsernameToken":
            return f"tns:{type_name}"
        if self._lexical:
            return "s:string"
        return f"tns:{type_name}" if type_name in self._contract.enums else f"s:{type_name}"

    def _element(self, field: Element) -> etree._Element:
        attributes = {
            "name": field.name,
            "type": self._qualified(field.type),
            "minOccurs": "1",
            "maxOccurs": "1",
        }
        if field.optional:
            attributes["minOccurs"] = "0"
        if field.nillable:
            attributes["nillable"] = "true"
        return _X.element(**attributes)

    def _record(self, name: str) -> etree._Element:
        described = self._contract.complex_types[name]
        elements = [self._element(field) for field in described.fields]
        if described.base is None:
            return _complex(name, elements)
        extension = _X.extension(_X.sequence(*elements), base=f"tns:{described.base}")
        return _X.complexType(_X.complexContent(extension), name=name)

    def _enumeration(self, name: str) -> etree._Element:
        words = [_X.enumeration(value=word) for word in self._contract.enums[name]]
        return _X.simpleType(_X.restriction(*words, base="s:string"), name=name)

    def _array(self, item_type: str) -> etree._Element:
        name = array_type(item_type)
        if self._lexical:
            item = {
                "name": "item",
                "type": self._qualified(item_type),
                "minOccurs": "0",
                "maxOccurs": "unbounded",
            }
            return _complex(name, [_X.element(**item, nillable="true")])
        attribute = _X.attribute(
            {f"{{{WSDL}}}arrayType": f"{self._qualified(item_type)}[]"}, ref="soapenc:arrayType"
        )
        restriction = _X.restriction(attribute, base="soapenc:Array")
        return _X.complexType(_X.complexContent(restriction), name=name)

    def _port_type(self) -> etree._Element:
        port_type = _W.portType(name=f"{self._service.name}Soap")
        for operation in self._service.operations.values():
            attributes = {"name": operation.name}
            if len(operation.parameters) > 1:
                attributes["parameterOrder"] = _part_names(operation)
            port_type.append(
                _W.operation(
                    _W.input(message=f"tns:{operation.name}SoapIn"),
                    _W.output(message=f"tns:{operation.name}SoapOut"),
                    **attributes,
                )
            )
        return port_type

    def _binding(self) -> etree._Element:
        name = f"{self._service.name}Soap"
        binding = _W.binding(_S.binding(transport=SOAP_OVER_HTTP, style="rpc"), name=name, type=f"tns:{name}")
        for operation in self._service.operations.values():
            binding.append(
                _W.operation(
                    _S.operation(soapAction=f"#{operation.name}"),
                    _W.input(self._header(), self._body(_part_names(operation))),
                    _W.output(self._body("return")),
                    name=operation.name,
                )
            )
        return binding

    def _body(self, parts: str) -> etree._Element:
        attributes = {"use": "encoded", "namespace": self._service.namespace, "encodingStyle": ENCODING}
        return _S.body(**attributes, **({"parts": parts} if parts else {}))

    def _header(self) -> etree._Element:
        return _S.header(
            message="tns:UsernameTokenHeaderSoapIn",
            part="UsernameTokenHeaderPart",
            use="encoded",
            encodingStyle=ENCODING,
            namespace=self._service.namespace,
        )


def _part_names(operation: Operation) -> str:
    return " ".join(parameter.name for parameter in operation.parameters)


def _complex(name: str, elements: list[etree._Element]) -> etree._Element:
    return _X.complexType(_X.sequence(*elements), name=name)


def _message(name: str, *parts: tuple[str, str]) -> etree._Element:
    return _W.message(*(_W.part(name=part, type=type_name) for part, type_name in parts), name=name)
