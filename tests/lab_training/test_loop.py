"""Several processes that train together take the steps that one process takes on their batches together."""

import random

import torch
from torch import nn

from lab_training import loop

STEPS = 6


class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.layer = nn.Linear(3, 1)

    def losses(self, x):
        return self.layer(x).square().squeeze(-1), torch.ones(len(x))


def drawn(seed: str) -> torch.Tensor:
    rng = random.Random(seed)
    return torch.tensor([[rng.gauss(0, 1) for _ in range(3)] for _ in range(4)])


def together(rank: int, folder: str) -> None:
    torch.distributed.init_process_group("gloo", init_method=f"file://{folder}/meeting", rank=rank, world_size=2)

    def batch(rng, progress):
        return {"x": torch.tensor([[rng.gauss(0, 1) for _ in range(3)] for _ in range(4)])}, ["tiny"] * 4

    net = loop.fit(Tiny(), batch, steps=STEPS, lr=0.1)
    torch.save(net.state_dict(), f"{folder}/{rank}.pt")


def test_processes_that_train_together_equal_one_with_all_their_batches(tmp_path):
    torch.multiprocessing.spawn(together, (str(tmp_path),), nprocs=2)
    seeds = iter([(f"0:{step}", f"0:{step}:1") for step in range(STEPS)])

    def batch(rng, progress):
        return {"x": torch.cat([drawn(seed) for seed in next(seeds)])}, ["tiny"] * 8

    alone = loop.fit(Tiny(), batch, steps=STEPS, lr=0.1).state_dict()
    for rank in (0, 1):
        weights = torch.load(tmp_path / f"{rank}.pt")
        assert all(torch.allclose(weights[name], alone[name], atol=1e-6) for name in alone)


def test_a_phase_that_ends_early_is_not_taken_up_again(tmp_path):
    seen = []

    def stop(net, progress):
        raise StopIteration

    def batch(rng, progress):
        seen.append(progress)
        return {"x": drawn("a")}, ["tiny"] * 4

    for _ in range(2):
        loop.fit(
            Tiny(), batch, steps=0, minutes=1, lr=0.1, log_every=3, each_log=stop, checkpoint=tmp_path / "state.pt"
        )
    assert len(seen) == 3
