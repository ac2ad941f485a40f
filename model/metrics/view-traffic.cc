/* SPDX-License-Identifier: GPL-2.0-only */
#include "view-traffic.h"

#include "view-column.h"

#include "ns3/data-rate.h"
#include "ns3/wan-host.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// Bins of all nodes together, and of a node.
constexpr std::size_t MOST_BINS = 400000;
constexpr std::size_t MOST_BINS_OF_NODE = 128;
constexpr std::size_t FEWEST_BINS_OF_NODE = 16;

/// A rate of a device in bit/s; 0 if it is unlimited or not known.
uint64_t
GetViewRate(const Ptr<NetDevice>& device, const std::string& attribute)
{
    DataRateValue rate;
    return device && device->GetAttributeFailSafe(attribute, rate) ? rate.Get().GetBitRate() : 0;
}

} // namespace

ViewTraffic::ViewTraffic(const ViewSample& sample, const NetDeviceContainer& devices)
    : m_before(sample.GetSize()),
      m_most(std::clamp(MOST_BINS / std::max(1U, sample.GetSize()) / 2 * 2,
                        FEWEST_BINS_OF_NODE,
                        MOST_BINS_OF_NODE)),
      m_messages(m_most)
{
    for (const uint32_t node : sample.GetNodes())
    {
        m_devices.push_back(node < devices.GetN() ? devices.Get(node) : nullptr);
    }
    for (auto& series : m_bytes)
    {
        series.assign(sample.GetSize(), Bins(m_most));
    }
}

void
ViewTraffic::ReadDevices()
{
    for (std::size_t i = 0; i < m_devices.size(); i++)
    {
        if (const WanHost* host = m_devices[i] ? WanHost::Of(m_devices[i]) : nullptr)
        {
            const DeviceBytes bytes(host->GetRxBytes(),
                                    host->GetTxBytes() - host->GetWaitingTxBytes());
            m_bytes[IP_RECEIVED][i][m_last] += bytes.first - m_before[i].first;
            // The bytes that wait may grow faster than those that are sent.
            m_bytes[IP_SENT][i][m_last] +=
                bytes.second - std::min(bytes.second, m_before[i].second);
            m_before[i] = {bytes.first, std::max(bytes.second, m_before[i].second)};
        }
    }
}

void
ViewTraffic::Halve(Bins& bins)
{
    for (std::size_t i = 0; i < bins.size(); i++)
    {
        bins[i] = 2 * i < bins.size() ? bins[2 * i] + bins[2 * i + 1] : 0;
    }
}

void
ViewTraffic::Halve()
{
    for (auto& series : m_bytes)
    {
        for (Bins& bins : series)
        {
            Halve(bins);
        }
    }
    Halve(m_messages);
    for (auto& [kind, bins] : m_control)
    {
        Halve(bins);
    }
    m_width = m_width * 2;
    m_last /= 2;
}

std::size_t
ViewTraffic::Proceed(Time now)
{
    if (now >= m_width * static_cast<int64_t>(m_last + 1))
    {
        ReadDevices();
        while (now >= m_width * static_cast<int64_t>(m_most))
        {
            Halve();
        }
        m_last = static_cast<std::size_t>(now.GetTimeStep() / m_width.GetTimeStep());
    }
    return m_last;
}

void
ViewTraffic::Add(Time now, uint32_t node, Series series, uint64_t bytes)
{
    const std::size_t bin = Proceed(now);
    m_bytes[series][node][bin] += bytes;
}

void
ViewTraffic::AddMessage(Time now, uint64_t bytes)
{
    const std::size_t bin = Proceed(now);
    m_messages[bin] += bytes;
}

void
ViewTraffic::AddControl(Time now, const std::string& kind)
{
    const std::size_t bin = Proceed(now);
    auto known = std::find_if(m_control.begin(), m_control.end(), [&kind](const auto& entry) {
        return entry.first == kind;
    });
    if (known == m_control.end())
    {
        known = m_control.insert(known, {kind, Bins(m_most)});
    }
    known->second[bin]++;
}

void
ViewTraffic::Finish(Time now)
{
    Proceed(now);
    ReadDevices();
}

void
ViewTraffic::Write(std::ostream& out) const
{
    const std::size_t bins = m_last + 1;
    const auto writeBins = [&out, bins](const Bins& all) {
        ViewColumn::WriteNumbers(out, Bins(all.begin(), all.begin() + bins));
    };
    out << "\"traffic\":{\"bin_s\":" << m_width.GetSeconds() << ",\"bins\":" << bins;
    const char* const names[] = {"received", "sent", "ip_received", "ip_sent"};
    for (std::size_t series = 0; series < N_SERIES; series++)
    {
        out << ",\n\"" << names[series] << "_bytes\":";
        ViewColumn::WriteList(out, m_bytes[series], writeBins);
    }
    out << ",\n\"message_bytes\":";
    writeBins(m_messages);
    for (const char* direction : {"Up", "Down"})
    {
        out << (*direction == 'U' ? ",\n\"up_bps\":" : ",\n\"down_bps\":");
        ViewColumn::WriteList(out, m_devices, [&](const Ptr<NetDevice>& device) {
            out << GetViewRate(device, std::string(direction) + "Rate");
        });
    }
    out << "},\n\"control\":";
    ViewColumn::WriteList(out, m_control, [&](const auto& entry) {
        out << "{\"kind\":";
        ViewColumn::WriteText(out, entry.first);
        out << ",\"received\":";
        writeBins(entry.second);
        out << "}";
    });
}

} // namespace ns3
