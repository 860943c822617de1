"""Requests over HTTP to a server that somebody else runs, and may run badly.

=============  ==================================================================
credentials    user and password, or a token, from the environment or a file
Endpoint.send  a request to its answer: in time, within the bytes allowed, or not
send_apart     the same, by a process that outlives this one
Patience       how long, how much and how often
wire, shown    an address as it is sent, and as it may be named
=============  ==================================================================
"""

from __future__ import annotations

from resograph.endpoint.address import shown, wire
from resograph.endpoint.apart import send_apart
from resograph.endpoint.exchange import Patience, Request, Response
from resograph.endpoint.secret import Credentials, credentials
from resograph.endpoint.sender import Endpoint

__all__ = ["Credentials", "Endpoint", "Patience", "Request", "Response", "credentials", "send_apart", "shown", "wire"]
