/* SPDX-License-Identifier: GPL-2.0-only */
// The program waku-fuzz: libFuzzer's main with the target that WAKU_FUZZ_TARGET names.
// WAKU_FUZZ_DO=list, unpack or pack lists the targets, or copies a corpus to or from the folder
// WAKU_FUZZ_FOLDER; see tools/fuzz.
#include "fuzz-mutators.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace ns3;

namespace
{

std::string
GetVariable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

const FuzzTarget* g_target = nullptr;

void
Unpack(const std::filesystem::path& folder)
{
    std::vector<FuzzBytes> inputs = FuzzCorpus::Read(g_target->name);
    const auto seeds = g_target->seeds ? g_target->seeds() : FuzzTarget::Seeds();
    inputs.insert(inputs.end(), seeds.begin(), seeds.end());
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < inputs.size(); i++)
    {
        std::ofstream file(folder / ("kept-" + std::to_string(i)), std::ios::binary);
        file.write(reinterpret_cast<const char*>(inputs[i].data()),
                   static_cast<std::streamsize>(inputs[i].size()));
    }
}

/// Keep the smallest inputs, as many as have room.
bool
Pack(const std::filesystem::path& folder, std::size_t room)
{
    std::vector<FuzzBytes> inputs;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
    {
        std::ifstream file(entry.path(), std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    std::sort(inputs.begin(), inputs.end(), [](const FuzzBytes& a, const FuzzBytes& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    std::vector<FuzzBytes> kept;
    std::size_t bytes = 0;
    for (FuzzBytes& input : inputs)
    {
        bytes += input.size() + 2;
        if (bytes <= room)
        {
            kept.push_back(std::move(input));
        }
    }
    std::cout << kept.size() << " of " << inputs.size() << " inputs kept\n";
    return FuzzCorpus::Write(g_target->name, kept);
}

} // namespace

extern "C" int
LLVMFuzzerInitialize(int*, char***)
{
    const std::string task = GetVariable("WAKU_FUZZ_DO");
    const std::string name = GetVariable("WAKU_FUZZ_TARGET");
    for (const FuzzTarget& target : GetFuzzTargets())
    {
        if (task == "list")
        {
            std::cout << target.name << (target.isStateful ? " stateful" : "") << "\n";
        }
        g_target = target.name == name ? &target : g_target;
    }
    if (task == "list")
    {
        std::cout.flush();
        std::_Exit(0);
    }
    if (!g_target)
    {
        std::cerr << "WAKU_FUZZ_TARGET is \"" << name << "\", not a target; WAKU_FUZZ_DO=list\n";
        std::_Exit(1);
    }
    if (task == "unpack" || task == "pack")
    {
        const std::string folder = GetVariable("WAKU_FUZZ_FOLDER");
        bool isDone = true;
        if (task == "unpack")
        {
            Unpack(folder);
        }
        else
        {
            isDone = Pack(folder, std::stoul("0" + GetVariable("WAKU_FUZZ_ROOM")));
        }
        std::cout.flush();
        std::_Exit(isDone ? 0 : 1);
    }
    // What tests expect of fixtures ends the program.
    testing::GTEST_FLAG(throw_on_failure) = true;
    return 0;
}

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* bytes, std::size_t size)
{
    // A copy of its own size, so that a read beyond its end is found.
    const FuzzBytes input(bytes, bytes + size);
    g_target->run(input.data(), input.size());
    return 0;
}

extern "C" std::size_t
LLVMFuzzerCustomMutator(uint8_t* bytes, std::size_t size, std::size_t maxSize, unsigned int seed)
{
    FuzzRandom random(seed);
    if (g_target->form == FuzzForm::BYTES || random() % 5 == 0)
    {
        return LLVMFuzzerMutate(bytes, size, maxSize);
    }
    const FuzzBytes changed = MutateInForm(*g_target, FuzzBytes(bytes, bytes + size), random);
    if (changed.size() > maxSize)
    {
        return LLVMFuzzerMutate(bytes, size, maxSize);
    }
    std::copy(changed.begin(), changed.end(), bytes);
    return changed.size();
}
