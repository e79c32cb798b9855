"""Machine instructions on 64 octets at once, which numba has no name for: which of them are of a kind, which equal one, are three
in a row among them, write them somewhere else.

LLVM makes of them what the machine has: one instruction each with AVX-512, two with AVX2, four with NEON or SSE2.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic
from numba.np import arrayobj

from agister.screening.compiled import Octets

#: Octets that each of these functions reads or writes from its index on; an array must hold them.
WIDTH = 64

_arrays: Any = arrayobj
_OCTET = ir.IntType(8)
_LANES = ir.VectorType(_OCTET, WIDTH)


def _address(context: Any, builder: Any, kind: Any, array: Any, index: Any, pointed: Any = _LANES) -> Any:
    start = _arrays.make_array(kind)(context, builder, array).data
    return builder.bitcast(builder.gep(start, [index]), pointed.as_pointer())


def _row(context: Any, builder: Any, kind: Any, array: Any, index: Any) -> Any:
    return builder.load(_address(context, builder, kind, array, index), align=1)


def _every(value: int) -> Any:
    return ir.Constant(_LANES, [value] * WIDTH)


def _splat(builder: Any, octet: Any) -> Any:
    nothing = ir.Constant(_LANES, ir.Undefined)
    single = builder.insert_element(nothing, octet, ir.IntType(32)(0))
    return builder.shuffle_vector(single, nothing, ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH))


def _within(builder: Any, row: Any, first: int, last: int) -> Any:
    if first == last:
        return builder.icmp_unsigned("==", row, _every(first))
    return builder.icmp_unsigned("<=", builder.sub(row, _every(first)), _every(last - first))


def _bits(builder: Any, found: Any) -> Any:
    return builder.bitcast(found, ir.IntType(64))


def ranges_of(table: Octets) -> list[tuple[int, int]]:
    """First and last of each run of octets that a table of 256 marks."""
    runs: list[tuple[int, int]] = []
    for octet in range(256):
        if table[octet] and octet and table[octet - 1]:
            runs[-1] = (runs[-1][0], octet)
        elif table[octet]:
            runs.append((octet, octet))
    return runs


def members(table: Octets) -> Any:
    """A function (octets, at) that gives a bit for each of 64 octets: whether the table marks it."""
    runs = ranges_of(table)

    def typed(_context: Any, array: Any, _index: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            row = _row(context, builder, signature.args[0], *arguments)
            found = _within(builder, row, *runs[0])
            for run in runs[1:]:
                found = builder.or_(found, _within(builder, row, *run))
            return _bits(builder, found)

        return types.uint64(array, types.int64), generate

    return intrinsic(typed)


def _equals(_context: Any, array: Any, _index: Any, _octet: Any) -> Any:
    """A bit for each of 64 octets: whether it is this one."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        row = _row(context, builder, signature.args[0], *arguments[:2])
        return _bits(builder, builder.icmp_unsigned("==", row, _splat(builder, builder.trunc(arguments[2], _OCTET))))

    return types.uint64(array, types.int64, types.int64), generate


def _holds(_context: Any, array: Any, _index: Any, _gram: Any) -> Any:
    """Whether three octets in a row, of which the first stands at one of 64 places, are those of a number (lowest first; a second or
    third that is 0 stands for any). Reads two octets more."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array, at, gram = arguments
        found = None
        for step in range(3):
            place = builder.add(at, ir.IntType(64)(step))
            row = _row(context, builder, signature.args[0], array, place)
            octet = builder.trunc(builder.lshr(gram, ir.IntType(64)(8 * step)), _OCTET)
            if step:
                # An octet that may be any is compared with none of its bits.
                some = builder.sext(builder.icmp_unsigned("!=", octet, _OCTET(0)), _OCTET)
                row = builder.and_(row, _splat(builder, some))
            same = builder.icmp_unsigned("==", row, _splat(builder, octet))
            found = same if found is None else builder.and_(found, same)
        return builder.icmp_unsigned("!=", _bits(builder, found), ir.IntType(64)(0))

    return types.boolean(array, types.int64, types.int64), generate


def _writer(lower: bool) -> Any:
    def typed(_context: Any, source: Any, _at: Any, target: Any, _to: Any, _length: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            row = _row(context, builder, signature.args[0], *arguments[:2])
            if lower:
                capital = _within(builder, row, 0x41, 0x5A)
                row = builder.select(capital, builder.or_(row, _every(0x20)), row)
            places = ir.Constant(_LANES, list(range(WIDTH)))
            within = builder.icmp_unsigned("<", places, _splat(builder, builder.trunc(arguments[4], _OCTET)))
            address = _address(context, builder, signature.args[2], *arguments[2:4])
            builder.store(builder.select(within, row, _every(0)), address, align=1)
            return context.get_dummy_value()

        return types.void(source, types.int64, target, types.int64, types.int64), generate

    return intrinsic(typed)


def _put_word(_context: Any, array: Any, _index: Any, _word: Any) -> Any:
    """Write eight octets, little-endian."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        address = _address(context, builder, signature.args[0], arguments[0], arguments[1], ir.IntType(64))
        builder.store(arguments[2], address, align=1)
        return context.get_dummy_value()

    return types.void(array, types.int64, types.uint64), generate


equals: Any = intrinsic(_equals)
holds: Any = intrinsic(_holds)
put_word: Any = intrinsic(_put_word)
#: Writers (octets, at, target, to, length): `length` octets and zeroes behind them, 64 in all.
put: Any = _writer(lower=False)
put_lower: Any = _writer(lower=True)
