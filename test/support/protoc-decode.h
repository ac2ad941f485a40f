/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROTOC_DECODE_H
#define WAKU_PROTOC_DECODE_H

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace ns3
{

/// Whether protoc (protobuf-compiler) is installed.
inline bool
HasProtoc()
{
    return std::system("protoc --version > /dev/null 2>&1") == 0;
}

/// What protoc makes of a message, by a schema of test/data.
inline std::string
DecodeByProtoc(const std::vector<uint8_t>& bytes,
               const std::string& type,
               const std::string& schema)
{
    const std::string file =
        testing::TempDir() + "/waku-protoc-" + std::to_string(::getpid()) + ".bin";
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    const std::string command = "cd " WAKU_SOURCE_DIR "/test/data && protoc --decode=" + type +
                                " " + schema + " < " + file + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    std::string text;
    char part[4096];
    while (const std::size_t size = fread(part, 1, sizeof(part), pipe))
    {
        text.append(part, size);
    }
    EXPECT_EQ(pclose(pipe), 0) << text;
    std::remove(file.c_str());
    return text;
}

} // namespace ns3

#endif /* WAKU_PROTOC_DECODE_H */
