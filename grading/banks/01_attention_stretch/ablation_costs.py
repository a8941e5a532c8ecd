"""Answers to stretch part 3, what a head is worth."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank()


@bank.wrong("heads silenced earlier stay silent")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    keep, costs = torch.ones(n_layers, n_heads), torch.zeros(n_layers, n_heads)
    whole = loss(keep)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep[layer, head] = 0
            costs[layer, head] = loss(keep) - whole
    return costs


@bank.wrong("heads of the same layer stay silent")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    costs = torch.zeros(n_layers, n_heads)
    whole = loss(torch.ones(n_layers, n_heads))
    for layer in range(n_layers):
        keep = torch.ones(n_layers, n_heads)
        for head in range(n_heads):
            keep[layer, head] = 0
            costs[layer, head] = loss(keep) - whole
    return costs


@bank.wrong("the cost against the head before, not against the whole model")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    keep, costs = torch.ones(n_layers, n_heads), torch.zeros(n_layers, n_heads)
    before = loss(keep)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep[layer, head] = 0
            after = loss(keep)
            costs[layer, head], before = after - before, after
    return costs


@bank.wrong("leaves one head on, and reads the difference backwards")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    none, costs = loss(torch.zeros(n_layers, n_heads)), torch.zeros(n_layers, n_heads)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.zeros(n_layers, n_heads)
            keep[layer, head] = 1
            costs[layer, head] = none - loss(keep)
    return costs


@bank.wrong("reversed sign")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    whole, costs = loss(torch.ones(n_layers, n_heads)), torch.zeros(n_layers, n_heads)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.ones(n_layers, n_heads)
            keep[layer, head] = 0
            costs[layer, head] = whole - loss(keep)
    return costs


@bank.wrong("returns losses")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    costs = torch.zeros(n_layers, n_heads)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.ones(n_layers, n_heads)
            keep[layer, head] = 0
            costs[layer, head] = loss(keep)
    return costs


@bank.wrong("compares with all heads off")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    none, costs = loss(torch.zeros(n_layers, n_heads)), torch.zeros(n_layers, n_heads)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.ones(n_layers, n_heads)
            keep[layer, head] = 0
            costs[layer, head] = loss(keep) - none
    return costs


@bank.wrong("cuts negative costs to zero")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    whole, costs = loss(torch.ones(n_layers, n_heads)), torch.zeros(n_layers, n_heads)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.ones(n_layers, n_heads)
            keep[layer, head] = 0
            costs[layer, head] = max(0.0, loss(keep) - whole)
    return costs


@bank.wrong("takes the size of the difference")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    whole, costs = loss(torch.ones(n_layers, n_heads)), torch.zeros(n_layers, n_heads)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.ones(n_layers, n_heads)
            keep[layer, head] = 0
            costs[layer, head] = abs(loss(keep) - whole)
    return costs


@bank.wrong("silences whole layers")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    whole, costs = loss(torch.ones(n_layers, n_heads)), torch.zeros(n_layers, n_heads)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.ones(n_layers, n_heads)
            keep[layer] = 0
            costs[layer, head] = loss(keep) - whole
    return costs


@bank.wrong("swaps layers and heads")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    whole, costs = loss(torch.ones(n_heads, n_layers)), torch.zeros(n_heads, n_layers)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.ones(n_heads, n_layers)
            keep[head, layer] = 0
            costs[head, layer] = loss(keep) - whole
    return costs


@bank.wrong("keeps to the 2 x 3 heads of the example")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    whole, costs = loss(torch.ones(2, 3)), torch.zeros(2, 3)
    for layer in range(2):
        for head in range(3):
            keep = torch.ones(2, 3)
            keep[layer, head] = 0
            costs[layer, head] = loss(keep) - whole
    return costs


@bank.wrong("shares the costs out so that they sum to 1")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    whole, costs = loss(torch.ones(n_layers, n_heads)), torch.zeros(n_layers, n_heads)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.ones(n_layers, n_heads)
            keep[layer, head] = 0
            costs[layer, head] = loss(keep) - whole
    return costs / costs.sum()


@bank.wrong("returns a nested list")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    whole, costs = loss(torch.ones(n_layers, n_heads)), [[0.0] * n_heads for _ in range(n_layers)]
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.ones(n_layers, n_heads)
            keep[layer, head] = 0
            costs[layer][head] = loss(keep) - whole
    return costs


@bank.wrong("checks nothing: an empty tensor for no heads")
def ablation_costs(loss, n_layers, n_heads):
    whole, costs = loss(torch.ones(n_layers, n_heads)), torch.zeros(n_layers, n_heads)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = torch.ones(n_layers, n_heads)
            keep[layer, head] = 0
            costs[layer, head] = loss(keep) - whole
    return costs


@bank.wrong("passes a nested list to the loss")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    whole, costs = loss([[1] * n_heads] * n_layers), torch.zeros(n_layers, n_heads)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep = [[1] * n_heads for _ in range(n_layers)]
            keep[layer][head] = 0
            costs[layer, head] = loss(keep) - whole
    return costs


@bank.right("switches a head off, measures, switches it on again")
def ablation_costs(loss, n_layers, n_heads):
    if min(n_layers, n_heads) < 1:
        raise ValueError("no heads")
    keep, costs = torch.ones(n_layers, n_heads), torch.empty(n_layers, n_heads)
    whole = loss(keep)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep[layer, head] = 0
            costs[layer, head] = loss(keep) - whole
            keep[layer, head] = 1
    return costs


@bank.right("one flat index, a list at first")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    losses = []
    for i in range(n_layers * n_heads):
        keep = torch.ones(n_layers * n_heads)
        keep[i] = 0
        losses.append(loss(keep.reshape(n_layers, n_heads)))
    return torch.tensor(losses).reshape(n_layers, n_heads) - loss(torch.ones(n_layers, n_heads))


@bank.right("a stack of masks from the identity, float64")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    masks = (1 - torch.eye(n_layers * n_heads)).view(-1, n_layers, n_heads)
    whole = loss(torch.ones_like(masks[0]))
    return torch.tensor([loss(mask) - whole for mask in masks], dtype=torch.float64).view(n_layers, n_heads)
