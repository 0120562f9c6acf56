"""Speed and memory as ratios, each from one run: ``make bench``."""
