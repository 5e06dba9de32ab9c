"""The indicator of timely answers, and the periods it is counted for."""
