"""The running process and its children: where they find code, what their streams do, how signals end them.

Everything here runs before the first import of any weight and needs the standard library only.
"""
