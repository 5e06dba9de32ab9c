"""Reading rosters: the letter's form, tables, agencies, seats, and who has sent no names."""
