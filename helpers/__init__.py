"""The small package that the notebooks import: devices, models, sizes, attention, figures."""
