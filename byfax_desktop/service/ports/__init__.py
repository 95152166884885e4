"""The five services as Python methods, one module a service."""
