"""Turns a release into a web server: pages, files and questions over HTTP."""
