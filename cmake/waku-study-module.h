/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_MODULE_H
#define WAKU_STUDY_MODULE_H

// All headers of study/ in a tree that CMake builds. The library is waku-studies there, since a
// target waku-study is the program.
#include "ns3/waku-studies-module.h"

#endif /* WAKU_STUDY_MODULE_H */
