"""Last import of the server that workers are forked off: freeze the heap, so that workers share it."""

import gc

from exporter.build.forked import is_server

if is_server():
    gc.freeze()
    gc.enable()
