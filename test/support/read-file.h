/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_READ_FILE_H
#define WAKU_READ_FILE_H

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace ns3
{

/** \return all bytes of a file */
inline std::string
ReadFile(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

} // namespace ns3

#endif
