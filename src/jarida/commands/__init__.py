"""The commands of `jarida`, one file each; loaded only when they are called."""
