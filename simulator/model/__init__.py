"""LINE's rules in memory, without I/O: both doors and the control API speak to this."""
