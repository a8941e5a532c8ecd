"""Seeded text generators: every training and evaluation text of the lab models is written by these modules."""
