"""The settings of a new Word file (ECMA-376 part 1, 17.15.1)."""

from exporter.ooxml.elements import element, root, serialize


def settings_part() -> bytes:
    """Return the settings part: text is laid out as by Word 2013 and later."""
    made = root("w:settings")
    made.append(element("w:zoom", percent=100))
    made.append(element("w:defaultTabStop", val=567))
    made.append(element("w:characterSpacingControl", val="doNotCompress"))
    uri = "http://schemas.microsoft.com/office/word"
    setting = element("w:compatSetting", name="compatibilityMode", uri=uri, val=15)
    made.append(element("w:compat", setting))
    made.append(element("w:decimalSymbol", val="."))
    made.append(element("w:listSeparator", val=","))
    return serialize(made)
