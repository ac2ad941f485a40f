/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FUZZ_FILE_H
#define WAKU_FUZZ_FILE_H

#include "fuzz-target.h"

#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace ns3
{

/// A file in memory, for parsers that take the path of one.
class FuzzFile
{
  public:
    FuzzFile(const uint8_t* bytes, std::size_t size)
    {
#ifdef __linux__
        m_file = memfd_create("fuzz", 0);
        m_path = "/proc/self/fd/" + std::to_string(m_file);
#else
        char name[] = "/tmp/waku-fuzz-XXXXXX";
        m_file = mkstemp(name);
        m_path = name;
#endif
        FUZZ_CHECK(size == 0 || write(m_file, bytes, size) == static_cast<ssize_t>(size));
    }

    ~FuzzFile()
    {
        close(m_file);
#ifndef __linux__
        unlink(m_path.c_str());
#endif
    }

    FuzzFile(const FuzzFile&) = delete;
    FuzzFile& operator=(const FuzzFile&) = delete;

    const std::string& GetPath() const
    {
        return m_path;
    }

    FuzzBytes Read() const
    {
        std::ifstream file(m_path, std::ios::binary);
        return FuzzBytes(std::istreambuf_iterator<char>(file), {});
    }

  private:
    int m_file;
    std::string m_path;
};

} // namespace ns3

#endif /* WAKU_FUZZ_FILE_H */
