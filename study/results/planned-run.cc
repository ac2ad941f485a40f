/* SPDX-License-Identifier: GPL-2.0-only */
#include "planned-run.h"

#include <cryptopp/filters.h>
#include <cryptopp/hex.h>
#include <cryptopp/sha.h>

namespace ns3
{

std::string
PlannedRun::GetScenarioText() const
{
    std::string text;
    for (const auto& [key, value] : scenario)
    {
        text += key + ": " + value + "\n";
    }
    return text;
}

std::string
PlannedRun::GetKey() const
{
    CryptoPP::SHA256 sha;
    std::string digest;
    const std::string text = GetScenarioText();
    CryptoPP::StringSource(
        text,
        true,
        new CryptoPP::HashFilter(sha, new CryptoPP::HexEncoder(new CryptoPP::StringSink(digest))));
    return digest.substr(0, 32) + "-" + std::to_string(rngRun);
}

} // namespace ns3
