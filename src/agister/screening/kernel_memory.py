"""Machine instructions that numba has no name for: ask for memory ahead, read eight octets at once, compare 32 numbers at
once, find the first and the last bit that is set."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic
from numba.np import arrayobj

_arrays: Any = arrayobj

#: Numbers that `same_lanes` compares at once.
LANES = 32


def _prefetch(_context: Any, array: Any, _index: Any) -> Any:
    """Ask for the element at a flat index of a contiguous array; any index is safe, nothing is read."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        start = _arrays.make_array(signature.args[0])(context, builder, arguments[0]).data
        octets = ir.IntType(8).as_pointer()
        flag = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [octets, flag, flag, flag])
        function = builder.module.declare_intrinsic("llvm.prefetch", [octets], kind)
        address = builder.bitcast(builder.gep(start, [arguments[1]]), octets)
        builder.call(function, [address, flag(0), flag(3), flag(1)])
        return context.get_dummy_value()

    return types.void(array, types.int64), generate


def _load_word(_context: Any, array: Any, _index: Any) -> Any:
    """Eight octets of an array from an index on, little-endian; the array must hold them."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        start = _arrays.make_array(signature.args[0])(context, builder, arguments[0]).data
        address = builder.bitcast(builder.gep(start, [arguments[1]]), ir.IntType(64).as_pointer())
        return builder.load(address, align=1)

    return types.uint64(array, types.int64), generate


def _same_lanes(_context: Any, array: Any, _index: Any, _a: Any, _b: Any, _c: Any, _d: Any) -> Any:
    """Which of 32 numbers of 16 bits, which start at an index in such numbers, are one of four: a bit for each."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        start = _arrays.make_array(signature.args[0])(context, builder, arguments[0]).data
        lanes = ir.VectorType(ir.IntType(16), LANES)
        numbers = builder.bitcast(start, ir.IntType(16).as_pointer())
        address = builder.bitcast(builder.gep(numbers, [arguments[1]]), lanes.as_pointer())
        row = builder.load(address, align=1)
        same = None
        for number in arguments[2:]:
            single = builder.insert_element(
                ir.Constant(lanes, ir.Undefined), builder.trunc(number, ir.IntType(16)), ir.IntType(32)(0)
            )
            every = builder.shuffle_vector(
                single, ir.Constant(lanes, ir.Undefined), ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
            )
            found = builder.icmp_unsigned("==", row, every)
            same = found if same is None else builder.or_(same, found)
        return builder.zext(builder.bitcast(same, ir.IntType(LANES)), ir.IntType(64))

    return types.uint64(array, types.int64, *[types.int64] * 4), generate


def _lowest_bit(_context: Any, _word: Any) -> Any:
    """Position of the lowest bit that is set; 64 where none is."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.IntType(1)(0))

    return types.int64(types.uint64), generate


def _highest_bit(_context: Any, _word: Any) -> Any:
    """Position of the highest bit that is set; -1 where none is."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.sub(ir.IntType(64)(63), builder.ctlz(arguments[0], ir.IntType(1)(0)))

    return types.int64(types.uint64), generate


prefetch: Any = intrinsic(_prefetch)
load_word: Any = intrinsic(_load_word)
same_lanes: Any = intrinsic(_same_lanes)
lowest_bit: Any = intrinsic(_lowest_bit)
highest_bit: Any = intrinsic(_highest_bit)
