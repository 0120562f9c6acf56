"""A round of review: several reviewed files of one document, their agreements and conflicts, written together."""

from exporter.review.round.joint import Round, join, write_round

__all__ = ["Round", "join", "write_round"]
