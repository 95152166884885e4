"""A byFax service in a box: the five services over real HTTP on this computer, for the demo and for tests.

Nothing leaves the computer. ``server.Sandbox`` serves from threads of this process, ``child.DemoService`` from a
process of its own; ``fates`` tells what becomes of a fax.
"""
