"""Two machine instructions that numba has no name for: ask for memory ahead, and read eight octets at once."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic
from numba.np import arrayobj

_arrays: Any = arrayobj


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


prefetch: Any = intrinsic(_prefetch)
load_word: Any = intrinsic(_load_word)
