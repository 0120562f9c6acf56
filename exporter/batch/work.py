"""Imported last by the server that workers are forked off: what it has stays shared with them."""

import gc

gc.freeze()
gc.enable()
