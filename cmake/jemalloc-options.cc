/* SPDX-License-Identifier: GPL-2.0-only */

// What jemalloc, where a program is linked with it, reads before main(). MALLOC_CONF of the
// environment is read after it.

// Large pages where Linux has them on request: a run with 10,000 nodes touches memory all over, and
// finds few of its small pages in the processor's table.
extern "C"
{
    const char* malloc_conf = "thp:always"; //!< options of jemalloc
}
