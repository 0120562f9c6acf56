"""Imported first by the server that workers are forked off: imports leave no garbage worth looking for."""

import gc

gc.disable()
