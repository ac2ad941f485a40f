/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COUNTED_MEMORY_H
#define WAKU_COUNTED_MEMORY_H

// Counts the bytes that a program allocates with new, as the allocator rounds them. A program
// includes this file once.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace
{

int64_t g_live = 0; //!< bytes allocated with new and not deleted
int64_t g_peak = 0; //!< most such bytes since it was last set

/// Allocate and count.
void*
Allocate(std::size_t size)
{
    void* memory = std::malloc(std::max<std::size_t>(size, 1));
    if (!memory)
    {
        throw std::bad_alloc();
    }
    g_live += static_cast<int64_t>(malloc_usable_size(memory));
    g_peak = std::max(g_peak, g_live);
    return memory;
}

/// Free and count.
void
Free(void* memory) noexcept
{
    if (memory)
    {
        g_live -= static_cast<int64_t>(malloc_usable_size(memory));
        std::free(memory);
    }
}

} // namespace

void*
operator new(std::size_t size)
{
    return Allocate(size);
}

void*
operator new[](std::size_t size)
{
    return Allocate(size);
}

// An allocator that is linked with a program has these two of its own, which are not counted.
void*
operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    return Allocate(size);
}

void*
operator new[](std::size_t size, const std::nothrow_t&) noexcept
{
    return Allocate(size);
}

void
operator delete(void* memory) noexcept
{
    Free(memory);
}

void
operator delete(void* memory, std::size_t) noexcept
{
    Free(memory);
}

void
operator delete[](void* memory) noexcept
{
    Free(memory);
}

void
operator delete[](void* memory, std::size_t) noexcept
{
    Free(memory);
}

#endif /* WAKU_COUNTED_MEMORY_H */
