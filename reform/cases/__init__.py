"""The case desk: every change to the register passes through a dossier."""
