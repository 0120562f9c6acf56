"""Many tasks at once, each on its own: what one of them does wrong ends no other.

An engine is any executor of ``concurrent.futures``; ``local`` gives the one of this machine.
"""

from exporter.batch.isolation import CODES, Failure, guarded, run_all
from exporter.batch.pool import InProcess, LimitedPool, local

__all__ = ["CODES", "Failure", "InProcess", "LimitedPool", "guarded", "local", "run_all"]
