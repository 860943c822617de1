"""Turns things into pages and RDF: one for everything that a release tells of, and lists of them by kind."""

from __future__ import annotations
