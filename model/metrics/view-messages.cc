/* SPDX-License-Identifier: GPL-2.0-only */
#include "view-messages.h"

#include "view-column.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <numeric>
#include <sstream>

namespace ns3
{

namespace
{

/// Sender and receiver as one number.
uint64_t
GetPair(uint32_t from, uint32_t to)
{
    return static_cast<uint64_t>(from) << 32 | to;
}

/// The beginning of a key in hexadecimal digits.
std::string
GetShortName(const MessageKey& key)
{
    std::ostringstream text;
    text << std::hex << std::setfill('0');
    for (std::size_t i = 0; i < 8; i++)
    {
        text << std::setw(2) << static_cast<uint32_t>(key[i]);
    }
    return text.str();
}

} // namespace

ViewMessages::ViewMessages(const ViewSample& sample, ViewTopics& names, const Limits& limits)
    : m_sample(sample),
      m_names(names),
      m_limits(limits)
{
}

void
ViewMessages::SetSubscribed(Time, uint32_t node, const std::string& topic, bool isSubscribed)
{
    Topic& known = m_topics[topic];
    const bool hasChanged =
        isSubscribed ? known.subscribers.insert(node).second : known.subscribers.erase(node) > 0;
    if (hasChanged)
    {
        known.audience.reset();
    }
}

uint32_t
ViewMessages::GetAudience(Topic& topic)
{
    if (!topic.audience)
    {
        Audience audience;
        uint32_t next = ViewSample::NONE;
        for (const uint32_t node : topic.subscribers)
        {
            const uint32_t position = m_sample.GetPosition(node);
            if (position == ViewSample::NONE)
            {
                continue;
            }
            if (position != next)
            {
                audience.insert(audience.end(), {position, 0});
            }
            audience.back()++;
            next = position + 1;
        }
        topic.audience = static_cast<uint32_t>(m_audiences.size());
        m_audiences.push_back(std::move(audience));
    }
    return *topic.audience;
}

void
ViewMessages::Published(Time now,
                        uint32_t node,
                        const ObservedMessage& what,
                        const std::string& topic)
{
    const auto known = m_numbers.find(what.key);
    if (known != m_numbers.end())
    {
        // Another node publishes it too, and need not get it.
        Message& message = m_messages.at(known->second);
        message.expected -= TakeMissing(message, node) ? 1 : 0;
        return;
    }
    const uint32_t number = m_published++;
    if (number % m_stride != 0)
    {
        return;
    }
    Topic& subscribed = m_topics[topic];
    Message& message = m_messages[number];
    message.key = what.key;
    message.number = number;
    message.topic = m_names.Add(topic);
    message.publisher = node;
    message.published = now;
    message.payload = what.payload;
    message.size = what.size;
    message.audience = GetAudience(subscribed);
    message.missing.assign(m_sample.GetTotal(), false);
    for (const uint32_t subscriber : subscribed.subscribers)
    {
        message.missing.at(subscriber) = subscriber != node;
        message.expected += subscriber != node ? 1 : 0;
    }
    message.nMissing = message.expected;
    m_numbers.emplace(what.key, number);
    if (m_messages.size() > m_limits.messages)
    {
        Thin();
    }
}

void
ViewMessages::Renamed(Time, uint32_t, const MessageKey& before, const MessageKey& after)
{
    auto number = m_numbers.extract(before);
    if (!number.empty())
    {
        number.key() = after;
        m_numbers.insert(std::move(number));
    }
}

bool
ViewMessages::TakeMissing(Message& message, uint32_t node)
{
    if (node >= message.missing.size() || !message.missing[node])
    {
        return false;
    }
    message.missing[node] = false;
    if (--message.nMissing == 0)
    {
        message.missing = std::vector<bool>();
    }
    return true;
}

ViewMessages::Message*
ViewMessages::Find(const MessageKey& key)
{
    const auto number = m_numbers.find(key);
    return number == m_numbers.end() ? nullptr : &m_messages.at(number->second);
}

uint32_t
ViewMessages::GetAge(Time now, const Message& message)
{
    const double units = (now - message.published).GetSeconds() / TIME_UNIT;
    return static_cast<uint32_t>(std::min(std::round(units), 4e9));
}

void
ViewMessages::Thin()
{
    m_stride *= 2;
    for (auto message = m_messages.begin(); message != m_messages.end();)
    {
        if (message->first % m_stride == 0)
        {
            ++message;
            continue;
        }
        m_records -= message->second.transfers.size() + message->second.deliveries.size();
        message = m_messages.erase(message);
    }
    for (auto number = m_numbers.begin(); number != m_numbers.end();)
    {
        number = number->second % m_stride == 0 ? std::next(number) : m_numbers.erase(number);
    }
}

bool
ViewMessages::MakeRoom(const Message& message)
{
    const uint32_t number = message.number;
    while (m_records >= m_limits.transfers && m_messages.size() > 1)
    {
        Thin();
    }
    const bool isKept = number % m_stride == 0;
    const bool hasRoom = m_records < m_limits.transfers;
    m_isTruncated = m_isTruncated || (isKept && !hasRoom);
    m_records += isKept && hasRoom ? 1 : 0;
    return isKept && hasRoom;
}

void
ViewMessages::Sent(Time now, uint32_t node, uint32_t to, const ObservedMessage& what)
{
    Message* message = Find(what.key);
    if (!message)
    {
        return;
    }
    message->sent++;
    const uint32_t receiver = m_sample.GetPosition(to);
    if (receiver != ViewSample::NONE && MakeRoom(*message))
    {
        message->underWay[GetPair(node, to)] = static_cast<uint32_t>(message->transfers.size());
        message->transfers.push_back({m_sample.GetPosition(node), receiver, GetAge(now, *message)});
    }
}

void
ViewMessages::Received(Time now,
                       uint32_t node,
                       uint32_t from,
                       const ObservedMessage& what,
                       Kind kind)
{
    Message* message = Find(what.key);
    if (!message)
    {
        return;
    }
    message->duplicates += kind == DUPLICATE ? 1 : 0;
    const uint32_t receiver = m_sample.GetPosition(node);
    if (receiver == ViewSample::NONE)
    {
        return;
    }
    const uint32_t age = GetAge(now, *message);
    const auto sent = message->underWay.find(GetPair(from, node));
    if (sent != message->underWay.end())
    {
        Transfer& transfer = message->transfers[sent->second];
        transfer.took = age - std::min(age, transfer.sent);
        transfer.kind = kind;
        message->underWay.erase(sent);
    }
    else if (MakeRoom(*message))
    {
        message->transfers.push_back({m_sample.GetPosition(from), receiver, age, 0, kind});
    }
}

void
ViewMessages::ReceivedFirst(Time now, uint32_t node, uint32_t from, const ObservedMessage& message)
{
    Received(now, node, from, message, FIRST);
}

void
ViewMessages::ReceivedAgain(Time now, uint32_t node, uint32_t from, const ObservedMessage& message)
{
    Received(now, node, from, message, DUPLICATE);
}

void
ViewMessages::ReceivedAside(Time now, uint32_t node, uint32_t from, const ObservedMessage& message)
{
    Received(now, node, from, message, ASIDE);
}

void
ViewMessages::Delivered(Time now, uint32_t node, const ObservedMessage& what)
{
    Message* message = Find(what.key);
    if (!message || !TakeMissing(*message, node))
    {
        return;
    }
    message->delivered++;
    const uint32_t position = m_sample.GetPosition(node);
    if (position != ViewSample::NONE && MakeRoom(*message))
    {
        message->deliveries.push_back({position, GetAge(now, *message)});
    }
}

std::vector<ViewMessages::Passage>
ViewMessages::GetPassages() const
{
    std::vector<Passage> passages;
    for (const auto& [number, message] : m_messages)
    {
        for (const Transfer& transfer : message.transfers)
        {
            if (transfer.kind != ON_ITS_WAY && transfer.from != ViewSample::NONE)
            {
                const double sent = message.published.GetSeconds() + transfer.sent * TIME_UNIT;
                passages.push_back({number,
                                    transfer.from,
                                    transfer.to,
                                    sent,
                                    sent + transfer.took * TIME_UNIT,
                                    transfer.kind == FIRST});
            }
        }
    }
    std::stable_sort(passages.begin(), passages.end(), [](const Passage& a, const Passage& b) {
        return a.sent < b.sent;
    });
    return passages;
}

void
ViewMessages::Write(std::ostream& out) const
{
    out << "\"audiences\":";
    ViewColumn::WriteList(out, m_audiences, [&out](const Audience& audience) {
        ViewColumn::WriteNumbers(out, audience);
    });
    out << ",\n\"messages\":";
    ViewColumn::WriteList(out, m_messages, [this, &out](const auto& numbered) {
        const Message& message = numbered.second;
        const uint32_t publisher = m_sample.GetPosition(message.publisher);
        out << "\n{\"number\":" << message.number << ",\"id\":\"" << GetShortName(message.key)
            << "\",\"topic\":" << message.topic << ",\"publisher\":"
            << (publisher == ViewSample::NONE ? -1 : static_cast<int64_t>(publisher))
            << ",\"time_s\":" << std::setprecision(9) << message.published.GetSeconds()
            << ",\"payload_bytes\":" << message.payload << ",\"size_bytes\":" << message.size
            << ",\"audience\":" << message.audience << ",\"expected\":" << message.expected
            << ",\"delivered\":" << message.delivered << ",\"sent\":" << message.sent
            << ",\"duplicates\":" << message.duplicates;
        // Receipts that no send was seen of come out of order.
        std::vector<Transfer> transfers = message.transfers;
        std::stable_sort(transfers.begin(),
                         transfers.end(),
                         [](const Transfer& a, const Transfer& b) { return a.sent < b.sent; });
        std::vector<uint32_t> from;
        std::vector<uint32_t> to;
        std::vector<uint32_t> sent;
        std::vector<uint32_t> took;
        std::string kind;
        uint32_t before = 0;
        for (const Transfer& transfer : transfers)
        {
            from.push_back(transfer.from);
            to.push_back(transfer.to);
            sent.push_back(transfer.sent - before);
            took.push_back(transfer.took);
            kind += static_cast<char>(transfer.kind);
            before = transfer.sent;
        }
        std::vector<uint32_t> node;
        std::vector<uint32_t> after;
        before = 0;
        for (const Delivery& delivery : message.deliveries)
        {
            node.push_back(delivery.node);
            after.push_back(delivery.after - before);
            before = delivery.after;
        }
        out << ",\"transfers\":{\"from\":";
        ViewColumn::WriteNumbers(out, from);
        out << ",\"to\":";
        ViewColumn::WriteNumbers(out, to);
        out << ",\"sent\":";
        ViewColumn::WriteNumbers(out, sent);
        out << ",\"took\":";
        ViewColumn::WriteNumbers(out, took);
        out << ",\"kind\":\"" << kind << "\"},\"deliveries\":{\"node\":";
        ViewColumn::WriteNumbers(out, node);
        out << ",\"after\":";
        ViewColumn::WriteNumbers(out, after);
        out << "}}";
    });
}

} // namespace ns3
