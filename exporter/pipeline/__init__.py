"""The flow of DESIGN, one function a stage, over a project that is read once."""
