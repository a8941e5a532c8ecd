"""Commands that keep the stored files true: `make course`, `make release`, and the guards that `make test` runs."""
