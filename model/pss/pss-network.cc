/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-network.h"

#include "ns3/overlay-error.h"
#include "ns3/overlay-file-builder.h"
#include "ns3/random-variable-stream.h"

#include <algorithm>
#include <cryptopp/base64.h>
#include <cryptopp/filters.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>
#include <utility>

namespace ns3
{

namespace
{

using SnapshotJson = nlohmann::json;

/**
 * \param base an address
 * \param proximity a proximity order below PSS_ADDRESS_BITS
 * \param fill 0 for the least address of the bin, 255 for the largest
 * \return an end of the bin of addresses with that proximity order to the base
 */
PssAddress
GetEndOfBin(const PssAddress& base, uint32_t proximity, uint8_t fill)
{
    PssAddress end;
    end.fill(fill);
    const uint32_t byte = proximity / 8;
    std::copy_n(base.begin(), byte, end.begin());
    const auto bit = static_cast<uint8_t>(0x80 >> proximity % 8);
    const auto before = static_cast<uint8_t>(~(2 * bit - 1));
    const auto after = static_cast<uint8_t>(bit - 1);
    end[byte] = static_cast<uint8_t>((base[byte] & before) | (~base[byte] & bit) | (fill & after));
    return end;
}

/// Reads a snapshot.
class SnapshotReader
{
  public:
    explicit SnapshotReader(const std::string& path)
        : m_path(path)
    {
    }

    /** \return the addresses, and who is connected to whom */
    std::pair<std::vector<PssAddress>, OverlayGraph> Read()
    {
        const SnapshotJson file = SnapshotJson::parse(LoadOverlayFile(m_path), nullptr, false);
        if (file.is_discarded())
        {
            Fail("the file", "is no JSON");
        }
        for (const SnapshotJson& node : GetArray(file, "nodes"))
        {
            ReadNode(node, "nodes[" + std::to_string(m_addresses.size()) + "]");
        }
        if (m_addresses.empty())
        {
            Fail("nodes", "must not be empty");
        }
        OverlayGraph graph(static_cast<uint32_t>(m_addresses.size()));
        std::size_t row = 0;
        for (const SnapshotJson& link : GetArray(file, "conns"))
        {
            const std::string place = "conns[" + std::to_string(row++) + "]";
            const uint32_t one = ReadEnd(link, "one", place);
            const uint32_t other = ReadEnd(link, "other", place);
            if (one == other)
            {
                Fail(place, "connects a node to itself");
            }
            if (link.value("up", true))
            {
                graph.AddLink(one, other);
            }
        }
        return {m_addresses, graph};
    }

  private:
    [[noreturn]] void Fail(const std::string& place, const std::string& error) const
    {
        throw OverlayError(m_path + ": " + place + " " + error);
    }

    const SnapshotJson& GetArray(const SnapshotJson& file, const std::string& key) const
    {
        if (!file.is_object() || !file.contains(key) || !file[key].is_array())
        {
            Fail(key, "must be an array in the file's object");
        }
        return file[key];
    }

    std::string GetText(const SnapshotJson& file, const std::string& pointer) const
    {
        const SnapshotJson::json_pointer place(pointer);
        return file.contains(place) && file[place].is_string() ? file[place].get<std::string>()
                                                               : std::string();
    }

    void ReadNode(const SnapshotJson& node, const std::string& place)
    {
        const std::string id = GetText(node, "/node/info/id");
        const std::string text = GetText(node, "/node/info/protocols/bzz");
        if (id.empty() || !m_numbers.emplace(id, m_addresses.size()).second)
        {
            Fail(place + ".node.info.id", "must be a text that no other node has");
        }
        std::string bytes;
        CryptoPP::StringSource source(text,
                                      true,
                                      new CryptoPP::Base64Decoder(new CryptoPP::StringSink(bytes)));
        if (bytes.size() != PSS_ADDRESS_BYTES)
        {
            Fail(place + ".node.info.protocols.bzz", "must be an address of 32 bytes in base64");
        }
        std::copy(bytes.begin(), bytes.end(), m_addresses.emplace_back().begin());
    }

    uint32_t ReadEnd(const SnapshotJson& link,
                     const std::string& key,
                     const std::string& place) const
    {
        const auto found = m_numbers.find(GetText(link, "/" + key));
        if (found == m_numbers.end())
        {
            Fail(place + "." + key, "must be the id of a node");
        }
        return static_cast<uint32_t>(found->second);
    }

    std::string m_path;                                     //!< the file
    std::vector<PssAddress> m_addresses;                    //!< addresses by node
    std::unordered_map<std::string, std::size_t> m_numbers; //!< nodes by id
};

} // namespace

/// Lets nodes that know all nodes connect.
class PssNetwork::Builder
{
  public:
    Builder(std::vector<PssAddress> addresses, const PssKademliaSettings& settings, int64_t stream)
        : m_addresses(std::move(addresses)),
          m_graph(static_cast<uint32_t>(m_addresses.size()))
    {
        m_draw->SetStream(stream);
        for (uint32_t i = 0; i < m_addresses.size(); i++)
        {
            m_tables.emplace_back(m_addresses[i], settings);
            m_sorted.push_back(i);
        }
        std::sort(m_sorted.begin(), m_sorted.end(), [this](uint32_t one, uint32_t other) {
            return m_addresses[one] < m_addresses[other];
        });
        m_nearest.resize(m_addresses.size(), 0);
        for (std::size_t i = 1; i < m_sorted.size(); i++)
        {
            const uint32_t one = m_sorted[i - 1];
            const uint32_t other = m_sorted[i];
            const uint32_t proximity = GetPssProximity(m_addresses[one], m_addresses[other]);
            m_nearest[one] = std::max(m_nearest[one], proximity);
            m_nearest[other] = std::max(m_nearest[other], proximity);
        }
    }

    /** \return who is connected to whom in the end */
    OverlayGraph Build()
    {
        for (bool hasGrown = true; hasGrown;)
        {
            hasGrown = false;
            for (uint32_t node = 0; node < m_tables.size(); node++)
            {
                hasGrown |= ConnectOnce(node);
            }
        }
        return m_graph;
    }

  private:
    /**
     * \param node a node
     * \return whether it has connected to another one
     */
    bool ConnectOnce(uint32_t node)
    {
        for (const uint32_t proximity : m_tables[node].GetWantingBins(m_nearest[node]))
        {
            if (const auto other = Draw(node, proximity))
            {
                m_graph.AddLink(node, *other);
                m_tables[node].On(*other, {m_addresses[*other], Address(), {}}, Time(0));
                m_tables[*other].On(node, {m_addresses[node], Address(), {}}, Time(0));
                return true;
            }
        }
        return false;
    }

    /**
     * \param node a node
     * \param proximity a bin of it
     * \return a node of the bin that is not connected to it
     */
    std::optional<uint32_t> Draw(uint32_t node, uint32_t proximity)
    {
        if (proximity >= PSS_ADDRESS_BITS)
        {
            return std::nullopt;
        }
        const auto isLess = [this](uint32_t one, const PssAddress& end) {
            return m_addresses[one] < end;
        };
        const auto isAbove = [this](const PssAddress& end, uint32_t one) {
            return end < m_addresses[one];
        };
        const auto first = std::lower_bound(m_sorted.begin(),
                                            m_sorted.end(),
                                            GetEndOfBin(m_addresses[node], proximity, 0),
                                            isLess);
        const auto last = std::upper_bound(first,
                                           m_sorted.end(),
                                           GetEndOfBin(m_addresses[node], proximity, UINT8_MAX),
                                           isAbove);
        const auto size = static_cast<uint32_t>(last - first);
        if (size == m_tables[node].GetBinSize(proximity))
        {
            return std::nullopt;
        }
        for (uint32_t i = m_draw->GetInteger(0, size - 1);; i = (i + 1) % size)
        {
            if (!m_graph.HasLink(node, first[i]))
            {
                return first[i];
            }
        }
    }

    std::vector<PssAddress> m_addresses; //!< addresses by node
    OverlayGraph m_graph;                //!< who is connected to whom so far
    std::vector<PssKademlia> m_tables;   //!< tables by node
    std::vector<uint32_t> m_sorted;      //!< nodes in the order of their addresses
    std::vector<uint32_t> m_nearest;     //!< proximity order of the nearest node, by node
    Ptr<UniformRandomVariable> m_draw{CreateObject<UniformRandomVariable>()}; //!< draws nodes
};

PssNetwork::PssNetwork(std::vector<PssAddress> addresses, OverlayGraph graph)
    : m_addresses(std::move(addresses)),
      m_graph(std::move(graph))
{
}

std::vector<PssAddress>
PssNetwork::DrawAddresses(uint32_t nodes, int64_t stream)
{
    const auto draw = CreateObject<UniformRandomVariable>();
    draw->SetStream(stream);
    std::vector<PssAddress> addresses(nodes);
    for (PssAddress& address : addresses)
    {
        for (uint8_t& byte : address)
        {
            byte = static_cast<uint8_t>(draw->GetInteger(0, UINT8_MAX));
        }
    }
    return addresses;
}

PssNetwork
PssNetwork::Create(uint32_t nodes, const PssKademliaSettings& settings, int64_t stream)
{
    std::vector<PssAddress> addresses = DrawAddresses(nodes, stream);
    OverlayGraph graph = Builder(addresses, settings, stream + 1).Build();
    return PssNetwork(std::move(addresses), std::move(graph));
}

PssNetwork
PssNetwork::Read(const std::string& path)
{
    auto [addresses, graph] = SnapshotReader(path).Read();
    return PssNetwork(std::move(addresses), std::move(graph));
}

uint32_t
PssNetwork::FindNearest(const PssAddress& target) const
{
    uint32_t nearest = 0;
    for (uint32_t i = 1; i < m_addresses.size(); i++)
    {
        nearest = IsPssCloser(target, m_addresses[i], m_addresses[nearest]) ? i : nearest;
    }
    return nearest;
}

PssKademlia
PssNetwork::MakeTable(uint32_t node, const PssKademliaSettings& settings) const
{
    PssKademlia table(m_addresses[node], settings);
    for (const uint32_t other : m_graph.GetNeighbors(node))
    {
        table.On(other, {m_addresses[other], Address(), {}}, Time(0));
    }
    return table;
}

} // namespace ns3
