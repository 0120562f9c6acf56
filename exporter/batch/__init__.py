"""Many tasks at once, each on its own: what one of them does wrong ends no other.

An engine is any executor of ``concurrent.futures``; ``Workers`` has the one of this machine.
"""

from exporter.batch.isolation import CODES, Failure, guarded, run_all
from exporter.batch.pool import InProcess, LimitedPool, Workers

__all__ = ["CODES", "Failure", "InProcess", "LimitedPool", "Workers", "guarded", "run_all"]
