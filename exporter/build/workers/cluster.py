"""Workers on other machines: a Dask cluster as the engine of a run, through its ``concurrent.futures`` interface.

Tasks go there whole and results come back as bytes: workers share no disk, and only this process writes. The task of a
dead worker is done again elsewhere. A worker of another environment would give other bytes and is refused.
https://distributed.dask.org/en/stable/client.html
"""

import asyncio
import logging
import socket
import warnings
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from exporter.build.workers.cluster_executor import MOST, PER_WORKER, ClusterExecutor
from exporter.build.workers.cluster_faults import CLUSTER, REFUSED, SAME
from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.remote import EnvironmentMismatch, differing, environment
from exporter.diagnostics import Diagnostics, EnvironmentFault, UsageError

Tls = tuple[Path, Path, Path]

USUAL = WorkerLimits()
CONNECTING = 5.0  # seconds to reach the scheduler, and to find a worker there
# Tasks are large by design, and the scheduler needs no line of the code that sends them.
SETTINGS = {
    "distributed.admin.large-graph-warning-threshold": "1 TB",
    "distributed.diagnostics.computations.nframes": 0,
}
LOGGERS = ("distributed", "distributed.client", "tornado.application")


class Cluster:
    """The workers of a run on a Dask cluster, in place of ``Workers``.

    ``findings`` name the refused workers; ``at_once`` is the number of tasks that are with the cluster at once.
    Raises ``UsageError`` for a wrong address, ``EnvironmentFault`` if the extra is not installed.
    """

    def __init__(self, address: str, limits: WorkerLimits = USUAL, tls: Tls | None = None) -> None:
        _check(address, tls)
        self.findings = Diagnostics()
        self.at_once = 1
        self._address = address
        self._limits = limits
        self._tls = tls
        self._client: Any = None
        self._engine: ClusterExecutor | None = None

    @property
    def engine(self) -> Executor:
        """The executor, connected when it is first asked for. Raises ``EnvironmentFault``."""
        if self._engine is None:
            self._client = _connected(self._address, self._tls)
            accepted, refused = _workers(self._client, self._address)
            for refusal in refused:
                self._note(refusal)
            self.at_once = PER_WORKER * MOST * len(accepted)
            others = {refusal.worker for refusal in refused}
            self._engine = ClusterExecutor(self._client, self._limits, len(accepted), others, self._note)
        return self._engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Leave the cluster; unfinished tasks are cancelled."""
        if self._engine is not None:
            self._engine.shutdown(wait=kind is None, cancel_futures=kind is not None)
        if self._client is not None:
            self._client.close(timeout=CONNECTING)

    def _note(self, refusal: EnvironmentMismatch) -> None:
        self.findings.add(REFUSED, f"the worker {refusal.worker} is not used: {_differences(refusal)}", hint=SAME)


def _connected(address: str, tls: Tls | None) -> Any:
    """Return a client of the scheduler at an address. Raises ``EnvironmentFault``."""
    _reach(address)
    distributed: Any = import_module("distributed")  # it has no types
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    import_module("dask").config.set(SETTINGS)
    try:
        security = distributed.Security(**_security(tls)) if tls else None
        with ThreadPoolExecutor(1) as aside:  # this thread may have an event loop of its caller's
            aside.submit(lambda: asyncio.run(_greet(distributed.rpc, address, security))).result()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "\\s*Mismatched versions found")  # told by the workers' own environments
            return distributed.Client(address, timeout=CONNECTING, set_as_default=False, security=security)
    except Exception as error:
        message = f"no Dask scheduler answers at '{address}': {_reason(error)}"
        hint = "check the TLS files" if tls else "check the address, and whether it needs TLS (--cluster-tls)"
        raise EnvironmentFault(message, code=CLUSTER.name, hint=hint) from error


def _reach(address: str) -> None:
    """Raise ``EnvironmentFault`` at once if nothing listens; Dask itself would try for a while."""
    host, _, port = address.partition("://")[2].rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECTING).close()
    except (OSError, OverflowError) as error:
        message = f"no scheduler can be reached at '{address}': {_reason(error)}"
        hint = "start one with 'dask scheduler', or check the address"
        raise EnvironmentFault(message, code=CLUSTER.name, hint=hint) from error


async def _greet(rpc: Any, address: str, security: Any) -> None:
    """Raise an error unless a scheduler listens."""
    arguments = security.get_connection_args("client") if security else {}
    async with asyncio.timeout(CONNECTING), rpc(address, timeout=CONNECTING, connection_args=arguments) as scheduler:
        await scheduler.identity(n_workers=0)


def _check(address: str, tls: Tls | None) -> None:
    """Raise ``UsageError`` for a wrong address, ``EnvironmentFault`` if the extra is not installed."""
    if find_spec("distributed") is None:
        hint = "pip install 'mdc-exporter[cluster]'"
        raise EnvironmentFault("--cluster needs 'distributed'", code=CLUSTER.name, hint=hint)
    kind = "tls" if tls else "tcp"
    scheme, found, rest = address.partition("://")
    port = rest.rpartition(":")[2]
    if not found or scheme not in ("tcp", "tls") or not port.isdigit():
        raise UsageError(f"not an address of a scheduler: '{address}'", hint=f"write it as '{kind}://host:8786'")
    if scheme != kind:
        hint = "give the CA, certificate and key with --cluster-tls" if scheme == "tls" else "write 'tls://...'"
        raise UsageError(f"'{address}' cannot be used with --cluster-tls", hint=hint)
    for file in tls or ():
        if not file.is_file():
            raise UsageError(f"no file '{file}' for --cluster-tls", hint="name the CA, the certificate and the key")


def _security(tls: Tls) -> dict[str, Any]:
    authority, certificate, key = map(str, tls)
    files = {"tls_ca_file": authority, "tls_client_cert": certificate, "tls_client_key": key}
    return {"require_encryption": True, **files}


def _workers(client: Any, address: str) -> tuple[list[str], list[EnvironmentMismatch]]:
    """Return the workers of the same environment, and refusals of the others.

    Raises ``EnvironmentFault`` if no worker can be used.
    """
    try:
        client.wait_for_workers(1, timeout=CONNECTING)
    except TimeoutError as error:
        hint = f"start some with 'dask worker {address} --nthreads 1'"
        raise EnvironmentFault(f"the cluster at '{address}' has no workers", code=CLUSTER.name, hint=hint) from error
    answers = client.run(_prober(), on_error="return")
    refused = [refusal for worker, answer in answers.items() if (refusal := _refusal(worker, answer)) is not None]
    if len(refused) == len(answers):
        message = f"no worker of the cluster has the same versions: {refused[0].worker}: {_differences(refused[0])}"
        raise EnvironmentFault(message, code=CLUSTER.name, hint=SAME)
    return [worker for worker in answers if worker not in {r.worker for r in refused}], refused


def _refusal(worker: str, answer: Any) -> EnvironmentMismatch | None:
    if not isinstance(answer, dict):
        return EnvironmentMismatch(worker, {"exporter": ("installed", str(answer))})
    differences = differing(environment(), answer)
    return EnvironmentMismatch(worker, differences) if differences else None


# Goes to workers as code, not by name: the scheduler reads it too, and need not have the exporter.
def _prober() -> Callable[[], Any]:
    def probe() -> Any:
        try:
            from exporter.build.workers.remote import environment  # noqa: PLC0415 (goes to the worker as code)

            return dict(environment())
        except Exception as error:
            return str(error)

    return probe


def _differences(refusal: EnvironmentMismatch) -> str:
    """Return the differences in words, the rest of a long list counted."""
    named = [f"its {name} is {there}, here it is {here}" for name, (here, there) in refusal.differences.items()]
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    return "; ".join(named[:3]) + more


def _reason(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, TimeoutError):
        return "timed out"
    text = getattr(error, "strerror", None) or str(error)
    return text.splitlines()[0] if text else type(error).__name__
