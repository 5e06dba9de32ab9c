"""Joint KPIs: the register of a fiscal year, the workbook that it comes in, results."""
