"""Checks of whole corpora: run by hand or by `make conformance`."""
