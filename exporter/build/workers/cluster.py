"""Workers on other machines: a Dask cluster as the engine of a run, through its ``concurrent.futures`` interface.

Tasks go there whole and results come back as bytes: workers share no disk, and only this process writes. The task of a
dead worker is done again elsewhere. A worker of another environment would give other bytes and is refused.
https://distributed.dask.org/en/stable/client.html
"""

import asyncio
import logging
import pickle
import socket
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.remote import EnvironmentMismatch, differing, environment, pack
from exporter.build.workers.tasks import Failure
from exporter.diagnostics import Code, Diagnostics, EnvironmentFault, Severity, UsageError

CLUSTER = Code(
    "cluster",
    Severity.ERROR,
    "The cluster cannot be reached, or has no worker with the same versions.",
    why="Files can only be made on a cluster whose workers have the same fonts and libraries.",
    mend="Check the scheduler's address and its workers, or build without --cluster.",
)
REFUSED = Code(
    "refused-worker",
    Severity.WARNING,
    "A worker has other versions and is not used.",
    why="A worker with other versions would make different files.",
    mend="Install the same versions on the worker as on this machine.",
)
CODES = (CLUSTER, REFUSED)

Tls = tuple[Path, Path, Path]

USUAL = WorkerLimits()
CONNECTING = 5.0  # seconds to reach the scheduler, and to find a worker there
WITHOUT_WORKERS = 30.0  # seconds after which a cluster that lost all its workers is given up
TRIES = 5  # how often a task is sent again after a refusal
PER_WORKER = 2  # tasks with each worker at once, so that none of them waits for its next
SAME = "install the same versions on it: the same release with the same constraints.txt"
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
            self.at_once = PER_WORKER * len(accepted)
            self._engine = ClusterExecutor(self._client, self._limits, {r.worker for r in refused}, self._note)
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


class ClusterExecutor(Executor):
    """Sends tasks to the workers that are not ``refused``; each of them compares its own environment once more."""

    def __init__(
        self, client: Any, limits: WorkerLimits, refused: set[str], note: Callable[[EnvironmentMismatch], None]
    ) -> None:
        self._client = client
        self.limits = limits
        self._refused = refused
        self._note = note
        self._open: set[Future[Any]] = set()
        self._lost: Failure | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a task; its future raises ``TimeoutError`` beyond the time limit, ``KilledWorker`` after some deaths."""
        return self.submit_sized(1.0, fn, *args, **kwargs)

    def submit_sized(self, size: float, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a task whose limits grow with the size of its export."""
        future: Future[Any] = Future()
        if self._lost is not None:
            future.set_result(self._lost)
            return future
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        own = self.limits.for_size(size)
        self._send(future, pack(partial(fn, *args, **kwargs), own.seconds, own.memory), TRIES)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; ``cancel_futures`` cancels the open ones."""
        if cancel_futures:
            for future in list(self._open):
                future.cancel()
        while wait and self._open:
            time.sleep(0.05)
        self._ended.set()

    def _send(self, future: Future[Any], task: bytes, tries: int) -> None:
        where: dict[str, Any] = {}
        if self._refused:
            known = self._client.scheduler_info()["workers"]
            where = {"workers": [w for w in known if w not in self._refused], "allow_other_workers": True}
        inner = self._client.get_executor(pure=False, **where).submit(_caller(), task)
        future.add_done_callback(lambda done: inner.cancel() if done.cancelled() else None)
        inner.add_done_callback(lambda done: self._take(future, task, tries, done))

    def _take(self, future: Future[Any], task: bytes, tries: int, inner: Future[Any]) -> None:
        """Hand on a result; send a refused task again, from a thread that may wait for the scheduler."""
        if future.done():
            return
        if inner.cancelled():
            self._give_up("the connection to the scheduler is lost")
        elif (error := inner.exception()) is not None:
            future.set_exception(error)
        elif not isinstance(result := pickle.loads(inner.result()), EnvironmentMismatch):
            future.set_result(result)
        elif tries:
            self._refuse(result)
            threading.Thread(target=self._send, args=(future, task, tries - 1), daemon=True).start()
        else:
            future.set_result(_failure("the cluster has no worker left with the same versions", SAME))

    def _refuse(self, refusal: EnvironmentMismatch) -> None:
        if refusal.worker not in self._refused:
            self._refused.add(refusal.worker)
            self._note(refusal)

    def _watch(self) -> None:
        """Give up once all workers are gone: the cluster itself would wait for ever."""
        seen = time.monotonic()
        while not self._ended.wait(1.0):
            try:
                workers = self._client.scheduler_info()["workers"]
            except Exception:
                continue
            seen = time.monotonic() if workers else seen
            if time.monotonic() - seen > WITHOUT_WORKERS:
                self._give_up("the cluster has no workers left")

    def _give_up(self, message: str) -> None:
        self._lost = self._lost or _failure(message, "check the cluster, or build without --cluster")
        for future in list(self._open):
            if not future.done():
                future.set_result(self._lost)


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


# These two go to workers as code, not by name: the scheduler reads them too, and need not have the exporter.
def _caller() -> Callable[[bytes], bytes]:
    def call(task: bytes) -> bytes:
        from distributed import get_worker  # noqa: PLC0415 (goes to the worker as code)

        from exporter.build.workers.remote import perform  # noqa: PLC0415 (goes to the worker as code)

        return perform(task, get_worker().address)

    return call


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


def _failure(message: str, hint: str) -> Failure:
    return Failure(CLUSTER.finding(message, hint=hint), exit_code=3)
