/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FUZZ_TARGET_H
#define WAKU_FUZZ_TARGET_H

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

using FuzzBytes = std::vector<uint8_t>;

/// What inputs of a target are, so that a mutator can change them and keep their form.
enum class FuzzForm
{
    BYTES,    ///< any bytes
    PROTOBUF, ///< fields of protocol buffers, after the bytes of the prefix
    RLP,      ///< items of RLP, after the bytes of the prefix
    TEXT,     ///< text, in which some words matter
};

/// Code that any bytes are thrown at. It must survive them, and checks of its own must hold.
struct FuzzTarget
{
    using Seeds = std::vector<FuzzBytes>;

    std::string name;                         ///< name on the command line and of its corpus
    void (*run)(const uint8_t*, std::size_t); ///< takes an input; aborts where a check fails
    FuzzForm form{FuzzForm::BYTES};           ///< what inputs are
    std::size_t prefix{0};                    ///< bytes before the form, which choose how to run
    std::vector<std::string> words;           ///< words of a TEXT
    std::vector<uint32_t> fields;             ///< numbers of fields of PROTOBUF beyond 1 to 12
    Seeds (*seeds)(){nullptr};                ///< inputs to begin with; null for none
    bool isStateful{false};                   ///< whether an input is a series of events
};

/// All targets, in the order of their definition.
inline std::vector<FuzzTarget>&
GetFuzzTargets()
{
    static std::vector<FuzzTarget> targets;
    return targets;
}

/// End the program where something does not hold that should.
inline void
FuzzCheck(bool holds, const char* what, const char* file, int line)
{
    if (!holds)
    {
        std::cerr << file << ":" << line << ": does not hold: " << what << std::endl;
        std::abort();
    }
}

#define FUZZ_CHECK(condition) ::ns3::FuzzCheck(condition, #condition, __FILE__, __LINE__)

/// Takes numbers from the beginning of an input; 0 when it is used up.
class FuzzInput
{
  public:
    FuzzInput(const uint8_t* bytes, std::size_t size)
        : m_bytes(bytes),
          m_size(size)
    {
    }

    bool IsEmpty() const
    {
        return m_size == 0;
    }

    uint8_t Take()
    {
        if (m_size == 0)
        {
            return 0;
        }
        m_size--;
        return *m_bytes++;
    }

    bool TakeBool()
    {
        return Take() % 2 == 1;
    }

    uint32_t TakeWord()
    {
        uint32_t word = 0;
        for (int i = 0; i < 4; i++)
        {
            word = word << 8 | Take();
        }
        return word;
    }

    /// \return a number below a limit, at most 65536
    uint32_t TakeBelow(uint32_t limit)
    {
        const uint32_t number = limit > 256 ? Take() << 8 | Take() : Take();
        return limit == 0 ? 0 : number % limit;
    }

    FuzzBytes TakeBytes(std::size_t size)
    {
        size = size < m_size ? size : m_size;
        FuzzBytes bytes(m_bytes, m_bytes + size);
        m_bytes += size;
        m_size -= size;
        return bytes;
    }

    FuzzBytes TakeRest()
    {
        return TakeBytes(m_size);
    }

  private:
    const uint8_t* m_bytes;
    std::size_t m_size;
};

/// Inputs that are kept with the module: `test/fuzz/corpus/NAME`, a series of length (two bytes,
/// the high one first) and input.
class FuzzCorpus
{
  public:
    static std::string GetPath(const std::string& target)
    {
        return std::string(WAKU_SOURCE_DIR) + "/test/fuzz/corpus/" + target;
    }

    /// \return the inputs of a corpus; none if there is no such file
    static std::vector<FuzzBytes> Read(const std::string& target)
    {
        std::vector<FuzzBytes> inputs;
        if (FILE* file = std::fopen(GetPath(target).c_str(), "rb"))
        {
            for (int high = std::getc(file); high != EOF; high = std::getc(file))
            {
                FuzzBytes input(static_cast<std::size_t>(high) << 8 |
                                static_cast<uint8_t>(std::getc(file)));
                input.resize(std::fread(input.data(), 1, input.size(), file));
                inputs.push_back(std::move(input));
            }
            std::fclose(file);
        }
        return inputs;
    }

    static bool Write(const std::string& target, const std::vector<FuzzBytes>& inputs)
    {
        FILE* file = std::fopen(GetPath(target).c_str(), "wb");
        if (!file)
        {
            return false;
        }
        for (const FuzzBytes& input : inputs)
        {
            if (input.size() <= 0xffff)
            {
                std::putc(static_cast<int>(input.size() >> 8), file);
                std::putc(static_cast<int>(input.size() & 0xff), file);
                std::fwrite(input.data(), 1, input.size(), file);
            }
        }
        return std::fclose(file) == 0;
    }
};

/// Run a target on its seeds and its corpus. A check that fails ends the program.
inline void
RunFuzzCorpus(const std::string& name)
{
    for (const FuzzTarget& target : GetFuzzTargets())
    {
        if (target.name == name)
        {
            auto inputs = FuzzCorpus::Read(name);
            EXPECT_FALSE(inputs.empty()) << FuzzCorpus::GetPath(name) << " is not there";
            const auto seeds = target.seeds ? target.seeds() : FuzzTarget::Seeds();
            inputs.insert(inputs.end(), seeds.begin(), seeds.end());
            for (const FuzzBytes& input : inputs)
            {
                target.run(input.data(), input.size());
            }
        }
    }
}

} // namespace ns3

/// Define a target: its name as an identifier, and what a FuzzTarget has. Its corpus is a test.
#define WAKU_FUZZ_TARGET(Name, ...)                                                                \
    static const bool g_fuzzTarget##Name =                                                         \
        (::ns3::GetFuzzTargets().push_back(::ns3::FuzzTarget{__VA_ARGS__}), true);                 \
    static const std::size_t g_fuzzIndex##Name =                                                   \
        g_fuzzTarget##Name ? ::ns3::GetFuzzTargets().size() - 1 : 0;                               \
    TEST(FuzzCorpus, Name##SurvivesWhatFuzzingHasFound)                                            \
    {                                                                                              \
        ::ns3::RunFuzzCorpus(::ns3::GetFuzzTargets()[g_fuzzIndex##Name].name);                     \
    }

#endif /* WAKU_FUZZ_TARGET_H */
