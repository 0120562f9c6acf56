"""pydyf's objects, which carry no types of their own."""

from typing import Any

import pydyf

Dictionary: Any = pydyf.Dictionary
Array: Any = pydyf.Array
String: Any = pydyf.String
Stream: Any = pydyf.Stream
