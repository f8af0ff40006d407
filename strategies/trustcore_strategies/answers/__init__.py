"""Which answer a text ends in, and whether two texts give the same one."""
