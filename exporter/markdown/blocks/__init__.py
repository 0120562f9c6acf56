"""Block structure: containers, leaves and the rules that begin them."""
