"""Formulas: the one home of the library that reads TeX and MathML; everything else sees its own tree."""

from exporter.formulas.library import Fault, available, check, read

__all__ = ["Fault", "available", "check", "read"]
