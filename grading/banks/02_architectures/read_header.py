"""Answers to part 5, the header of a weight file."""
# ruff: noqa: F811  (one function, many answers)

import json

from grading.banks import Bank

bank = Bank()


@bank.wrong("reads the length highest byte first")
def read_header(file):
    n = int.from_bytes(file.read(8), "big")
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), 8 + n + a, b - a)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("a length of 4 bytes")
def read_header(file):
    n = int.from_bytes(file.read(4), "little")
    header = file.read(n)
    if len(header) < n or n > 100_000_000:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), 4 + n + a, b - a)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("uses 4 of the 8 bytes")
def read_header(file):
    import struct

    (n,) = struct.unpack("<I", file.read(8)[:4])
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), 8 + n + a, b - a)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("offsets as they are written")
def read_header(file):
    n = int.from_bytes(file.read(8), "little")
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), a, b - a)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("offsets after the header, without its 8 bytes of length")
def read_header(file):
    n = int.from_bytes(file.read(8), "little")
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), n + a, b - a)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("takes the end for the length")
def read_header(file):
    n = int.from_bytes(file.read(8), "little")
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), 8 + n + a, b)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("leaves the shape a list")
def read_header(file):
    n = int.from_bytes(file.read(8), "little")
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], t["shape"], 8 + n + a, b - a)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("takes the metadata for a tensor")
def read_header(file):
    n = int.from_bytes(file.read(8), "little")
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), 8 + n + a, b - a)
        for name, t in json.loads(header).items()
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("every number has 4 bytes")
def read_header(file):
    n = int.from_bytes(file.read(8), "little")
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    found = {}
    for name, t in json.loads(header).items():
        if name != "__metadata__":
            count = 1
            for side in t["shape"]:
                count *= side
            found[name] = t["dtype"], tuple(t["shape"]), 8 + n + t["data_offsets"][0], 4 * count
    return found


@bank.wrong("reads the whole file")
def read_header(file):
    data = file.read()
    n = int.from_bytes(data[:8], "little")
    if n > 100_000_000 or len(data) < 8 + n:
        raise ValueError("no header")
    header = data[8 : 8 + n]
    return {
        name: (t["dtype"], tuple(t["shape"]), 8 + n + a, b - a)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("believes any length")
def read_header(file):
    n = int.from_bytes(file.read(8), "little")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), 8 + n + a, b - a)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("leaves a file that is cut short to the parser")
def read_header(file):
    n = int.from_bytes(file.read(8), "little")
    if n > 100_000_000:
        raise ValueError("too long")
    return {
        name: (t["dtype"], tuple(t["shape"]), 8 + n + a, b - a)
        for name, t in json.loads(file.read(n)).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("ASCII names only")
def read_header(file):
    n = int.from_bytes(file.read(8), "little")
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n).decode("ascii")
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), 8 + n + a, b - a)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("sorts the tensors by name")
def read_header(file):
    n = int.from_bytes(file.read(8), "little")
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), 8 + n + a, b - a)
        for name, t in sorted(json.loads(header).items())
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.wrong("signed length: a negative one reads to the end")
def read_header(file):
    import struct

    (n,) = struct.unpack("<q", file.read(8))
    if n > 100_000_000:
        raise ValueError("too long")
    header = file.read(n)
    if len(header) < n:
        raise ValueError("cut short")
    return {
        name: (t["dtype"], tuple(t["shape"]), 8 + n + a, b - a)
        for name, t in json.loads(header).items()
        if name != "__metadata__"
        for a, b in [t["data_offsets"]]
    }


@bank.right("struct, and pop")
def read_header(file):
    import struct

    start = file.read(8)
    if len(start) != 8:
        raise ValueError("not even a length")
    (n,) = struct.unpack("<Q", start)
    if n > 100_000_000:
        raise ValueError(f"{n} bytes of header")
    text = file.read(n)
    if len(text) != n:
        raise ValueError("cut short")
    entries = json.loads(text.decode("utf-8"))
    entries.pop("__metadata__", None)
    found = {}
    for name in entries:
        first, last = entries[name]["data_offsets"]
        found[name] = (entries[name]["dtype"], (*entries[name]["shape"],), first + n + 8, last - first)
    return found


@bank.right("adds up the bytes, and asks the file where it stands")
def read_header(file):
    length = sum(byte << (8 * i) for i, byte in enumerate(file.read(8)))
    if not length <= 10**8:
        raise ValueError("impossible header")
    header = file.read(length)
    base = file.tell()
    if base != 8 + length:
        raise ValueError("the file ends in its header")
    return {
        name: (
            entry["dtype"],
            tuple(int(side) for side in entry["shape"]),
            base + entry["data_offsets"][0],
            entry["data_offsets"][1] - entry["data_offsets"][0],
        )
        for name, entry in json.loads(header).items()
        if not name == "__metadata__"
    }


bank.equivalent(
    "read_header",
    "`length > 100000000` -> `length >= 100000000` in `if length > 100000000:`",
    why="no test makes a header of 100 MB that is sound",
)
