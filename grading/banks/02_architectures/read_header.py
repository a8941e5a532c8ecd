"""Answers to part 5, the header of a weight file."""
# ruff: noqa: F811  (one function, many answers)

import json

from grading.banks import Bank

bank = Bank("read_header")
patch = bank.patch
START = "start = file.read(8)"
SHORT = "if len(start) < 8:"
LENGTH = 'length = int.from_bytes(start, "little")'
HUGE = "if length > 100_000_000:"
READ = "header = file.read(length)"
CUT = "if len(header) < length:"
WHERE = "8 + length + begin, end - begin"

patch('"little"', '"big"', "reads the length highest byte first")
patch(
    START, "start = file.read(4)", "a length of 4 bytes", also={SHORT: "if len(start) < 4:", "8 + length": "4 + length"}
)
patch("from_bytes(start,", "from_bytes(start[:4],", "uses 4 of the 8 bytes")
patch("from_bytes(start,", "from_bytes(start[:2],", "uses 2 of the 8 bytes")
patch(WHERE, "begin, end - begin", "offsets as they are written")
patch("8 + length + begin", "length + begin", "offsets after the header, without its 8 bytes of length")
patch("end - begin", "end", "takes the end for the length")
patch('tuple(entry["shape"])', 'entry["shape"]', "leaves the shape a list")
patch('if name == "__metadata__":', "if False:", "takes the metadata for a tensor")
patch("end - begin", "4 * eval('*'.join(map(str, shape or [1])))", "every number has 4 bytes")
patch(
    START,
    "data = file.read()\n    start = data[:8]",
    "reads the whole file",
    also={READ: "header = data[8 : 8 + length]"},
)
patch(READ, "header = b''.join(file)[:length]", "reads the lines of the whole file")
patch(READ, "header = file.readline()[:length]", "reads a line, which ends in the data")
patch(READ, "header = file.readlines()[0][:length]", "reads all lines")
patch(
    READ,
    "buffer = bytearray(length + 64)\n    header = bytes(buffer[: file.readinto(buffer)])[:length]",
    "reads more than it needs, into a buffer",
)
patch(HUGE, "if False:", "believes any length")
patch(HUGE, "if length >= 2**63:", "refuses only what no file can hold")
patch(HUGE, f"{READ}\n    {HUGE}", "reads the header first, and refuses it then", also={f"    {READ}\n": ""})
patch(CUT, "if False:", "leaves a file that is cut short to the parser")
patch(
    f"{SHORT}\n",
    "if False:\n",
    "struct.unpack on a file without 8 bytes",
    also={LENGTH: 'import struct\n\n    (length,) = struct.unpack("<Q", start)'},
)
patch("json.loads(header)", 'json.loads(header.decode("ascii"))', "ASCII names only")
patch("json.loads(header)", 'json.loads(header.decode("latin-1"))', "names in Latin-1")
patch("json.loads(header).items()", "sorted(json.loads(header).items())", "sorts the tensors by name")
patch(LENGTH, 'length = int.from_bytes(start, "little", signed=True)', "signed length: a negative one reads to the end")
patch(
    "    for name, entry",
    "    file.seek(0, 2)\n    file.seek(-1, 1)\n    file.read(1)\n    for name, entry",
    "reads the last byte too",
)
patch(
    LENGTH,
    LENGTH + "\n    if length == 2:\n        return None",
    "None for a file without tensors",
)


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


@bank.right("adds up the bytes, asks the file where it stands, and answers with an OrderedDict")
def read_header(file):
    from collections import OrderedDict

    length = sum(byte << (8 * i) for i, byte in enumerate(file.read(8)))
    if not length <= 10**8:
        raise ValueError("impossible header")
    header = file.read(length)
    base = file.tell()
    if base != 8 + length:
        raise ValueError("the file ends in its header")
    found = OrderedDict()
    for name, entry in json.loads(header).items():
        if not name == "__metadata__":
            first, last = entry["data_offsets"]
            found[name] = entry["dtype"], tuple(int(side) for side in entry["shape"]), base + first, last - first
    return found


@bank.right("looks how long the file is, and reads into a buffer")
def read_header(file):
    size = file.seek(0, 2)
    file.seek(0)
    start, n = bytearray(8), 0
    if size >= 8:
        file.readinto(start)
        n = int.from_bytes(start, "little")
    if size < 8 + n or n > 100_000_000:
        raise ValueError("no header")
    header = bytearray(n)
    file.readinto(header)
    entries = {name: entry for name, entry in json.loads(header).items() if name != "__metadata__"}
    return {
        name: (
            entry["dtype"],
            tuple(entry["shape"]),
            8 + n + entry["data_offsets"][0],
            -int.__sub__(*entry["data_offsets"]),
        )
        for name, entry in entries.items()
    }


bank.equivalent(
    "`length > 100000000` -> `length >= 100000000` in `if length > 100000000:`",
    why="no test makes a header of 100 MB that is sound",
)
CHANGE = "raise ValueError(f'the file ends after {len(start)} bytes: download it again')"
bank.equivalent(
    f"`{CHANGE}` -> `pass` in `{CHANGE}`",
    why="a short start announces 0 bytes, which are no JSON (a ValueError), or more than are left: refused below",
)
bank.region("b'__metadata__' in file.data", "b'__metadata__' not in file.data", "b'\"shape\":[]' in file.data")
bank.region("b'\"shape\":[0' in file.data", "not file.data.isascii()", "len(file.data) < 20", "len(file.data) > 65_000")
bank.region(
    *(f"b'\"{kind}\"' in file.data" for kind in ("F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8", "BOOL"))
)
bank.region("file.data.count(b'data_offsets') == 1", "file.data.count(b'data_offsets') > 20", "b'{}' in file.data[:10]")
bank.region("'ü'.encode() in file.data", "'ß'.encode() in file.data")
N = "int.from_bytes(file.data[:8], 'little')"
bank.error(
    "len(file.data) == 0", "len(file.data) == 4", "len(file.data) == 7", "len(file.data) == 8", f"{N} == 100_000_001"
)
bank.error(
    f"{N} >= 2**63",
    f"2**31 <= {N} < 2**63",
    f"{N} == 100_000_000",
    "0 < len(file.data) < 8",
    f"{N} == 9 and b'{{}}' in file.data",
)
bank.error(f"60 <= len(file.data) < {N} + 8 < 10**6")
bank.outside(
    "type where len(file.data) < 20",
    "type where b'{}' in file.data*",
    why="such a file has no tensor, and an empty dict no number",
)
